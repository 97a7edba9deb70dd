"""The staff pages: a manager adds, places and lets go of people, never beyond his own scope."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pages.crew import PASSWORD, enter, staff, text
from tests.world import IMPORT, NOW, OUTLET, found_company
from yinuo.outlet.actions import give_login
from yinuo.outlet.reads import find_company, list_technicians
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import find_staff, get_staff
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
REGION = Scope(ScopeKind.REGION, ("37",))
BRANCH = Scope(ScopeKind.OUTLET, (OUTLET,))


@pytest.fixture(autouse=True)
def _company() -> None:
    found_company()
    clock.move(NOW)


def add(client: Client, **typed: str) -> str:
    sent = {
        "key": "k",
        "username": "li",
        "name": "李四",
        "role": "desk",
        "scope": f"outlet:{OUTLET}",
        "password": PASSWORD,
    }
    return text(client.post("/company/staff/add/", sent | typed))


def test_somebody_new_comes_with_role_and_scope_on_the_record() -> None:
    add(enter(staff(StaffRole.MANAGER)))
    one = find_staff("li")
    assert one is not None
    assert (one.role, one.scope) == (StaffRole.DESK, BRANCH)
    kinds = [event.kind for event in list_events("staff", one.id)]
    assert kinds == ["people.staff.added", "people.staff.scope.changed"]


def test_a_manager_of_a_region_gives_nobody_more_than_he_has() -> None:
    client = enter(staff(StaffRole.MANAGER, scope=REGION))
    for scope in ("company", "region:46"):
        add(client, scope=scope)
        assert find_staff("li") is None
    add(client)
    assert find_staff("li") is not None


def test_a_manager_of_a_region_sees_the_people_of_his_region_alone() -> None:
    head = staff(StaffRole.MANAGER, "head")
    mine = staff(StaffRole.DESK, "mine", BRANCH)
    client = enter(staff(StaffRole.MANAGER, "regional", REGION))
    page = text(client.get("/company/staff/"))
    assert "mine" in page
    assert "head" not in page
    assert client.get(f"/company/staff/{mine.id}/").status_code == 200
    assert client.get(f"/company/staff/{head.id}/").status_code == 404
    client.post(f"/company/staff/{head.id}/", {"do": "password", "password": "another-word-1"})
    assert "people.staff.password.changed" not in [
        event.kind for event in list_events("staff", head.id)
    ]


@pytest.mark.parametrize(
    "sent", [{"do": "leave"}, {"do": "scope", "scope": "company"}, {"do": "role", "role": "desk"}]
)
def test_nobody_changes_his_own_rights(sent: dict[str, str]) -> None:
    boss = staff(StaffRole.MANAGER, scope=REGION)
    sent = sent | ({"scope": f"outlet:{OUTLET}"} if "scope" in sent else {})
    answer = enter(boss).post(f"/company/staff/{boss.id}/", sent)
    assert answer.status_code == 409
    assert get_staff(boss.id) == boss


def test_somebody_who_left_is_closed_from_the_page_while_another_manager_stays() -> None:
    head = staff(StaffRole.MANAGER, "head")
    other = staff(StaffRole.MANAGER, "other")
    client = enter(other)
    assert client.post(f"/company/staff/{head.id}/", {"do": "leave"}).status_code == 302
    assert not get_staff(head.id).is_active


def test_a_new_scope_holds_at_once() -> None:
    one = staff(StaffRole.DESK, "one")
    client = enter(staff(StaffRole.MANAGER))
    sent = {"do": "scope", "scope": f"outlet:{OUTLET}"}
    assert client.post(f"/company/staff/{one.id}/", sent).status_code == 302
    assert get_staff(one.id).scope == BRANCH


def test_a_short_password_is_refused_and_says_so() -> None:
    one = staff(StaffRole.DESK, "one")
    client = enter(staff(StaffRole.MANAGER))
    page = client.post(f"/company/staff/{one.id}/", {"do": "password", "password": "short"})
    assert page.status_code == 200
    assert "people.staff.password.changed" not in [
        event.kind for event in list_events("staff", one.id)
    ]


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER])
def test_the_staff_pages_are_the_managers(role: StaffRole) -> None:
    client = enter(staff(role))
    for path in ("/company/staff/", "/company/staff/add/", "/company/looks/"):
        assert client.get(path).status_code == 403


def test_a_manager_of_an_outlet_makes_nobody_who_sees_more_a_manager() -> None:
    company = find_company()
    assert company is not None
    crew = list_technicians(company.id)
    login = staff(StaffRole.TECHNICIAN, "wide")
    perform(give_login, actor=IMPORT, now=NOW, technician_id=crew[0].id, staff_id=login.id)
    client = enter(staff(StaffRole.MANAGER, "branch", BRANCH))
    page = f"/company/staff/{login.id}/"
    assert client.get(page).status_code == 200
    refused = client.post(page, {"do": "role", "role": "manager", "key": "up"})
    assert refused.status_code == 409
    assert "看得比您多" in text(refused)
    assert get_staff(login.id).role is StaffRole.TECHNICIAN
