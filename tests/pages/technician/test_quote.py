"""Quotes and money on a technician's screen: lines of the list, the customer's word, the accepted sum."""

from __future__ import annotations

import pytest

from tests.pages.crew import Phone, text
from tests.pages.technician.steps import close, customer_accepts, finish_at, quote, to_quote
from tests.work.visit.walk import on_site
from tests.world import (
    kinds,
)
from yinuo.promise.actions import decline_price
from yinuo.store import clock
from yinuo.work.visit import reads
from yinuo.work.visit.facts import Step, VisitState

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_quote_holds_nothing_but_lines_of_the_list_and_their_prices() -> None:
    """QT-02: a price that is sent along is not even read."""
    phone = Phone(on_site())
    to_quote(phone)
    at = finish_at(phone.look())
    answer = phone.send("quote", finish_at=at, **{"q-VISIT": "0"})
    assert answer.status_code == 400
    assert "价目表" in text(answer)
    assert phone.send("quote", finish_at=at, **{"q-VISIT": "100"}).status_code == 400
    phone.do("quote", finish_at=at, total_fen="1", **{"q-VISIT": "1", "price-VISIT": "1"})
    made = reads.find_quote(phone.visit_id)
    assert made is not None
    assert made.total_fen == 5000


def test_a_preview_shows_the_sum_and_keeps_nothing() -> None:
    phone = Phone(on_site())
    to_quote(phone)
    at = finish_at(phone.look())
    answer = phone.send("quote", finish_at=at, preview="1", **{"q-VISIT": "1", "q-R-BOLT": "2"})
    assert answer.status_code == 200
    assert "¥170" in text(answer)
    assert reads.find_quote(phone.visit_id) is None


def test_a_declined_quote_leads_to_the_bill_of_what_was_disclosed() -> None:
    """QT-10."""
    phone = Phone(on_site())
    to_quote(phone)
    quote(phone, {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1})
    phone.walk.say(decline_price, version=1)
    clock.move(phone.walk.now)
    assert "¥80" in text(phone.client.get(phone.path))
    close(phone, 8000)
    assert phone.state is VisitState.FINISHED


def test_another_amount_than_the_accepted_one_is_not_taken() -> None:
    """QT-02, QT-06, QT-07: the bill comes first, in six groups, and only its sum is paid."""
    phone = Phone(on_site().to(Step.STATEMENT))
    screen = phone.look()
    for group in ("上门费", "检测费", "维修费", "材料费", "配件费", "夜间费"):
        assert group in screen
    assert phone.send("payment", paid_fen=14000, method="cash").status_code == 409
    phone.do("statement")
    due = reads.get_statement(phone.visit_id).total_fen
    answer = phone.send("payment", paid_fen=due + 100, method="cash")
    assert answer.status_code == 409
    assert "金额和客户接受的不一致" in text(answer)
    assert kinds(phone.walk.case, "visit.payment") == []


def test_more_work_needs_a_new_version_that_the_customer_accepts() -> None:
    """QT-09."""
    phone = Phone(on_site())
    to_quote(phone)
    quote(phone, {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1})
    customer_accepts(phone)
    phone.do("start")
    first = {"VISIT": 1, "INSPECT": 1, "R-BOLT": 1}
    at = finish_at(phone.look())
    less = phone.send("quote", finish_at=at, **{"q-VISIT": "1", "q-P-BOLT": "1"})
    assert "客户已接受的全部项目" in text(less)
    quote(phone, first | {"P-BOLT": 1})
    assert phone.send("test").status_code in {400, 409}
    customer_accepts(phone, 2)
    fitted = {"part": "P-BOLT", "fault_proof": "断齿", "was_shown_sealed": "on"}
    assert "请填新件上的编号" in text(phone.send("part", **fitted))
    phone.do("part", serial="A-7", **fitted)
    assert reads.get_statement(phone.visit_id).total_fen == 22800
