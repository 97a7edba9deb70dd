"""What the board asks dispatch: live jobs, who is where, why whom; a bounded number of queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from yinuo.base.point import Point

from .appraisal import appraise_seat
from .facts import (
    LIVE,
    AssignmentFacts,
    InterventionFacts,
    JobUnknown,
    LiveJob,
    PositionFacts,
    SeatCandidate,
    TechnicianPause,
)
from .models import Assignment, Intervention, Job, Position
from .zone_rows import map_pauses


def list_live_jobs(
    *,
    outlet_ids: Collection[UUID] | None = None,
    region: str | None = None,
    limit: int,
) -> tuple[LiveJob, ...]:
    """Jobs that somebody is wanted for or is at, those that are due first in front; two queries."""
    rows = Job.objects.filter(state__in=LIVE)
    if outlet_ids is not None:
        rows = rows.filter(case__outlet_id__in=outlet_ids)
    if region is not None:
        rows = rows.filter(region=region)
    return _live(list(rows.order_by("deadline_at", "id")[:limit]))


def find_live_job(job_id: UUID) -> LiveJob | None:
    """The job as the board shows it; None once nobody is wanted for it any more."""
    found = _live(list(Job.objects.filter(id=job_id, state__in=LIVE)))
    return found[0] if found else None


def _live(rows: Sequence[Job]) -> tuple[LiveJob, ...]:
    held: dict[UUID, list[AssignmentFacts]] = defaultdict(list)
    active = Assignment.objects.filter(job__in=rows, ended_at=None).select_related("job")
    for row in active.order_by("seat"):
        held[row.job_id].append(row.to_facts())
    return tuple(
        LiveJob(
            job=row.to_facts(),
            case_kind=row.case_kind,
            assignments=tuple(held[row.id]),
            is_nobody_able=row.reason is not None and row.reason["outcome"] == "nobody",
        )
        for row in rows
    )


def map_work_in_hand(technician_ids: Collection[UUID]) -> dict[UUID, AssignmentFacts]:
    """What each of these technicians is sent to now, by technician; one query."""
    rows = Assignment.objects.filter(technician_id__in=technician_ids, ended_at=None)
    return {row.technician_id: row.to_facts() for row in rows.select_related("job")}


def map_job_points(job_ids: Collection[UUID]) -> dict[UUID, tuple[Point, int]]:
    """Where these jobs are and for how many minutes of work; one query."""
    rows = Job.objects.filter(id__in=job_ids).values_list("id", "lat", "lng", "service_minutes")
    return {id: (Point(lat, lng), minutes) for id, lat, lng, minutes in rows}


def map_positions(technician_ids: Collection[UUID]) -> dict[UUID, PositionFacts]:
    """Where each of these technicians was last on duty, and since when that is known; one query."""
    rows = Position.objects.filter(technician_id__in=technician_ids)
    return {row.technician_id: row.to_facts() for row in rows}


def map_current_pauses(
    technician_ids: Collection[UUID], now: datetime
) -> dict[UUID, TechnicianPause]:
    """The pause of each of these technicians that runs, or else the next to come; one query."""
    return {id: pauses[0] for id, pauses in map_pauses(technician_ids, now).items()}


def list_candidates(job_id: UUID, seat: int, now: datetime) -> tuple[SeatCandidate, ...]:
    """Everybody on duty in a job's zone for one of its seats, the best first, with all that speaks for and
    against each as of now. Raises JobUnknown."""
    row = Job.objects.filter(id=job_id).first()
    if row is None or not 1 <= seat <= row.crew:
        raise JobUnknown
    return appraise_seat(row, seat, now).candidates


def list_interventions(
    *, job_id: UUID | None = None, outlet_ids: Collection[UUID] | None = None, limit: int = 10
) -> tuple[InterventionFacts, ...]:
    """What was done by hand, newest first: about one job, or about the cases of these outlets (None: all)."""
    rows = Intervention.objects.select_related("job", "assignment")
    if job_id is not None:
        rows = rows.filter(job_id=job_id)
    if outlet_ids is not None:
        rows = rows.filter(job__case__outlet_id__in=outlet_ids)
    return tuple(row.to_facts() for row in rows.order_by("-id")[:limit])
