"""What the promise page says of phone calls, the page on which one leaves a number, and the one rating."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.asker import Asker, case_in, holder_of
from tests.pages.crew import text
from tests.work.visit.walk import on_site
from tests.world import NOW, WATCH, after, found_company, open_case
from yinuo.case.actions import confirm_fixed
from yinuo.case.facts import CaseFacts, CaseKind
from yinuo.case.reads import find_rating, get_case
from yinuo.promise.actions import judge_case
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def state_of(case: CaseFacts, minutes: float) -> PromiseState:
    perform(judge_case, actor=WATCH, now=after(minutes), case_id=case.id)
    promise = find_promise(case.id, PromiseKind.CALL_BACK)
    assert promise is not None
    return promise.state


def test_call_me_is_a_promise_that_the_customers_own_tap_keeps() -> None:
    case = open_case(found_company())
    customer = holder_of(case, after(1))
    assert "call-me" in customer.offers(case)
    assert customer.tap(case, "call-me").status_code == 302
    said = customer.look(case)
    assert "08:31 前给您回电话" in said
    assert "没打，自动赔 ¥10" in said
    assert "call-me" not in customer.offers(case)
    assert customer.tap(case, "called").status_code == 302
    assert state_of(case, 2) is PromiseState.KEPT
    assert "守约" in customer.look(case)


def test_a_call_that_never_came_is_said_with_what_was_credited() -> None:
    case = open_case(found_company())
    customer = holder_of(case, after(1))
    customer.tap(case, "call-me")
    assert state_of(case, 40) is PromiseState.BROKEN
    clock.move(after(41))
    said = customer.look(case)
    assert "没守约" in said
    assert "已赔 ¥10" in said


def test_whoever_leaves_a_number_sees_by_when_we_call() -> None:
    found_company()
    asker = Asker()
    assert "打给我" in text(asker.client.get("/"))
    answer = asker.client.post("/call-me/", {"key": "k", "phone": "19900000055", "name": "王女士"})
    assert answer.status_code == 302
    case = get_case(case_in(answer["Location"]))
    assert case.kind is CaseKind.CALL_BACK
    said = asker.look(case)
    assert "08:30 前给您回电话" in said
    assert "现在还给不出时间" not in said


def test_a_number_that_is_awaited_already_tells_a_stranger_the_time_and_no_case() -> None:
    found_company()
    fields = {"phone": "19900000055", "name": "王女士"}
    Asker().client.post("/call-me/", {"key": "a", **fields})
    answer = Client().post("/call-me/", {"key": "b", **fields})
    assert answer.status_code == 200
    assert "还是原来的时间" in text(answer)
    assert "/case/" not in answer.content.decode()


def test_what_is_missing_is_said_beside_its_field() -> None:
    found_company()
    clock.move(NOW)
    answer = Client().post("/call-me/", {"key": "a", "phone": "1", "name": ""})
    assert answer.status_code == 400
    said = text(answer)
    assert "打不通" in said
    assert "怎么称呼" in said


def test_the_rating_is_asked_for_once_at_the_end_and_never_again() -> None:
    walk = on_site().finish()
    customer = holder_of(walk.case, walk.now)
    assert "您打几分" not in customer.look(walk.case)
    walk.say(confirm_fixed)
    clock.move(walk.now)
    assert "您打几分" in customer.look(walk.case)
    assert customer.tap(walk.case, "rate", stars="4").status_code == 302
    assert "您打几分" not in customer.look(walk.case)
    rating = find_rating(walk.case.id)
    assert rating is not None
    assert rating.stars == 4
    assert customer.tap(walk.case, "rate", stars="5").status_code == 409
