"""A login that a file gives a technician is on record, so that its erasure finds who worked under it."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.outlet.cast import ACTOR, NOW, TECHNICIANS, load, load_all
from yinuo.intake.actions import erase_former_staff
from yinuo.outlet.models import Technician
from yinuo.people.actions import add_staff
from yinuo.people.facts import EraseReason, StaffRole
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import leave_company

pytestmark = pytest.mark.django_db(transaction=True)


def add(username: str) -> UUID:
    role = StaffRole.TECHNICIAN
    facts = perform(add_staff, actor=ACTOR, now=NOW, username=username, name="张师傅", role=role)
    return facts.id


def give(login: str) -> None:
    """The file of technicians, with a login for the first of them."""
    head, first, *others = TECHNICIANS.splitlines()
    rows = [f"{head},login", f"{first},{login}", *(f"{other}," for other in others)]
    assert all(row.outcome != "refused" for row in load("\n".join(rows) + "\n").rows)


def logins_of(staff_id: UUID) -> list[tuple[str, str]]:
    events = list_events("staff", staff_id)
    kinds = [(event.kind, event.body.get("technician", "")) for event in events]
    return [(kind, who) for kind, who in kinds if kind.startswith("outlet.login.")]


def test_a_technician_whose_login_came_by_a_file_is_erased_with_it() -> None:
    load_all()
    staff_id = add("zhang")
    give("zhang")
    row = Technician.objects.get(badge_no="T1")
    assert row.staff_id == staff_id
    assert logins_of(staff_id) == [("outlet.login.given", str(row.id))]
    perform(leave_company, actor=ACTOR, now=NOW, staff_id=staff_id)
    reason = EraseReason.ASKED
    perform(erase_former_staff, actor=ACTOR, now=NOW, staff_id=staff_id, reason=reason)
    row.refresh_from_db()
    assert row.name_zh == "已离职"


def test_a_login_that_another_file_replaces_has_a_line_of_both() -> None:
    load_all()
    old, new = add("zhang"), add("zhang2")
    give("zhang")
    give("zhang2")
    technician = str(Technician.objects.get(badge_no="T1").id)
    assert logins_of(old)[-1] == ("outlet.login.taken", technician)
    assert logins_of(new) == [("outlet.login.given", technician)]
    give("zhang2")
    assert len(logins_of(new)) == 1


def test_a_technician_whose_login_came_by_a_file_before_it_had_a_line_is_erased_with_it() -> None:
    load_all()
    staff_id = add("zhang")
    Technician.objects.filter(badge_no="T1").update(staff_id=staff_id)
    perform(leave_company, actor=ACTOR, now=NOW, staff_id=staff_id)
    reason = EraseReason.ASKED
    perform(erase_former_staff, actor=ACTOR, now=NOW, staff_id=staff_id, reason=reason)
    assert Technician.objects.get(badge_no="T1").name_zh == "已离职"
