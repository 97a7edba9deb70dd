"""Jobs come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.case.facts import CaseFacts
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import (
    LIVE,
    EndReason,
    JobFacts,
    JobState,
    JobUnderWay,
    Need,
)
from yinuo.work.dispatch.models import Job
from yinuo.work.visit.actions import call_off
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import (
    find_running_visit,
)

from .rows import end, iso, look_at_zone


@dataclass(frozen=True, slots=True)
class NewJob:
    """Work for a case: what it needs, by when somebody is to be there, how sure the promise of that was, and
    before when nobody comes."""

    case_id: UUID
    need: Need
    deadline_at: datetime
    promised_p: float | None = None
    not_before_at: datetime | None = None


@action
def add_job(
    *,
    case: CaseFacts,
    need: Need,
    deadline_at: datetime,
    promised_p: float | None,
    not_before_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> JobFacts:
    """Work for a case, to be decided on at the next look at its zone. Called under the zone's lock, in the
    transaction of the promise, so that nobody else can be promised the same technician. Before
    `not_before_at` nobody comes, as the customer asked."""
    row = _row(NewJob(case.id, need, deadline_at, promised_p, not_before_at), now)
    row.save(force_insert=True)
    _write_added(row, actor, now)
    look_at_zone(region=need.region, at=now, actor=actor, now=now)
    return row.to_facts()


@action
def add_jobs(*, jobs: Sequence[NewJob], actor: Actor, now: datetime) -> tuple[JobFacts, ...]:
    """Each of these, as `add_job` has it for one, by few statements; each zone is looked at once."""
    rows = [_row(new, now) for new in jobs]
    Job.objects.bulk_create(rows)
    for row in rows:
        _write_added(row, actor, now)
    for region in sorted({row.region for row in rows}):
        look_at_zone(region=region, at=now, actor=actor, now=now)
    return tuple(row.to_facts() for row in rows)


def _row(new: NewJob, now: datetime) -> Job:
    need = new.need
    return Job(
        id=new_id(now),
        region=need.region,
        case_id=new.case_id,
        case_kind=need.case_kind,
        state=JobState.WAITING,
        skills=sorted(need.skills),
        crew=need.crew,
        service_minutes=round(need.service_minutes),
        lat=need.point.lat,
        lng=need.point.lng,
        radius_m=need.radius_m,
        deadline_at=new.deadline_at,
        not_before_at=new.not_before_at,
        promised_p=new.promised_p,
        created_at=now,
    )


def _write_added(row: Job, actor: Actor, now: datetime) -> None:
    body = {"job": str(row.id), "crew": row.crew, "deadline_at": iso(row.deadline_at)}
    write_line(row, "dispatch.job.added", body, actor=actor, now=now)


@action
def cancel_job(*, case_id: UUID, actor: Actor, now: datetime) -> None:
    """Nobody needs to go any more: visits that have not begun are called off, their technicians freed.

    Raises JobUnderWay where somebody has arrived.
    """
    row = Job.objects.filter(case_id=case_id, state__in=LIVE).first()
    if row is None:
        return
    lock_zone(row.region)
    for assignment in row.assignments.filter(ended_at=None):
        visit = find_running_visit(assignment.id)
        if visit is not None:
            ended = call_off(visit_id=visit.id, reason="cancelled", actor=actor, now=now)
            if ended.state == VisitState.ON_SITE:
                raise JobUnderWay
        end(assignment, EndReason.CANCELLED, now)
    Job.objects.filter(id=row.id).update(state=JobState.CANCELLED)
    write_line(row, "dispatch.job.cancelled", {}, actor=actor, now=now)
    look_at_zone(region=row.region, at=now, actor=actor, now=now)
