"""A look at a zone: settle what has ended, send whom the engine sends, say when to look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.actions import write_line
from yinuo.engines import routing
from yinuo.outlet.reads import list_crew
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import (
    LIVE,
    AssignmentEnded,
    EndReason,
    JobState,
    ZoneDecision,
)
from yinuo.work.dispatch.models import Assignment, Job, Zone
from yinuo.work.dispatch.state import LOOK_AHEAD, TRAVEL, zone_state
from yinuo.work.dispatch.zone_rows import HORIZON_MINUTES, without_paused
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import (
    find_running_visit,
    get_visit_of_assignment,
    map_running_visits,
)

from .pausing import hand_on_paused, pause_times
from .releasing import release
from .rows import assume_position, end
from .sending import send

_SOONEST = timedelta(seconds=30)
_LATEST = timedelta(minutes=5)


@action
def decide_zone(*, region: str, actor: Actor, now: datetime) -> ZoneDecision:
    """One look at a zone: settle what has ended, send whom the engine sends now, say when to look again.

    Whoever can't leave yet stays tentative and unwritten: the next look decides anew with what is known
    then. Each choice keeps every candidate's terms and the counts of those excluded.
    """
    lock_zone(region)
    _settle(region, now=now)
    duty = list_crew(region, now, HORIZON_MINUTES)
    on_shift = {member.technician_id for member in duty if member.shift.starts_at <= now}
    _take_back_off_shift(region, on_shift, actor=actor, now=now)
    hand_on_paused(region, actor=actor, now=now)
    crew = without_paused(duty, now)
    state = zone_state(region, crew, now)
    jobs = {str(job.id): job for job in Job.objects.filter(region=region, state__in=LIVE)}
    decision, leaves_at = _plan(state, jobs, now)
    for assign in decision.assignments:
        reason = decision.reasons[(assign.request_id, assign.seat)]
        send(jobs[assign.request_id], assign, reason, actor=actor, now=now)
    waiting = len(state.requests) - len(decision.assignments)
    _keep_reasons(jobs, decision, actor=actor, now=now)
    waking = (*leaves_at, *_wake_times(jobs.values(), now), *pause_times(region, now))
    again = min(
        filter(None, (_look_again_at(region, decision, waiting, now), *waking)), default=None
    )
    Zone.objects.filter(region=region).update(decide_at=again)
    return ZoneDecision(len(decision.assignments), waiting, again)


def _plan(
    state: routing.State, jobs: Mapping[str, Job], now: datetime
) -> tuple[routing.Decision, list[datetime]]:
    """What the engine decides, but that nobody comes before the time that a customer asked for.

    Who would come too early isn't sent, and the others are decided on anew without them: a technician must
    not stand idle for a later visit while somebody waits. Whoever is free by that may be early for another,
    so this goes on until nobody is. With it, when each of those would have to leave.
    """
    early: dict[str, datetime] = {}
    while True:
        rest = tuple(request for request in state.requests if request.id not in early)
        decision = routing.decide(replace(state, requests=rest), now, TRAVEL, routing.Params())
        found = {
            assign.request_id: max(now + _SOONEST, now + (not_before_at - assign.eta))
            for assign in decision.assignments
            if (not_before_at := jobs[assign.request_id].not_before_at) is not None
            and assign.eta < not_before_at
        }
        if not found:
            return decision, [*early.values()]
        early |= found


def _wake_times(jobs: Iterable[Job], now: datetime) -> Iterator[datetime]:
    """When the jobs with a later time begin to count."""
    for job in jobs:
        if job.not_before_at is not None and job.not_before_at - LOOK_AHEAD > now:
            yield job.not_before_at - LOOK_AHEAD


def _settle(region: str, *, now: datetime) -> None:
    """End the assignments whose visit has ended; whoever arrived is taken to stand where the job was.

    A visit that was finished or stopped ends its job, also one for which a second seat was still looked for.
    """
    active = list(Assignment.objects.filter(region=region, ended_at=None).select_related("job"))
    running = map_running_visits([row.id for row in active])
    for row in active:
        if row.id in running:
            continue
        visit = get_visit_of_assignment(row.id)
        stopped = visit.state == VisitState.STOPPED
        end(row, EndReason.STOPPED if stopped else EndReason.FINISHED, now)
        if visit.arrived_at is not None:
            door = Point(row.job.lat, row.job.lng)
            assume_position(row.technician_id, door, since=visit.arrived_at, now=now)
        if not row.job.assignments.filter(ended_at=None).exists():
            Job.objects.filter(id=row.job_id, state__in=LIVE).update(state=JobState.DONE)


def _take_back_off_shift(region: str, on_shift: set[UUID], *, actor: Actor, now: datetime) -> None:
    """A technician whose shift ended before setting out doesn't go; one under way finishes, and whoever the
    dispatcher sent knowing that stays sent."""
    active = Assignment.objects.filter(region=region, ended_at=None, is_by_hand=False)
    active = active.select_related("job")
    for row in active.exclude(technician_id__in=on_shift):
        visit = find_running_visit(row.id)
        if visit is not None and visit.state == VisitState.PLANNED:
            with suppress(AssignmentEnded):  # arrived meanwhile, and so finishes
                release(row, EndReason.OFF_SHIFT, actor=actor, now=now)


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
            write_line(job, "dispatch.job.unassigned", body, actor=actor, now=now)
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
