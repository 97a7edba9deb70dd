"""The state of a zone as the routing engine wants it: few queries, one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Min, Q

from yinuo.base.point import Point
from yinuo.engines import routing
from yinuo.outlet.facts import CrewFacts
from yinuo.outlet.reads import list_crew
from yinuo.work.visit.facts import VisitFacts, VisitState
from yinuo.work.visit.reads import map_running_visits

from .facts import LIVE, EndReason, Need, TechnicianPause
from .models import Assignment, Job, Pause, Position
from .rules import duty_left

HORIZON_MINUTES = 720
LOOK_AHEAD = timedelta(hours=1)
"""How long before the time that a customer asked for somebody is sought: longer than any way in a zone."""
_STALE_POSITION = timedelta(hours=12)
TRAVEL = routing.CrowFlight()
NEWCOMER = "newcomer"
_WAS_THERE = (EndReason.FINISHED, EndReason.STOPPED)
_BY_HAND = (EndReason.TAKEN_BACK, EndReason.HANDED_OVER)
_WHY_NOT = {
    EndReason.DECLINED: "refused",
    **dict.fromkeys(_BY_HAND, "taken_back"),
    **dict.fromkeys(_WAS_THERE, "was_there"),
}


def crew_of(region: str, now: datetime) -> tuple[CrewFacts, ...]:
    """Who can be planned with in a zone: on shift, or coming on within the horizon, and not paused."""
    return without_paused(list_crew(region, now, HORIZON_MINUTES), now)


def without_paused(crew: Sequence[CrewFacts], now: datetime) -> tuple[CrewFacts, ...]:
    """The crew with each shift cut to what its pauses leave of it; who has nothing left isn't among them."""
    pauses = map_pauses([member.technician_id for member in crew], now)
    left = (
        (member, duty_left(member.shift, pauses.get(member.technician_id, ()), now))
        for member in crew
    )
    return tuple(
        member if shift == member.shift else replace(member, shift=shift)
        for member, shift in left
        if shift is not None
    )


def map_pauses(
    technician_ids: Collection[UUID], now: datetime
) -> dict[UUID, list[TechnicianPause]]:
    """Pauses that run or are still to come, by technician, earliest first."""
    rows = Pause.objects.filter(
        technician_id__in=technician_ids, ends_at__gt=now, starts_at__lt=F("ends_at")
    )
    found: dict[UUID, list[TechnicianPause]] = defaultdict(list)
    for row in rows.order_by("starts_at"):
        found[row.technician_id].append(row.to_facts())
    return dict(found)


def zone_state(
    region: str,
    crew: Sequence[CrewFacts],
    now: datetime,
    *,
    until: datetime | None = None,
    without: UUID | None = None,
) -> routing.State:
    """Everybody on shift or soon, every waiting seat, everything under way in a zone.

    A job whose customer asked for a later time counts if that time is before `until`, LOOK_AHEAD from now
    unless said: it must not keep anybody from those who wait now. `without` is a case that is left out, since
    another time is sought for it.
    """
    active = [row for row in _active(region, crew) if row.job.case_id != without]
    visits = map_running_visits([row.id for row in active])
    by_technician = {row.technician_id: row for row in active}
    places = _positions(crew, now)
    technicians = tuple(
        _technician(member, by_technician.get(member.technician_id), visits, places, now)
        for member in crew
    )
    known = {technician.id for technician in technicians}
    return routing.State(
        technicians=technicians,
        requests=_waiting(region, crew, active, until or now + LOOK_AHEAD, without),
        commitments=tuple(
            routing.Commitment(
                str(row.technician_id), str(row.job_id), row.seat, _arrival(row, visits)
            )
            for row in active
            if str(row.technician_id) in known
        ),
    )


def next_postponed(region: str, after: datetime, without: UUID | None) -> datetime | None:
    """The first time after an instant that a customer of the zone asked for; a waiting job holds it."""
    rows = Job.objects.filter(region=region, state__in=LIVE, not_before_at__gt=after)
    rows = rows.exclude(case_id=without) if without else rows
    first: datetime | None = rows.aggregate(first=Min("not_before_at"))["first"]
    return first


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


def _active(region: str, crew: Sequence[CrewFacts]) -> list[Assignment]:
    """What is under way in the zone, and what keeps its crew busy in another one."""
    here = Q(region=region) | Q(technician_id__in=[member.technician_id for member in crew])
    rows = Assignment.objects.filter(here, ended_at=None).select_related("job")
    return list(rows.order_by("id"))


def _waiting(
    region: str,
    crew: Sequence[CrewFacts],
    active: Sequence[Assignment],
    until: datetime,
    without: UUID | None,
) -> tuple[routing.Request, ...]:
    taken = {(row.job_id, row.seat) for row in active}
    is_time = Q(not_before_at=None) | Q(not_before_at__lte=until)
    live = Job.objects.filter(is_time, region=region, state__in=LIVE).order_by("id")
    jobs = [job for job in live if job.case_id != without]
    refused = _refused(jobs)
    requests: list[routing.Request] = []
    for job in jobs:
        barred = _barred(crew, job.case_kind, frozenset(job.skills)) + refused.get(job.id, ())
        requests.extend(
            _request(job, seat, barred)
            for seat in range(1, job.crew + 1)
            if (job.id, seat) not in taken
        )
    return tuple(requests)


def request_of(job: Job, seat: int, crew: Sequence[CrewFacts]) -> routing.Request:
    """One seat of a job as the engine is asked about it, whether somebody holds it or not."""
    barred = _barred(crew, job.case_kind, frozenset(job.skills))
    return _request(job, seat, barred + _refused([job]).get(job.id, ()))


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


def _refused(jobs: Iterable[Job]) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """Who went back on a job, or was taken off it by the dispatcher, isn't asked again for it, and who was
    there isn't sent for the same fault again (AF-16: the customer gets somebody else), whether the work was
    finished or stopped."""
    by_case = {job.case_id: job.id for job in jobs}
    # Beside the three conditions and not within them, the cases lead by their index to a few rows.
    rows = Assignment.objects.filter(
        Q(end_reason=EndReason.DECLINED)
        | Q(end_reason__in=_BY_HAND, job_id__in=by_case.values())
        | Q(end_reason__in=_WAS_THERE) & ~Q(job_id__in=by_case.values()),
        job__case_id__in=by_case,
    )
    found: dict[UUID, tuple[tuple[str, str], ...]] = {}
    for case_id, technician_id, why in rows.order_by("id").values_list(
        "job__case_id", "technician_id", "end_reason"
    ):
        code = _WHY_NOT[EndReason(why or "")]
        job_id = by_case[case_id]
        found[job_id] = (*found.get(job_id, ()), (str(technician_id), code))
    return found


def _positions(crew: Sequence[CrewFacts], now: datetime) -> Mapping[UUID, Point]:
    """Where each was last seen on duty, else where the shift begins: at home or at the outlet."""
    places = {member.technician_id: member.home for member in crew}
    rows = Position.objects.filter(technician_id__in=places, seen_at__gt=now - _STALE_POSITION)
    for row in rows:
        places[row.technician_id] = Point(row.lat, row.lng)
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
