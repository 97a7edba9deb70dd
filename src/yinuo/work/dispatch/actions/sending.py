"""Sending somebody: the assignment, its line, its visit and the word to both sides, in one place."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.engines import routing
from yinuo.store.ids import new_id
from yinuo.work.dispatch.facts import HandReason, JobState
from yinuo.work.dispatch.models import Assignment, Job
from yinuo.work.dispatch.telling import tell_assigned
from yinuo.work.visit.actions import plan_visit
from yinuo.work.visit.facts import NewVisit

from .rows import iso


def send(
    job: Job,
    assign: routing.Assign,
    reason: routing.Reason,
    *,
    by_hand: HandReason | None = None,
    actor: Actor,
    now: datetime,
) -> Assignment:
    """Give a technician a seat, as the engine decided or, with a reason of his own, the dispatcher."""
    row = Assignment.objects.create(
        id=new_id(now),
        region=job.region,
        job=job,
        seat=assign.seat,
        technician_id=UUID(assign.technician_id),
        made_at=now,
        eta=assign.eta,
        p_late=assign.p_late,
        reason=msgspec.to_builtins(reason),
        is_by_hand=by_hand is not None,
    )
    body = _body(assign, reason.candidates, by_hand)
    write_line(job, "dispatch.technician.assigned", body, actor=actor, now=now)
    new = NewVisit(
        case_id=job.case_id,
        job_id=job.id,
        assignment_id=row.id,
        technician_id=row.technician_id,
        seat=row.seat,
        asked_at=job.created_at,
        eta_at=row.eta,
    )
    plan_visit(new=new, actor=actor, now=now)
    if job.assignments.filter(ended_at=None).count() == job.crew:
        Job.objects.filter(id=job.id).update(state=JobState.ASSIGNED, reason=None)
    tell_assigned(row, job, actor=actor, now=now)
    return row


def _body(
    assign: routing.Assign, candidates: int, by_hand: HandReason | None
) -> dict[str, str | int]:
    """What the record says of it: who, when and how sure; of a hand's reason only its code."""
    body: dict[str, str | int] = {
        "technician": assign.technician_id,
        "seat": assign.seat,
        "eta": iso(assign.eta),
        "late_percent": round(100 * assign.p_late),
        "candidates": candidates,
    }
    if by_hand is not None:
        body["by_hand"] = by_hand.value
    return body
