"""The arrival at the door: the code, the place, and what counts as a try."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.pages.crew import Phone, text
from tests.pages.technician.steps import HERE, THERE, arrive, code_of
from tests.work.visit.walk import begin
from tests.world import (
    kinds,
)
from yinuo.base.actor import Actor
from yinuo.promise.actions import judge_promise
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.facts import VisitState

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_screen_never_shows_the_code_or_the_customers_number() -> None:
    phone = Phone(begin())
    for task in ("leave", "knock"):
        screen = phone.look()
        assert code_of(phone) not in re.sub(r'value="[^"]*"|datetime="[^"]*"', "", screen)
        assert "19900000001" not in screen
        assert "customer@example.org" not in screen
        assert reads.get_arrival_signs(phone.visit_id).badge_word in screen
        phone.do(task, **HERE)


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_locks_it() -> None:
    phone = Phone(begin())
    phone.do("leave")
    wrong = "0000"
    for left in (4, 3, 2, 1):
        answer = phone.send("code", code=wrong, **HERE)
        assert answer.status_code == 409
        assert f"还可以试 {left} 次" in text(answer)
    assert "已经锁定" in text(phone.send("code", code=wrong, **HERE))
    assert "已经锁定" in text(phone.send("code", code=code_of(phone), **HERE))
    assert phone.visit.is_code_locked
    assert phone.visit.arrived_at is None


def test_a_code_from_afar_or_from_nowhere_is_not_checked_and_counts_no_try() -> None:
    phone = Phone(begin())
    phone.do("leave")
    assert "没有收到您的位置" in text(phone.send("code", code=code_of(phone)))
    assert "离客户家还远" in text(phone.send("code", code=code_of(phone), **THERE))
    assert phone.visit.arrived_at is None
    assert kinds(phone.walk.case, "visit.code") == ["visit.code.refused"] * 2
    phone.do("code", code=code_of(phone), **HERE)


def test_the_place_reported_within_fifteen_minutes_stands_in_for_a_missing_one() -> None:
    phone = Phone(begin())
    phone.do("leave")
    phone.do("knock", **HERE)
    phone.do("code", code=code_of(phone))
    assert phone.state is VisitState.ON_SITE


def test_an_older_place_proves_nothing() -> None:
    phone = Phone(begin())
    phone.do("leave")
    phone.do("knock", **HERE)
    clock.move(phone.walk.now + timedelta(minutes=16))
    assert "没有收到您的位置" in text(phone.send("code", code=code_of(phone)))


@pytest.mark.parametrize("typed", ["12", "12345", "abcd", "１２３", "", "1" * 10_000])
def test_what_is_no_code_counts_no_try(typed: str) -> None:
    phone = Phone(begin())
    phone.do("leave")
    assert phone.send("code", code=typed, **HERE).status_code == 400
    assert kinds(phone.walk.case, "visit.code") == []


def test_a_code_typed_in_full_width_is_the_same_code() -> None:
    phone = Phone(begin())
    phone.do("leave")
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code_of(phone))
    phone.do("code", code=wide, **HERE)
    assert phone.state is VisitState.ON_SITE


def test_the_arrival_through_the_screen_keeps_the_promise() -> None:
    phone = Phone(begin())
    arrive(phone)
    promise = find_promise(phone.walk.case.id, PromiseKind.ARRIVE)
    assert promise is not None
    judged = perform(
        judge_promise, actor=Actor.system("judge"), now=clock.now(), promise_id=promise.id
    )
    assert judged.state is PromiseState.KEPT
