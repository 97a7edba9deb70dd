"""The only writers of dispatch; a zone is decided on by one at a time, under its lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Q

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.facts import CaseFacts
from yinuo.engines import routing
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.visit.actions import call_off, plan_visit
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import (
    find_running_visit,
    get_visit_of_assignment,
    map_running_visits,
)

from .facts import (
    LIVE,
    AssignmentEnded,
    AssignmentFacts,
    DeclineReason,
    EndReason,
    JobFacts,
    JobState,
    JobUnderWay,
    Need,
    ZoneDecision,
)
from .models import Assignment, Job, Position, Zone
from .state import TRAVEL, crew_of, zone_state
from .telling import tell_assigned, tell_released

_SOONEST = timedelta(seconds=30)
_LATEST = timedelta(minutes=5)


@action
def add_job(
    *,
    case: CaseFacts,
    need: Need,
    deadline_at: datetime,
    promised_p: float | None,
    actor: Actor,
    now: datetime,
) -> JobFacts:
    """Work for a case, to be decided on at the next look at its zone. Called under the zone's lock, in the
    transaction of the promise, so that nobody else can be promised the same technician."""
    row = Job.objects.create(
        id=new_id(now),
        region=need.region,
        case_id=case.id,
        case_kind=need.case_kind,
        state=JobState.WAITING,
        skills=sorted(need.skills),
        crew=need.crew,
        service_minutes=round(need.service_minutes),
        lat=need.point.lat,
        lng=need.point.lng,
        radius_m=need.radius_m,
        deadline_at=deadline_at,
        promised_p=promised_p,
        created_at=now,
    )
    body = {"job": str(row.id), "crew": row.crew, "deadline_at": _iso(deadline_at)}
    _write(row, "dispatch.job.added", body, actor=actor, now=now)
    look_at_zone(region=need.region, at=now, actor=actor, now=now)
    return row.to_facts()


@action
def look_at_zone(*, region: str, at: datetime, actor: Actor, now: datetime) -> None:
    """Have the zone decided on at `at`, or sooner if that was meant already."""
    Zone.objects.bulk_create(
        [Zone(region=region, watch_id=new_id(now), decide_at=at)], ignore_conflicts=True
    )
    later = Q(decide_at__isnull=True) | Q(decide_at__gt=at)
    Zone.objects.filter(later, region=region).update(decide_at=at)


@action
def decide_zone(*, region: str, actor: Actor, now: datetime) -> ZoneDecision:
    """One look at a zone: settle what has ended, send whom the engine sends now, say when to look again.

    Whoever can't leave yet stays tentative and unwritten: the next look decides anew with what is known
    then. Each choice keeps every candidate's terms and the counts of those excluded.
    """
    lock_zone(region)
    _settle(region, actor=actor, now=now)
    crew = crew_of(region, now)
    on_shift = {member.technician_id for member in crew if member.shift.starts_at <= now}
    _take_back_off_shift(region, on_shift, actor=actor, now=now)
    state = zone_state(region, crew, now)
    decision = routing.decide(state, now, TRAVEL, routing.Params())
    jobs = {str(job.id): job for job in Job.objects.filter(region=region, state__in=LIVE)}
    for assign in decision.assignments:
        reason = decision.reasons[(assign.request_id, assign.seat)]
        _send(jobs[assign.request_id], assign, reason, actor=actor, now=now)
    waiting = len(state.requests) - len(decision.assignments)
    _keep_reasons(jobs, decision, actor=actor, now=now)
    again = _look_again_at(region, decision, waiting, now)
    Zone.objects.filter(region=region).update(decide_at=again)
    return ZoneDecision(len(decision.assignments), waiting, again)


@action
def decline_assignment(
    *, technician_id: UUID, reason: DeclineReason, actor: Actor, now: datetime
) -> AssignmentFacts:
    """The technician can't go after all: the job waits again, and this technician isn't asked for it anew."""
    row = Assignment.objects.filter(technician_id=technician_id, ended_at=None).first()
    if row is None:
        raise AssignmentEnded
    lock_zone(row.region)
    row = Assignment.objects.select_related("job").filter(id=row.id, ended_at=None).first()
    if row is None:
        raise AssignmentEnded  # while this waited for the zone
    _release(row, EndReason.DECLINED, reason.value, actor=actor, now=now)
    look_at_zone(region=row.region, at=now, actor=actor, now=now)
    return row.to_facts()


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
        _end(assignment, EndReason.CANCELLED, now)
    Job.objects.filter(id=row.id).update(state=JobState.CANCELLED)
    _write(row, "dispatch.job.cancelled", {}, actor=actor, now=now)
    look_at_zone(region=row.region, at=now, actor=actor, now=now)


@action
def move_deadline(*, case_id: UUID, deadline_at: datetime, actor: Actor, now: datetime) -> None:
    """The promise's effective deadline moved, by a pause that the customer agreed to."""
    row = Job.objects.filter(case_id=case_id, state__in=LIVE).first()
    if row is None or row.deadline_at == deadline_at:
        return
    Job.objects.filter(id=row.id).update(deadline_at=deadline_at)
    body = {"deadline_at": _iso(deadline_at)}
    _write(row, "dispatch.deadline.moved", body, actor=actor, now=now)
    look_at_zone(region=row.region, at=now, actor=actor, now=now)


@action
def report_position(*, technician_id: UUID, point: Point, actor: Actor, now: datetime) -> None:
    """Where a technician is, on duty; the last place replaces the one before (PD-05)."""
    Position.objects.update_or_create(
        technician_id=technician_id,
        defaults={"lat": point.lat, "lng": point.lng, "seen_at": now},
    )


def _settle(region: str, *, actor: Actor, now: datetime) -> None:
    """End the assignments whose visit has ended; the technician stands where the job was.

    A visit that was finished or stopped ends its job, also one for which a second seat was still looked for.
    """
    active = list(Assignment.objects.filter(region=region, ended_at=None).select_related("job"))
    running = map_running_visits([row.id for row in active])
    for row in active:
        if row.id in running:
            continue
        stopped = get_visit_of_assignment(row.id).state == VisitState.STOPPED
        _end(row, EndReason.STOPPED if stopped else EndReason.FINISHED, now)
        report_position(
            technician_id=row.technician_id,
            point=Point(row.job.lat, row.job.lng),
            actor=actor,
            now=now,
        )
        if not row.job.assignments.filter(ended_at=None).exists():
            Job.objects.filter(id=row.job_id, state__in=LIVE).update(state=JobState.DONE)


def _take_back_off_shift(region: str, on_shift: set[UUID], *, actor: Actor, now: datetime) -> None:
    """A technician whose shift ended before setting out doesn't go; one under way finishes."""
    active = Assignment.objects.filter(region=region, ended_at=None).select_related("job")
    for row in active.exclude(technician_id__in=on_shift):
        visit = find_running_visit(row.id)
        if visit is not None and visit.state == VisitState.PLANNED:
            _release(row, EndReason.OFF_SHIFT, "off_shift", actor=actor, now=now)


def _send(
    job: Job, assign: routing.Assign, reason: routing.Reason, *, actor: Actor, now: datetime
) -> None:
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
    )
    body = {
        "technician": assign.technician_id,
        "seat": assign.seat,
        "eta": _iso(assign.eta),
        "late_percent": round(100 * assign.p_late),
        "candidates": reason.candidates,
    }
    _write(job, "dispatch.technician.assigned", body, actor=actor, now=now)
    plan_visit(
        case_id=job.case_id,
        job_id=job.id,
        assignment_id=row.id,
        technician_id=row.technician_id,
        seat=row.seat,
        actor=actor,
        now=now,
    )
    if job.assignments.filter(ended_at=None).count() == job.crew:
        Job.objects.filter(id=job.id).update(state=JobState.ASSIGNED, reason=None)
    tell_assigned(row, job, actor=actor, now=now)


def _keep_reasons(
    jobs: dict[str, Job], decision: routing.Decision, *, actor: Actor, now: datetime
) -> None:
    """Why a seat still has nobody; written down once for each new set of causes."""
    sent = {(assign.request_id, assign.seat) for assign in decision.assignments}
    for key, reason in decision.reasons.items():
        if key in sent:
            continue
        job = jobs[key[0]]
        excluded = sorted(
            f"{item.why}:{item.detail or '-'}:{item.count}" for item in reason.excluded
        )
        was_nobody = job.reason is not None and job.reason["outcome"] == routing.Outcome.NOBODY
        if reason.outcome is routing.Outcome.NOBODY and not was_nobody:
            body = {"excluded": excluded}
            _write(job, "dispatch.job.unassigned", body, actor=actor, now=now)
        Job.objects.filter(id=job.id).update(reason=msgspec.to_builtins(reason))


def _look_again_at(
    region: str, decision: routing.Decision, waiting: int, now: datetime
) -> datetime | None:
    """When somebody tentative can leave, at the latest in five minutes while a seat waits; with nobody
    waiting, when the next one is expected to be free, in case the word of it is lost."""
    if waiting:
        leaves = min((assign.leaves_at for assign in decision.tentative), default=now + _LATEST)
        return min(max(leaves, now + _SOONEST), now + _LATEST)
    active = Assignment.objects.filter(region=region, ended_at=None)
    soonest = active.order_by("eta").values_list("eta", "job__service_minutes").first()
    if soonest is None:
        return None
    return max(soonest[0] + timedelta(minutes=soonest[1]), now + _LATEST)


def _release(row: Assignment, reason: EndReason, why: str, *, actor: Actor, now: datetime) -> None:
    """Take a technician off a job that still has to be done."""
    visit = find_running_visit(row.id)
    if visit is not None:
        if visit.state == VisitState.ON_SITE:
            raise AssignmentEnded
        call_off(visit_id=visit.id, reason=why, actor=actor, now=now)
    _end(row, reason, now)
    Job.objects.filter(id=row.job_id).update(state=JobState.WAITING)
    body = {"technician": str(row.technician_id), "seat": row.seat, "reason": why}
    _write(row.job, "dispatch.technician.released", body, actor=actor, now=now)
    tell_released(row, row.job, actor=actor, now=now)


def _end(row: Assignment, reason: EndReason, now: datetime) -> None:
    row.ended_at, row.end_reason = now, reason
    row.save(update_fields=["ended_at", "end_reason"])


def _write(job: Job, kind: str, body: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    append(
        subject_kind="case",
        subject=job.case_id,
        kind=kind,
        body=body,
        region=job.region,
        actor=actor,
        now=now,
    )


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
