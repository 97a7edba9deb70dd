"""Another time for a job, as its customer asked: the deadline moves, and nobody comes before it suits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import LIVE, EndReason
from yinuo.work.dispatch.models import Job

from .releasing import release
from .rows import iso, look_at_zone


@action
def move_deadline(
    *,
    case_id: UUID,
    deadline_at: datetime,
    not_before_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    """The promise's effective deadline moved, by a pause that the customer agreed to, or by its end.

    Before `not_before_at` nobody comes: whoever was sent is called off and hears so, and the plan is made
    anew when the time draws near, with whoever suits best then. None: somebody may come at once. Nothing
    changes where no job is live. Raises AssignmentEnded where somebody is at work already.
    """
    row = Job.objects.filter(case_id=case_id, state__in=LIVE).first()
    if row is None or (row.deadline_at, row.not_before_at) == (deadline_at, not_before_at):
        return
    lock_zone(row.region)
    if not_before_at is not None:
        for assignment in row.assignments.filter(ended_at=None).select_related("job"):
            release(assignment, EndReason.POSTPONED, actor=actor, now=now)
    Job.objects.filter(id=row.id).update(deadline_at=deadline_at, not_before_at=not_before_at)
    body = {"deadline_at": iso(deadline_at)}
    if not_before_at is not None:
        body["not_before_at"] = iso(not_before_at)
    write_line(row, "dispatch.deadline.moved", body, actor=actor, now=now)
    look_at_zone(region=row.region, at=now, actor=actor, now=now)
