"""Assignments that end before anybody arrived: declined, or the shift is over."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.work.dispatch.scene import decline, excluded
from tests.work.visit.walk import begin
from tests.world import (
    CREW_OF_TWO,
    NOW,
    REGION,
    active,
    after,
    body,
    decide,
    found_company,
    job_of,
    list_assignments,
    open_case,
)
from yinuo.base.actor import Actor
from yinuo.outlet.models import Shift
from yinuo.store.ids import new_id
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import (
    decline_assignment,
)
from yinuo.work.dispatch.facts import (
    AssignmentEnded,
    DeclineReason,
    EndReason,
    JobState,
)
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)


class TestDeclined:
    """A technician can't go after all."""

    def test_another_goes_and_the_first_is_not_asked_again(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        first = decline(case)
        decide(after(2))
        (row,) = active(case)
        assert row.technician_id != first
        second = decline(case, 3)
        decide(after(4))
        assert active(case) == []
        assert second != first
        assert "barred:refused:2" in excluded(case)

    def test_why_somebody_cannot_go_is_not_in_the_record_that_the_customer_gets(self) -> None:
        case = open_case(found_company(crew=2))
        decide()
        decline(case)
        assert body(case, "dispatch.technician.released")["reason"] == "declined"
        assert body(case, "visit.called_off") == {"reason": "declined"}
        assert Visit.objects.get(case_id=case.id).end_reason == "breakdown"

    def test_nobody_can_decline_what_is_not_theirs_any_more(self) -> None:
        case = open_case(found_company())
        decide()
        earlier = active(case)[0]
        decline(case)
        with pytest.raises(AssignmentEnded):
            perform(
                decline_assignment,
                actor=Actor.technician(earlier.technician_id),
                now=after(2),
                assignment_id=earlier.id,
                reason=DeclineReason.UNWELL,
            )

    def test_nobody_gives_back_what_another_technician_was_sent_to(self) -> None:
        case = open_case(found_company())
        decide()
        assignment = active(case)[0]
        with pytest.raises(AssignmentEnded):
            perform(
                decline_assignment,
                actor=Actor.technician(new_id(after(1))),
                now=after(1),
                assignment_id=assignment.id,
                reason=DeclineReason.UNWELL,
            )
        assert active(case) == [assignment]

    def test_on_site_it_is_too_late_to_decline(self) -> None:
        walk = begin().arrive()
        with pytest.raises(AssignmentEnded):
            decline(walk.case, 9)
        assert walk.facts.state is VisitState.ON_SITE

    def test_one_of_two_is_replaced_alone(self) -> None:
        case = open_case(found_company(), CREW_OF_TWO)
        decide()
        stays = active(case)[1]
        decline(case)
        assert job_of(case).state is JobState.WAITING
        decide(after(2))
        assert active(case)[1] == stays
        assert job_of(case).state is JobState.ASSIGNED


class TestOffShift:
    """Nobody is sent, or kept, beyond the shift."""

    def move_shift(self, technician_id: UUID, minutes: float) -> None:
        Shift.objects.filter(technician_id=technician_id).delete()
        Shift.objects.create(
            id=new_id(NOW),
            technician_id=technician_id,
            region=REGION,
            period=(after(minutes), after(minutes + 480)),
            created_at=NOW,
        )

    def test_who_has_not_set_out_when_the_shift_ends_is_taken_back(self) -> None:
        case = open_case(found_company())
        decide()
        technician_id = active(case)[0].technician_id
        Shift.objects.filter(technician_id=technician_id).delete()
        decide(after(1))
        assert [row.technician_id for row in active(case)] != [technician_id]
        assert list_assignments(job_of(case).id)[0].end_reason is EndReason.OFF_SHIFT

    def test_also_where_the_next_shift_is_not_far(self) -> None:
        case = open_case(found_company())
        decide()
        technician_id = active(case)[0].technician_id
        self.move_shift(technician_id, 600)
        decide(after(1))
        assert list_assignments(job_of(case).id)[0].end_reason is EndReason.OFF_SHIFT

    def test_who_is_on_the_way_goes_on(self) -> None:
        walk = begin()
        walk.act(visit.start_travel)
        Shift.objects.filter(technician_id=walk.facts.technician_id).delete()
        decide(after(2))
        assert active(walk.case)[0].technician_id == walk.facts.technician_id
