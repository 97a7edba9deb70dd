"""A job that is over frees whoever worked on it."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import Walk, begin
from tests.world import (
    AWAY,
    CREW_OF_TWO,
    HOME,
    WATCH,
    active,
    after,
    decide,
    find_active_assignment,
    found_company,
    job_of,
    kinds,
    list_assignments,
    open_case,
)
from yinuo.base.point import Point
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import (
    cancel_job,
    decline_assignment,
    report_position,
)
from yinuo.work.dispatch.facts import (
    DeclineReason,
    EndReason,
    JobState,
    PositionFacts,
    PositionSource,
)
from yinuo.work.dispatch.models import Position
from yinuo.work.dispatch.reads import find_position
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import StopReason, VisitState

pytestmark = pytest.mark.django_db(transaction=True)


class TestSettled:
    """A visit has ended."""

    def test_the_technician_is_free_where_the_job_was(self) -> None:
        walk = begin().arrive()
        technician_id = walk.facts.technician_id
        walk.finish()
        decide(walk.now)
        assert find_active_assignment(technician_id) is None
        position = find_position(technician_id)
        assert position == PositionFacts(HOME, walk.now, PositionSource.ASSUMED)
        assert job_of(walk.case).state is JobState.DONE
        assert list_assignments(job_of(walk.case).id)[0].end_reason is EndReason.FINISHED

    def test_what_the_phone_told_after_the_arrival_is_better_than_the_jobs_place(self) -> None:
        walk = begin().arrive()
        walk.act(visit.show_price_list)
        technician_id = walk.facts.technician_id
        perform(
            report_position,
            actor=walk.technician,
            now=walk.now,
            technician_id=technician_id,
            point=AWAY,
        )
        told_at = walk.now
        walk.act(visit.stop_visit, reason=StopReason.DANGER)
        decide(walk.now)
        assert find_position(technician_id) == PositionFacts(AWAY, told_at, PositionSource.PHONE)

    def test_who_never_arrived_is_not_taken_to_have_been_there(self) -> None:
        walk = begin()
        walk.act(visit.start_travel)
        technician_id = walk.facts.technician_id
        walk.act(visit.stop_visit, reason=StopReason.DANGER)
        decide(walk.now)
        assert find_active_assignment(technician_id) is None
        assert find_position(technician_id) is None

    def test_a_stopped_visit_says_so(self) -> None:
        walk = begin().arrive()
        walk.act(visit.stop_visit, reason=StopReason.MINOR_ALONE)
        decide(walk.now)
        assert list_assignments(job_of(walk.case).id)[0].end_reason is EndReason.STOPPED
        assert job_of(walk.case).state is JobState.DONE

    def test_a_job_whose_second_seat_stayed_empty_is_over_too(self) -> None:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        second = Walk(case, seat=2)
        perform(
            decline_assignment,
            actor=WATCH,
            now=after(1),
            assignment_id=second.facts.assignment_id,
            reason=DeclineReason.ACCIDENT,
        )
        lead = Walk(case, now=after(1)).arrive()
        lead.act(visit.stop_visit, reason=StopReason.CUSTOMER_ENDS)
        decide(lead.now)
        assert job_of(case).state is JobState.DONE
        assert active(case) == []


def test_a_cancelled_job_frees_who_was_on_the_way() -> None:
    walk = begin()
    walk.act(visit.start_travel)
    technician_id = walk.facts.technician_id
    perform(cancel_job, actor=WATCH, now=walk.now, case_id=walk.case.id)
    assert find_active_assignment(technician_id) is None
    assert walk.facts.state is VisitState.CALLED_OFF
    perform(cancel_job, actor=WATCH, now=walk.now, case_id=walk.case.id)
    assert kinds(walk.case).count("dispatch.job.cancelled") == 1


def test_PD_05_of_where_a_technician_was_only_the_last_place_is_kept() -> None:
    technician_id = begin().facts.technician_id
    for n in range(3):
        point = Point(36.5 + n, 117.0)
        perform(
            report_position,
            actor=WATCH,
            now=after(n),
            technician_id=technician_id,
            point=point,
        )
    last = PositionFacts(Point(38.5, 117.0), after(2), PositionSource.PHONE)
    assert find_position(technician_id) == last
    assert Position.objects.count() == 1
