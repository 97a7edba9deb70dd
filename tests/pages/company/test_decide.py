"""A decision on the page: shown first, then done once, and the customer reads it on his own page."""

from __future__ import annotations

import re

import pytest

from tests.pages.crew import enter, staff, text
from tests.work.visit.walk import Walk, on_site
from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case, list_decisions
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.store import clock
from yinuo.work.visit.actions import stop_visit
from yinuo.work.visit.facts import StopReason

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "现场的归属有争议，我们不能开锁。"


def stopped() -> Walk:
    walk = on_site()
    walk.act(stop_visit, reason=StopReason.OWNERSHIP_DISPUTED)
    clock.move(walk.now)
    return walk


def test_a_decision_is_shown_before_it_is_done_and_done_once() -> None:
    walk = stopped()
    client = enter(staff(StaffRole.MANAGER))
    path = f"/company/case/{walk.case.id}/decide/"
    assert "作出决定" in text(client.get(f"/company/case/{walk.case.id}/"))
    key = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())
    assert key
    typed = {"key": key[1], "way": "end", "words": WHY}
    preview = text(client.post(path, typed))
    assert "客户会看到" in preview
    assert WHY in preview
    assert list_decisions(walk.case.id) == ()
    for _ in range(2):
        assert client.post(path, typed | {"confirm": "1"}).status_code == 302
    assert len(list_decisions(walk.case.id)) == 1
    assert get_case(walk.case.id).state is CaseState.STOPPED
    assert WHY in text(client.get(f"/company/case/{walk.case.id}/"))


def test_going_back_keeps_what_was_typed() -> None:
    walk = stopped()
    client = enter(staff(StaffRole.MANAGER))
    typed = {"key": "k", "way": "again", "words": WHY, "back": "1"}
    page = text(client.post(f"/company/case/{walk.case.id}/decide/", typed))
    assert "客户会看到什么" in page
    assert list_decisions(walk.case.id) == ()


def test_a_decision_without_words_says_what_is_missing() -> None:
    walk = stopped()
    client = enter(staff(StaffRole.MANAGER))
    typed = {"key": "k", "way": "end", "words": "", "confirm": "1"}
    assert "客户会看到什么" in text(client.post(f"/company/case/{walk.case.id}/decide/", typed))
    assert get_case(walk.case.id).state is CaseState.OPEN


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER])
def test_nobody_but_a_manager_opens_the_page(role: StaffRole) -> None:
    walk = stopped()
    assert enter(staff(role)).get(f"/company/case/{walk.case.id}/decide/").status_code == 403


def test_a_manager_of_another_region_finds_no_such_case() -> None:
    walk = stopped()
    scope = Scope(ScopeKind.REGION, ("46",))
    client = enter(staff(StaffRole.MANAGER, scope=scope))
    for path in ("", "decide/"):
        assert client.get(f"/company/case/{walk.case.id}/{path}").status_code == 404
    assert walk.case.number not in text(client.get("/company/"))
    assert walk.case.number not in text(client.get("/company/cases/"))
    found = client.get("/company/cases/", {"number": walk.case.number})
    assert "没有这个单号" in text(found)
