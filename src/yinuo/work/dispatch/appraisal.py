"""Who could take a seat, with everything for and against each: for the board and for a choice by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinuo.engines import routing
from yinuo.outlet.facts import CrewFacts
from yinuo.outlet.reads import list_crew

from .facts import Hindrance, SeatCandidate
from .models import Job
from .rules import cautions_of
from .state import TRAVEL, request_of, zone_state
from .zone_rows import HORIZON_MINUTES, read_zone

PARAMS = routing.Params()


@dataclass(frozen=True, slots=True)
class SeatAppraisal:
    """A seat and everybody on duty in its zone, the best first."""

    request: routing.Request
    appraisals: tuple[routing.Appraisal, ...]
    candidates: tuple[SeatCandidate, ...]

    def find(self, technician_id: UUID) -> SeatCandidate | None:
        """The technician as a candidate; None who isn't on duty in the zone."""
        found = (c for c in self.candidates if c.technician_id == technician_id)
        return next(found, None)


def appraise_seat(job: Job, seat: int, now: datetime) -> SeatAppraisal:
    """Everybody on duty in the job's zone for one of its seats, also the paused and the busy."""
    crew = list_crew(job.region, now, HORIZON_MINUTES)
    rows = read_zone(job.region, [member.technician_id for member in crew], now)
    request = request_of(job, seat, crew, rows)
    state = zone_state(job.region, crew, now, rows=rows)
    appraisals = routing.appraise(state, request, now, TRAVEL, PARAMS)
    paused = {id for id, pauses in rows.pauses.items() if pauses[0].starts_at <= now}
    busy = {row.technician_id: row.job_id for row in rows.active}
    by_id = {member.technician_id: member for member in crew}
    candidates = tuple(_candidate(appraisal, by_id, job, busy, paused) for appraisal in appraisals)
    return SeatAppraisal(request, appraisals, candidates)


def _candidate(
    appraisal: routing.Appraisal,
    crew: dict[UUID, CrewFacts],
    job: Job,
    busy: dict[UUID, UUID],
    paused: Collection[UUID],
) -> SeatCandidate:
    candidate = appraisal.candidate
    id = UUID(candidate.technician_id)
    law = _law(crew[id], job)
    return SeatCandidate(
        technician_id=id,
        outlet_id=crew[id].outlet_id,
        standing=candidate.standing,
        eta=candidate.eta,
        minutes=candidate.minutes,
        travel_minutes=candidate.travel_minutes,
        p_late=candidate.p_late,
        cost=candidate.total,
        hindrance=_hindrance(id, job, law, busy, paused),
        law=law,
        cautions=cautions_of(appraisal.bar, appraisal.detail, candidate.standing, candidate.p_late),
    )


def _law(member: CrewFacts, job: Job) -> tuple[str, ...]:
    """What forbids sending this technician: credentials and certificates (ID-01, ID-02, AR-04, AR-05), and
    the skills that the fault needs."""
    reasons = [reason.value for reason in member.reasons_against(job.case_kind, job.skills)]
    lacking = frozenset(job.skills) - member.skills
    return (*reasons, *(["lacks_skill"] if lacking else []))


def _hindrance(
    id: UUID,
    job: Job,
    law: tuple[str, ...],
    busy: dict[UUID, UUID],
    paused: Collection[UUID],
) -> Hindrance | None:
    if law:
        return Hindrance.UNLAWFUL
    if busy.get(id) == job.id:
        return Hindrance.SAME_JOB
    if id in busy:
        return Hindrance.BUSY
    return Hindrance.PAUSED if id in paused else None
