"""Taking a technician off a job that still has to be done."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.case.actions import write_line
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import (
    AssignmentEnded,
    AssignmentFacts,
    DeclineReason,
    EndReason,
    HandReason,
    JobState,
)
from yinuo.work.dispatch.models import Assignment, Job
from yinuo.work.dispatch.telling import tell_released
from yinuo.work.visit.actions import call_off
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import (
    find_running_visit,
)

from .rows import end, look_at_zone


@action
def decline_assignment(
    *, assignment_id: UUID, reason: DeclineReason, actor: Actor, now: datetime
) -> AssignmentFacts:
    """The technician can't go after all: the job waits again, and this technician isn't asked for it anew.

    It names the assignment, so that an old screen never gives a newer job back: AssignmentEnded there, and
    for another technician's.
    """
    row = Assignment.objects.filter(id=assignment_id, ended_at=None).first()
    if row is None:
        raise AssignmentEnded
    if actor.kind is ActorKind.TECHNICIAN and actor.id != str(row.technician_id):
        raise AssignmentEnded
    lock_zone(row.region)
    row = Assignment.objects.select_related("job").filter(id=row.id, ended_at=None).first()
    if row is None:
        raise AssignmentEnded  # while this waited for the zone
    release(row, EndReason.DECLINED, why=reason.value, actor=actor, now=now)
    look_at_zone(region=row.region, at=now, actor=actor, now=now)
    return row.to_facts()


def release(
    row: Assignment,
    reason: EndReason,
    *,
    why: str = "",
    by_hand: HandReason | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Take a technician off a job that still has to be done; `why` is for the visit, not for the record.

    Raises AssignmentEnded for one who has arrived, be it a moment ago; then nothing is written.
    """
    visit = find_running_visit(row.id)
    if visit is not None:
        ended = call_off(visit_id=visit.id, reason=reason.value, why=why, actor=actor, now=now)
        if ended.state != VisitState.CALLED_OFF:
            raise AssignmentEnded
    end(row, reason, now)
    Job.objects.filter(id=row.job_id).update(state=JobState.WAITING)
    body = {"technician": str(row.technician_id), "seat": row.seat, "reason": reason.value}
    if by_hand is not None:
        body["by_hand"] = by_hand.value
    write_line(row.job, "dispatch.technician.released", body, actor=actor, now=now)
    tell_released(row, row.job, actor=actor, now=now)
