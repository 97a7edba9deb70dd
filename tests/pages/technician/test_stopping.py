"""Stopping at the technician's screen: what may be charged is shown, and nothing is typed."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localtime

from tests.pages.asker import holder_of
from tests.pages.crew import Phone, text
from tests.work.visit.walk import begin, on_site
from tests.world import body
from yinuo.store import clock
from yinuo.work.visit import reads
from yinuo.work.visit.facts import Step, VisitState

pytestmark = pytest.mark.django_db(transaction=True)


def test_before_a_quote_was_decided_on_nothing_is_asked_about_money() -> None:
    phone = Phone(on_site())
    assert "收费了吗" not in phone.look()
    phone.do("stop", reason="nobody_opens")
    assert phone.state is VisitState.STOPPED


def test_what_may_be_charged_stands_there_by_line_and_no_price_can_be_typed() -> None:
    phone = Phone(on_site().to(Step.WORK))
    screen = phone.look()
    assert "没有做完的维修不收" in screen
    assert 'name="charged_fen" value="8000"' in screen
    assert phone.send("stop", reason="customer_ends").status_code == 400  # charged or not is said
    wrong = phone.send("stop", reason="customer_ends", paid="cash", charged_fen=14000)
    assert wrong.status_code == 409
    assert phone.state is VisitState.ON_SITE
    phone.do("stop", reason="customer_ends", paid="cash", charged_fen=8000)
    assert reads.get_payment(phone.visit_id).recorded_fen == 8000


def test_nothing_charged_is_recorded_as_nothing() -> None:
    phone = Phone(on_site().to(Step.WORK))
    phone.do("stop", reason="part_missing", paid="nothing", charged_fen=8000)
    assert body(phone.walk.case, "visit.payment.recorded")["paid_fen"] == 0


def test_an_open_page_hears_only_that_a_visit_is_closed_once_it_is() -> None:
    """PD-06: the live part tells no more than the page itself."""
    phone = Phone(on_site().to(Step.WORK))
    path = f"{phone.path}now/?seen=old"
    assert "合计" in text(phone.client.get(path))
    phone.do("stop", reason="danger", paid="nothing", charged_fen=8000)
    assert "data-ticket" in phone.client.get(path).content.decode()
    clock.move(phone.walk.now + timedelta(hours=24, minutes=5))
    answer = phone.client.get(path)
    assert "已经关闭" in text(answer)
    assert "data-ticket" not in answer.content.decode()
    assert "合计" not in text(answer)


def test_a_delay_is_one_of_a_few_times_ahead_and_the_customer_reads_the_new_one() -> None:
    """AR-09."""
    phone = Phone(begin())
    found = re.search(r'name="eta_at".*?<option value="(20[^"]+)"', phone.look(), re.DOTALL)
    assert found is not None
    assert phone.send("late", eta_at="nonsense").status_code == 400
    phone.do("late", eta_at=found.group(1))
    assert phone.visit.eta_at == datetime.fromisoformat(found.group(1))
    said = holder_of(phone.walk.case, phone.walk.now).look(phone.walk.case)
    assert f"{localtime(phone.visit.eta_at):%H:%M}" in said
    assert "/late/" not in Phone(phone.walk.arrive(), phone.client).look()
