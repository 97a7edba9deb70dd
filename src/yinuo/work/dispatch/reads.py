"""What others may ask dispatch; facts, never rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.db import connection

from yinuo.base.point import Point
from yinuo.engines import routing
from yinuo.outlet.reads import name_technicians
from yinuo.store.look import seen_once

from .facts import (
    JobFacts,
    JobUnknown,
    Need,
    PositionFacts,
    PositionSource,
)
from .models import Assignment, Job, Position
from .state import LOOK_AHEAD, TRAVEL, seats_of, zone_state
from .zone_rows import ZoneRows, duty_of, read_zone


def quote_arrival(
    need: Need,
    *,
    due_at: datetime,
    threshold: float,
    without: UUID | None = None,
    now: datetime,
    rows: ZoneRows | None = None,
) -> routing.Quote:
    """What can honestly be promised to a newcomer; ask it under `lock_zone` before promising it.

    A crew of two is quoted seat by seat: the later arrival and the smaller probability count. `now` may be an
    instant to come: then it is asked who is on shift and free at that time, as far as is known today. A case
    for which another time is sought stands in its own way unless it is left out, as `without`.

    Whoever was promised a later time counts as soon as the newcomer's visit would last until then, so that
    nobody is promised that hour of a technician again. The engine has no earliest time of a visit: it plans
    that visit some minutes sooner than it will be. `rows` are those of `rows_for`, for whoever asks about
    several instants.
    """
    duty = duty_of(need.region, now)
    rows = rows or read_zone(need.region, [member.technician_id for member in duty], now)
    crew = rows.crew(duty, now)
    seats = seats_of(need, crew, now, due_at)
    until = max(now + LOOK_AHEAD, due_at)
    while True:
        state = zone_state(need.region, crew, now, until=until, without=without, rows=rows)
        chance = _quote_seats(state, seats, now, routing.Params(threshold=threshold))
        ends_at = (chance.honest_at or until) + timedelta(minutes=need.service_minutes)
        later_at = rows.next_postponed(until, without)
        if later_at is None or later_at >= ends_at:
            return chance
        until = ends_at


def rows_for(region: str, instants: Sequence[datetime]) -> ZoneRows:
    """What `quote_arrival` reads of a zone, for all of these instants at once."""
    first, last = min(instants), max(instants)
    ids = {member.technician_id for member in duty_of(region, first, ahead=last - first)}
    return read_zone(region, ids, first)


def _quote_seats(
    state: routing.State, seats: Sequence[routing.Request], now: datetime, params: routing.Params
) -> routing.Quote:
    worst = routing.quote(state, seats[0], now, TRAVEL, params)
    for seat in seats[1:]:
        state = replace(state, requests=(*state.requests, seats[0]))
        worst = _worse(worst, routing.quote(state, seat, now, TRAVEL, params))
    return worst


def get_job(job_id: UUID) -> JobFacts:
    """The job. Raises JobUnknown."""
    row = Job.objects.filter(id=job_id).first()
    if row is None:
        raise JobUnknown
    return row.to_facts()


@seen_once
def find_job_of_case(case_id: UUID) -> JobFacts | None:
    """The newest job of a case, None before there is one."""
    row = _newest_job(case_id)
    return row.to_facts() if row else None


@seen_once
def _newest_job(case_id: UUID) -> Job | None:
    return Job.objects.filter(case_id=case_id).order_by("-id").first()


def map_jobs_of_cases(case_ids: Collection[UUID]) -> dict[UUID, JobFacts]:
    """The newest job of each of these cases, in one query; cases without one are left out."""
    rows = Job.objects.filter(case_id__in=case_ids).order_by("case_id", "id")
    return {row.case_id: row.to_facts() for row in rows}


def get_explanations(case_id: UUID, language: str) -> tuple[str, ...]:
    """Why these technicians, or why nobody: one sentence for each seat, from the kept reasons (PD-10)."""
    job = _newest_job(case_id)
    if job is None:
        return ()
    active = job.assignments.filter(ended_at=None) | job.assignments.filter(
        end_reason__in=("finished", "stopped")
    )
    kept = list(active.order_by("seat").values_list("reason", flat=True))
    if job.reason is not None and not kept:
        kept = [job.reason]
    reasons = [msgspec.convert(item, routing.Reason) for item in kept]
    lang = "en" if language.startswith("en") else "zh"
    names = name_technicians({UUID(id) for reason in reasons for id in _named(reason)}, lang)
    return tuple(routing.explain(reason, names, lang) for reason in reasons)


def get_customer_reasons(case_id: UUID, language: str) -> tuple[str, ...]:
    """Why the technicians who come were chosen, for the customer: a sentence about each of them, and not a
    word of a colleague who isn't coming, whose name would help an impostor."""
    lang = "en" if language.startswith("en") else "zh"
    active = Assignment.objects.filter(job__case_id=case_id, ended_at=None).order_by("seat")
    reasons = [msgspec.convert(row.reason, routing.Reason) for row in active]
    chosen = [(reason, reason.chosen.technician_id) for reason in reasons if reason.chosen]
    names = name_technicians({UUID(id) for _, id in chosen}, lang)
    return tuple(routing.explain_chosen(reason, names[id], lang) for reason, id in chosen)


def find_position(technician_id: UUID) -> PositionFacts | None:
    """Where a technician was last on duty as far as planning knows, by phone or assumed."""
    row = Position.objects.filter(technician_id=technician_id).first()
    return row.to_facts() if row else None


def find_phone_point(technician_id: UUID, *, since: datetime) -> Point | None:
    """Where a technician's own phone said it was, at `since` or later: the only position that is evidence."""
    position = find_position(technician_id)
    if position is None or position.source is not PositionSource.PHONE:
        return None
    return position.point if position.seen_at >= since else None


def count_overlaps() -> int:
    """Pairs of assignments that put one technician in two places, or two people in one seat, at one time."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERLAPS)
        (count,) = cursor.fetchone()
    return int(count)


_OVERLAPS = """
SELECT count(*) FROM dispatch_assignment a JOIN dispatch_assignment b
ON a.id < b.id
AND (a.technician_id = b.technician_id OR (a.job_id = b.job_id AND a.seat = b.seat))
AND a.made_at < coalesce(b.ended_at, 'infinity') AND b.made_at < coalesce(a.ended_at, 'infinity')
"""


def _named(reason: routing.Reason) -> set[str]:
    chosen = [reason.chosen] if reason.chosen else []
    return {candidate.technician_id for candidate in (*chosen, *reason.others)}


def _worse(one: routing.Quote, other: routing.Quote) -> routing.Quote:
    later = max(one, other, key=_honest)
    return replace(later, p_on_time=min(one.p_on_time, other.p_on_time))


def _honest(quote: routing.Quote) -> float:
    return quote.honest_at.timestamp() if quote.honest_at else float("inf")
