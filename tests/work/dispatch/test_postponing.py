"""A job that its customer asked to be done later: whom it frees, when it counts again, what is written."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.work.visit.walk import begin
from tests.world import (
    WATCH,
    active,
    after,
    body,
    decide,
    found_company,
    job_of,
    kinds,
    list_assignments,
    open_case,
    send,
)
from yinuo.case.facts import CaseFacts
from yinuo.outlet.models import Shift, Technician
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import move_deadline
from yinuo.work.dispatch.facts import AssignmentEnded, EndReason, JobState
from yinuo.work.dispatch.models import Zone
from yinuo.work.dispatch.state import LOOK_AHEAD
from yinuo.work.visit.facts import VisitState

pytestmark = pytest.mark.django_db(transaction=True)
DUE = after(240)
FROM = after(210)
STREET = "山东省济南市市中区示范路"


def move(case: CaseFacts, now: datetime, *, not_before_at: datetime | None = FROM) -> None:
    perform(
        move_deadline,
        actor=WATCH,
        now=now,
        case_id=case.id,
        deadline_at=DUE,
        not_before_at=not_before_at,
    )


def test_a_moved_deadline_is_the_jobs_and_on_the_record_once() -> None:
    case = open_case(found_company())
    for _ in range(2):
        move(case, after(1))
    assert (job_of(case).deadline_at, job_of(case).not_before_at) == (DUE, FROM)
    assert kinds(case).count("dispatch.deadline.moved") == 1
    assert datetime.fromisoformat(body(case, "dispatch.deadline.moved")["not_before_at"]) == FROM


def test_whoever_was_sent_is_freed_and_may_be_sent_again() -> None:
    walk = begin()
    move(walk.case, walk.now)
    assert walk.facts.state is VisitState.CALLED_OFF
    assert job_of(walk.case).state is JobState.WAITING
    (row,) = list_assignments(job_of(walk.case).id)
    assert row.end_reason is EndReason.POSTPONED


def test_whoever_is_at_work_is_not_called_away() -> None:
    walk = begin().arrive()
    with pytest.raises(AssignmentEnded):
        move(walk.case, walk.now)
    assert walk.facts.state is VisitState.ON_SITE


def test_the_zone_wakes_when_the_time_draws_near() -> None:
    case = open_case(found_company())
    move(case, after(1))
    decide(after(2))
    assert Zone.objects.get().decide_at == FROM - LOOK_AHEAD


def test_from_then_on_somebody_is_sent_when_he_arrives_at_the_time_and_not_before() -> None:
    case = open_case(found_company())
    move(case, after(1))
    now = FROM - LOOK_AHEAD
    while not active(case):
        decide(now)
        again = Zone.objects.get().decide_at
        assert again is None or again > now
        now = again or now
    (row,) = active(case)
    assert FROM <= row.eta < DUE


def test_one_that_may_come_at_once_again_is_sent_at_the_next_look() -> None:
    case = open_case(found_company())
    move(case, after(1))
    move(case, after(5), not_before_at=None)
    decide(after(5))
    assert len(active(case)) == 1


def two_postponed() -> tuple[CaseFacts, CaseFacts]:
    """Two cases whose customers want somebody at the same later time, and one technician for both."""
    company = found_company(2)
    first = open_case(company)
    second = open_case(company, phone="19900000002", address=f"{STREET} 20 号 1 栋 2 单元 101")
    for case in (first, second):
        move(case, after(1))
    leave_one_on_shift()
    return first, second


def leave_one_on_shift() -> None:
    Shift.objects.exclude(technician=Technician.objects.order_by("badge_no").first()).delete()


def test_a_technician_freed_by_one_later_time_is_not_sent_too_early_to_another() -> None:
    first, second = two_postponed()
    decide(FROM - timedelta(minutes=55))
    assert all(row.eta >= FROM for case in (first, second) for row in active(case))


def test_whoever_would_be_there_into_a_promised_later_time_is_promised_one_behind_it() -> None:
    company = found_company(2)
    move(open_case(company), after(1))
    leave_one_on_shift()
    promised = []
    for number in range(3):
        address = f"{STREET} {20 + 3 * number} 号 1 栋 2 单元 101"
        answer = send(company, now=after(149), phone=f"1990000001{number}", address=address)
        promised.append(answer.due_at)
    first, second, third = promised
    assert first is not None
    assert second is not None
    assert third is not None
    assert first < FROM
    assert DUE < second < third


def test_whoever_has_just_arrived_is_not_taken_off() -> None:
    walk = begin().arrive()
    with pytest.raises(AssignmentEnded):
        move(walk.case, walk.now)
    assert walk.facts.state is VisitState.ON_SITE
    assert len(active(walk.case)) == 1
    assert "dispatch.technician.released" not in kinds(walk.case)
