"""Whoever was erased after the backup is erased again, whatever the backup says of them."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.world import NOW, active, after, customer_of, decide, found_company, open_case
from yinuo.backup.erasures import Erased
from yinuo.backup.restoring import erase_listed
from yinuo.base.actor import Actor
from yinuo.outlet.actions import give_login
from yinuo.outlet.models import Technician
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.people.reads import get_staff
from yinuo.store.perform import perform
from yinuo.work.visit import actions as visit
from yinuo.work.visit.reads import find_visit_of_case

pytestmark = pytest.mark.django_db(transaction=True)
ACTOR = Actor.system("test")


def technician(technician_id: UUID) -> StaffFacts:
    """A member of staff under whose login a technician works."""
    role = StaffRole.TECHNICIAN
    staff = perform(add_staff, actor=ACTOR, now=NOW, username="tech", name="陈师傅", role=role)
    perform(give_login, actor=ACTOR, now=NOW, technician_id=technician_id, staff_id=staff.id)
    return staff


def test_a_technician_is_erased_again_with_name_and_home_and_is_sent_no_more() -> None:
    found_company()
    row = Technician.objects.order_by("badge_no")[0]
    home = (row.home_lat, row.home_lng)
    staff = technician(row.id)
    assert erase_listed([Erased("staff", staff.id)], NOW) == 1
    row.refresh_from_db()
    assert (row.name_zh, row.staff_id, row.is_active) == ("已离职", None, False)
    assert (row.home_lat, row.home_lng) != home
    assert get_staff(staff.id).is_erased
    assert erase_listed([Erased("staff", staff.id)], NOW) == 0


def test_a_technician_who_was_at_a_customers_at_the_time_of_the_backup_is_erased_all_the_same() -> (
    None
):
    case = open_case(found_company())
    decide()
    (sent,) = active(case)
    row = Technician.objects.get(id=sent.technician_id)
    staff = technician(row.id)
    running = find_visit_of_case(case.id)
    assert running is not None
    himself = Actor.technician(row.id)
    perform(visit.start_travel, actor=himself, now=after(2), visit_id=running.id)
    perform(visit.customer_says_here, actor=customer_of(case), now=after(9), case_id=case.id)
    assert erase_listed([Erased("staff", staff.id)], after(10)) == 1
    row.refresh_from_db()
    assert (row.name_zh, row.staff_id, row.is_active) == ("已离职", None, False)


def test_the_only_manager_in_the_backup_is_erased_all_the_same() -> None:
    found_company()
    role = StaffRole.MANAGER
    boss = perform(add_staff, actor=ACTOR, now=NOW, username="boss", name="老板", role=role)
    assert erase_listed([Erased("staff", boss.id)], NOW) == 1
    facts = get_staff(boss.id)
    assert (facts.is_active, facts.is_erased, facts.name) == (False, True, "")
