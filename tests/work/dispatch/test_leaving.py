"""Who leaves is sent no more; what was on hand goes to somebody else, in one step with the login's end."""

from __future__ import annotations

import pytest

from tests.pages.crew import staff, technician
from tests.work.visit.walk import Walk, begin
from tests.world import WATCH, active, body, decide, kinds, list_assignments
from yinuo.outlet.facts import LoginTaken
from yinuo.outlet.models import Technician
from yinuo.outlet.reads import find_technician_of_staff, list_technicians
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.people.models import Staff
from yinuo.people.reads import get_staff
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import change_work, leave_company
from yinuo.work.dispatch.facts import EndReason, TechnicianAtWork
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import VisitState

pytestmark = pytest.mark.django_db(transaction=True)


def with_login(walk: Walk) -> StaffFacts:
    technician(walk.facts.technician_id)
    return get_staff(Staff.objects.get(username="shifu").id)


def test_the_job_of_who_leaves_on_the_way_goes_to_somebody_else() -> None:
    walk = begin()
    leaver = with_login(walk)
    walk.act(visit.start_travel)
    perform(leave_company, actor=WATCH, now=walk.now, staff_id=leaver.id)
    assert walk.facts.state is VisitState.CALLED_OFF
    assert body(walk.case, "dispatch.technician.released")["reason"] == "taken_back"
    decide(walk.now)
    (chosen,) = active(walk.case)
    assert chosen.technician_id != walk.facts.technician_id
    assert list_assignments(chosen.job_id)[0].end_reason is EndReason.TAKEN_BACK
    assert find_technician_of_staff(leaver.id) is None


def test_nobody_leaves_from_a_customers_door_and_nothing_is_half_done() -> None:
    walk = begin().arrive()
    leaver = with_login(walk)
    before = kinds(walk.case)
    with pytest.raises(TechnicianAtWork):
        perform(leave_company, actor=WATCH, now=walk.now, staff_id=leaver.id)
    assert get_staff(leaver.id).is_active
    assert find_technician_of_staff(leaver.id) is not None
    assert kinds(walk.case) == before


def test_a_technicians_role_needs_a_technician_and_no_other_role_has_one() -> None:
    walk = begin()
    somebody = with_login(walk)
    for role, technician_id in (
        (StaffRole.TECHNICIAN, None),
        (StaffRole.DESK, walk.facts.technician_id),
    ):
        with pytest.raises(ValueError, match="together"):
            perform(
                change_work,
                actor=WATCH,
                now=walk.now,
                staff_id=somebody.id,
                role=role,
                technician_id=technician_id,
            )


def test_a_badge_that_has_a_login_is_nobody_elses() -> None:
    walk = begin()
    first = with_login(walk)
    second = staff(StaffRole.DESK)
    with pytest.raises(LoginTaken, match="has a login already"):
        perform(
            change_work,
            actor=WATCH,
            now=walk.now,
            staff_id=second.id,
            role=StaffRole.TECHNICIAN,
            technician_id=walk.facts.technician_id,
        )
    assert get_staff(second.id).role is StaffRole.DESK
    assert Technician.objects.get(id=walk.facts.technician_id).staff_id == first.id


def test_another_badge_under_the_same_login_frees_the_one_before() -> None:
    walk = begin()
    somebody = with_login(walk)
    crew = list_technicians(walk.case.company_id)
    other = next(one for one in crew if one.id != walk.facts.technician_id)
    for _ in range(2):
        perform(
            change_work,
            actor=WATCH,
            now=walk.now,
            staff_id=somebody.id,
            role=StaffRole.TECHNICIAN,
            technician_id=other.id,
        )
    found = find_technician_of_staff(somebody.id)
    assert found is not None
    assert found.id == other.id
    assert not Technician.objects.get(id=walk.facts.technician_id).is_active
