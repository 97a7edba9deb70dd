"""The state of a zone as the routing engine wants it: few queries, one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.point import Point
from yinuo.engines import routing
from yinuo.outlet.facts import CrewFacts
from yinuo.work.visit.facts import VisitFacts, VisitState

from .facts import Need
from .models import Assignment, Job
from .zone_rows import ZoneRows, read_zone, refused_by_job

LOOK_AHEAD = timedelta(hours=1)
"""How long before the time that a customer asked for somebody is sought: longer than any way in a zone."""
_STALE_POSITION = timedelta(hours=12)
TRAVEL = routing.CrowFlight()
NEWCOMER = "newcomer"


def zone_state(
    region: str,
    crew: Sequence[CrewFacts],
    now: datetime,
    *,
    until: datetime | None = None,
    without: UUID | None = None,
    rows: ZoneRows | None = None,
) -> routing.State:
    """Everybody on shift or soon, every waiting seat, everything under way in a zone.

    A job whose customer asked for a later time counts if that time is before `until`, LOOK_AHEAD from now
    unless said: it must not keep anybody from those who wait now. `without` is a case that is left out, since
    another time is sought for it. `rows` are those of `read_zone`, where they were read already.
    """
    rows = rows or read_zone(region, [member.technician_id for member in crew], now)
    active = [row for row in rows.active if row.job.case_id != without]
    visits = rows.visits
    by_technician = {row.technician_id: row for row in active}
    places = _places(rows, crew, now)
    technicians = tuple(
        _technician(member, by_technician.get(member.technician_id), visits, places, now)
        for member in crew
    )
    known = {technician.id for technician in technicians}
    return routing.State(
        technicians=technicians,
        requests=_waiting(rows, crew, active, until or now + LOOK_AHEAD, without),
        commitments=tuple(
            routing.Commitment(
                str(row.technician_id), str(row.job_id), row.seat, _arrival(row, visits)
            )
            for row in active
            if str(row.technician_id) in known
        ),
    )


def seats_of(
    need: Need, crew: Sequence[CrewFacts], now: datetime, due_at: datetime
) -> tuple[routing.Request, ...]:
    """What a newcomer asks of the engine: one request for each seat."""
    barred = _barred(crew, need.case_kind, need.skills)
    return tuple(
        routing.Request(
            id=NEWCOMER,
            seat=seat,
            point=need.point,
            radius_m=need.radius_m,
            skills=need.skills,
            service_minutes=need.service_minutes,
            made_at=now,
            due_at=due_at,
            barred=frozenset(id for id, _ in barred),
            barred_reasons=barred,
        )
        for seat in range(1, need.crew + 1)
    )


def _waiting(
    rows: ZoneRows,
    crew: Sequence[CrewFacts],
    active: Sequence[Assignment],
    until: datetime,
    without: UUID | None,
) -> tuple[routing.Request, ...]:
    taken = {(row.job_id, row.seat) for row in active}
    requests: list[routing.Request] = []
    barred_from: dict[tuple[str, frozenset[str]], tuple[tuple[str, str], ...]] = {}
    for job in rows.live:
        if job.case_id == without or (job.not_before_at is not None and job.not_before_at > until):
            continue
        wanted = (job.case_kind, frozenset(job.skills))
        if wanted not in barred_from:
            barred_from[wanted] = _barred(crew, *wanted)
        barred = barred_from[wanted] + rows.refused.get(job.id, ())
        requests.extend(
            _request(job, seat, barred)
            for seat in range(1, job.crew + 1)
            if (job.id, seat) not in taken
        )
    return tuple(requests)


def request_of(job: Job, seat: int, crew: Sequence[CrewFacts], rows: ZoneRows) -> routing.Request:
    """One seat of a job as the engine is asked about it, whether somebody holds it or not."""
    barred = _barred(crew, job.case_kind, frozenset(job.skills))
    of_case = [row.id for row in rows.live if row.case_id == job.case_id]
    refused = rows.refused if of_case == [job.id] else refused_by_job([job])
    return _request(job, seat, barred + refused.get(job.id, ()))


def _request(job: Job, seat: int, barred: tuple[tuple[str, str], ...]) -> routing.Request:
    return routing.Request(
        id=str(job.id),
        seat=seat,
        point=Point(job.lat, job.lng),
        radius_m=job.radius_m,
        skills=frozenset(job.skills),
        service_minutes=job.service_minutes,
        made_at=job.created_at,
        due_at=job.deadline_at,
        barred=frozenset(id for id, _ in barred),
        barred_reasons=barred,
        promised_p=job.promised_p,
    )


def _barred(
    crew: Sequence[CrewFacts], case_kind: str, skills: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """Who may not go, each with the first reason against (ID-01, ID-02, AR-04, AR-05)."""
    return tuple(
        (str(member.technician_id), reasons[0].value)
        for member in crew
        if (reasons := member.reasons_against(case_kind, skills))
    )


def _places(rows: ZoneRows, crew: Sequence[CrewFacts], now: datetime) -> Mapping[UUID, Point]:
    """Where each was last seen on duty, else where the shift begins: at home or at the outlet."""
    places = {member.technician_id: member.home for member in crew}
    for id in places:
        point, seen_at = rows.positions.get(id, (None, now))
        if point is not None and seen_at > now - _STALE_POSITION:
            places[id] = point
    return places


def _technician(
    member: CrewFacts,
    busy: Assignment | None,
    visits: Mapping[UUID, VisitFacts],
    places: Mapping[UUID, Point],
    now: datetime,
) -> routing.Technician:
    here = places[member.technician_id]
    standing, free_at, free_point = routing.Standing.IDLE, now, here
    if busy is not None:
        visit = visits.get(busy.id)
        is_there = visit is not None and visit.state == VisitState.ON_SITE
        standing = routing.Standing.WORKING if is_there else routing.Standing.DRIVING
        free_at = _arrival(busy, visits) + timedelta(minutes=busy.job.service_minutes)
        free_point = Point(busy.job.lat, busy.job.lng)
    return routing.Technician(
        id=str(member.technician_id),
        skills=member.skills,
        standing=standing,
        at=here,
        free_at=free_at,
        free_point=free_point,
        shift_starts_at=member.shift.starts_at,
        shift_ends_at=member.shift.ends_at,
    )


def _arrival(row: Assignment, visits: Mapping[UUID, VisitFacts]) -> datetime:
    """When the technician arrived, or is expected to, by what he announced where he runs late."""
    visit = visits.get(row.id)
    if visit is None:
        return row.eta
    return visit.arrived_at or visit.eta_at
