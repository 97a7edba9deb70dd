"""The door with scope: of another part of the company nothing is found; a look is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.crew import enter, staff, text
from tests.work.visit.walk import Walk, begin
from tests.world import OUTLET
from yinuo.outlet.models import Outlet
from yinuo.people.facts import LookKind, Scope, ScopeKind, StaffRole
from yinuo.people.reads import list_looks_at, list_looks_by
from yinuo.record.reads import list_events
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)
OWN = (Scope(ScopeKind.OUTLET, (OUTLET,)), Scope(ScopeKind.REGION, ("37",)))
OTHER = (Scope(ScopeKind.OUTLET, ("AN000000",)), Scope(ScopeKind.REGION, ("46", "33")))


def case_path(walk: Walk) -> str:
    clock.move(walk.now)
    return f"/company/case/{walk.case.id}/"


@pytest.mark.parametrize("scope", OWN, ids=str)
def test_somebody_of_the_outlet_or_its_region_opens_the_case(scope: Scope) -> None:
    path = case_path(begin())
    assert enter(staff(StaffRole.DESK, scope=scope)).get(path).status_code == 200


@pytest.mark.parametrize("scope", OTHER[1:], ids=str)
def test_for_everybody_else_there_is_no_such_case(scope: Scope) -> None:
    walk = begin()
    client = enter(staff(StaffRole.DESK, scope=scope))
    assert client.get(case_path(walk)).status_code == 404
    shown = client.post(f"/contact/{walk.case.id}/", {"reason": "call_back"})
    assert shown.status_code == 404
    assert list_looks_at(walk.case.customer_id) == ()


def test_PD_03_an_outlets_people_see_nothing_once_its_authorisation_has_ended() -> None:
    path = case_path(begin())
    client = enter(staff(StaffRole.DESK, scope=OWN[0]))
    assert client.get(path).status_code == 200
    today = clock.now().date()
    Outlet.objects.filter(code=OUTLET).update(authorised_to=today - timedelta(days=1))
    answer = client.get(path)
    assert answer.status_code == 403
    assert "授权已经结束" in text(answer)


def test_a_page_with_an_address_is_one_look_a_day_on_the_persons_chain() -> None:
    walk = begin()
    path = case_path(walk)
    one = staff(StaffRole.DESK)
    client = enter(one)
    for _ in range(3):
        client.get(path)
    (look,) = list_looks_at(walk.case.customer_id)
    assert (look.staff_id, look.kind, look.case_id) == (one.id, LookKind.CASE, walk.case.id)
    lines = [event.kind for event in list_events("person", walk.case.customer_id)]
    assert lines.count("people.case.looked") == 1
    clock.move(clock.now() + timedelta(days=1))
    enter(one).get(path)
    assert len(list_looks_at(walk.case.customer_id)) == 2


def test_a_whole_number_is_shown_for_a_reason_that_is_recorded() -> None:
    walk = begin()
    clock.move(walk.now)
    client = enter(staff(StaffRole.DESK))
    path = f"/contact/{walk.case.id}/"
    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 400
    assert client.post(path, {"reason": "handle"}).status_code == 400
    assert list_looks_by() == ()
    for _ in range(2):
        assert "19900000001" in text(client.post(path, {"reason": "call_back"}))
    line = [
        event
        for event in list_events("person", walk.case.customer_id)
        if event.kind == "people.contact.shown"
    ]
    assert [event.body["reason"] for event in line] == ["call_back"]
    assert "19900000001" not in str(line)


def test_who_moves_technicians_is_never_shown_a_number() -> None:
    walk = begin()
    clock.move(walk.now)
    client = enter(staff(StaffRole.DISPATCHER))
    assert client.post(f"/contact/{walk.case.id}/", {"reason": "call_back"}).status_code == 403


def test_the_manager_sees_who_looked_and_why() -> None:
    walk = begin()
    clock.move(walk.now)
    desk = staff(StaffRole.DESK, "desk-one")
    enter(desk).post(f"/contact/{walk.case.id}/", {"reason": "dispute"})
    client = enter(staff(StaffRole.MANAGER))
    said = text(client.get("/company/looks/"))
    assert "desk-one" in said
    assert "处理异议" in said
    assert walk.case.number in said
    assert walk.case.number in text(client.get("/company/looks/", {"staff": str(desk.id)}))
    other = staff(StaffRole.MANAGER, "elsewhere", OTHER[1])
    assert "desk-one" not in text(enter(other).get("/company/looks/"))
