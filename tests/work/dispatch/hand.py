"""Sending by hand, taking back and pausing, as the board does it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from tests.world import NOW, active, after, job_of
from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import pause_technician, send_by_hand, take_back
from yinuo.work.dispatch.board import list_candidates
from yinuo.work.dispatch.facts import (
    AssignmentFacts,
    HandChoice,
    HandReason,
    PauseReason,
    SeatCandidate,
    TechnicianPause,
)
from yinuo.work.dispatch.models import Assignment

DISPATCHER = Actor.staff(UUID(int=77))
WHY = "老客户点名要他"


def held(case: CaseFacts, seat: int = 1) -> UUID | None:
    """The assignment in a seat, as a board shows it."""
    return next((row.id for row in active(case) if row.seat == seat), None)


def candidates(case: CaseFacts, now: datetime = NOW, seat: int = 1) -> tuple[SeatCandidate, ...]:
    """Everybody for a seat of the case's job."""
    return list_candidates(job_of(case).id, seat, now)


def free(case: CaseFacts, now: datetime = NOW) -> list[UUID]:
    """Whom nothing hinders and nothing speaks against, the best first."""
    return [c.technician_id for c in candidates(case, now) if not c.hindrance and not c.cautions]


def send_to(
    case: CaseFacts,
    technician_id: UUID,
    *,
    seen: UUID | None = None,
    seat: int = 1,
    minutes: float = 1,
    is_sure: bool = False,
    words: str = WHY,
    key: str | None = None,
) -> AssignmentFacts:
    """Send somebody to a case by hand."""
    return perform(
        send_by_hand,
        actor=DISPATCHER,
        now=after(minutes),
        key=key,
        choice=HandChoice(job_of(case).id, seat, seen, technician_id),
        reason=HandReason.CUSTOMER_ASKED,
        words=words,
        is_sure=is_sure,
    )


def take(assignment_id: UUID, minutes: float = 1, job_id: UUID | None = None) -> AssignmentFacts:
    """Put a job back into the queue; `job_id` where another than the assignment's own is named."""
    own = Assignment.objects.values_list("job_id", flat=True).get(id=assignment_id)
    return perform(
        take_back,
        actor=DISPATCHER,
        now=after(minutes),
        job_id=job_id or own,
        assignment_id=assignment_id,
        reason=HandReason.WORKLOAD,
        words="他今天已经跑了五单",
    )


def pause(
    technician_id: UUID,
    *,
    starts: int = 1,
    ends: int = 61,
    keeps_work: bool = True,
    minutes: int = 1,
) -> TechnicianPause:
    """Pause somebody, by minutes after the story began."""
    return perform(
        pause_technician,
        actor=DISPATCHER,
        now=after(minutes),
        technician_id=technician_id,
        starts_in_minutes=starts - minutes,
        minutes=ends - starts,
        reason=PauseReason.UNWELL,
        keeps_work=keeps_work,
    )
