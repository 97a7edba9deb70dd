"""The board's picture of the moment: jobs, technicians, outlets of somebody's part of the company.

Put together with a number of queries that doesn't grow with the jobs: the page, and each look that it takes
after a word of the stream, cost the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from yinuo.base.point import Point
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import map_cases
from yinuo.outlet.facts import OnDutyFacts, OutletFacts
from yinuo.outlet.reads import list_on_duty, list_outlet_ids, list_outlets
from yinuo.people.facts import Scope
from yinuo.promise.facts import PromiseFacts, PromiseKind
from yinuo.promise.lists import map_promises
from yinuo.work.dispatch.board import (
    list_live_jobs,
    map_current_pauses,
    map_job_points,
    map_positions,
    map_work_in_hand,
)
from yinuo.work.dispatch.facts import AssignmentFacts, LiveJob, PositionFacts, TechnicianPause
from yinuo.work.visit.facts import VisitFacts
from yinuo.work.visit.reads import map_running_visits

MOST_JOBS = 50
"""How many jobs a board shows; more are told of, and a zone to be chosen narrows them."""
MOST_ZONES = 8
"""Of how many zones a board of many shows the technicians: of those whose jobs are due first."""
MOST_TECHNICIANS = 100


@dataclass(frozen=True, slots=True)
class JobSight:
    """A job with all that the board says of it; `promise` is the arrival's, running or broken."""

    live: LiveJob
    case: CaseFacts
    promise: PromiseFacts | None
    visits: tuple[tuple[AssignmentFacts, VisitFacts | None], ...]


@dataclass(frozen=True, slots=True)
class TechnicianSight:
    """Somebody on duty: where, at what, until when, and whether he is paused."""

    duty: OnDutyFacts
    position: PositionFacts | None
    work: AssignmentFacts | None
    visit: VisitFacts | None
    target: tuple[Point, int] | None
    pause: TechnicianPause | None

    @property
    def point(self) -> Point:
        """Where he was last, or else where the shift begins."""
        return self.position.point if self.position else self.duty.home


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it at one instant; `zones` are those that may be chosen."""

    now: datetime
    zone: str | None
    zones: tuple[str, ...]
    jobs: tuple[JobSight, ...]
    has_more: bool
    technicians: tuple[TechnicianSight, ...]
    outlets: tuple[OutletFacts, ...]


def take_picture(scope: Scope, zone: str | None, now: datetime) -> Picture:
    """The picture for somebody of this scope; a zone that isn't in it is as none."""
    outlets = list_outlets(scope)
    zones = tuple(sorted({outlet.region for outlet in outlets}))
    zone = zone if zone in zones else None
    outlet_ids = list_outlet_ids(scope)
    live = list_live_jobs(outlet_ids=outlet_ids, region=zone, limit=MOST_JOBS + 1)
    shown = live[:MOST_JOBS]
    near = [zone] if zone else _near_zones(zones, shown)
    return Picture(
        now=now,
        zone=zone,
        zones=zones,
        jobs=job_sights(shown),
        has_more=len(live) > MOST_JOBS,
        technicians=technician_sights(
            list_on_duty(near, now, outlet_ids=outlet_ids, limit=MOST_TECHNICIANS), now
        ),
        outlets=tuple(outlet for outlet in outlets if outlet.region in near),
    )


def job_sights(jobs: Collection[LiveJob]) -> tuple[JobSight, ...]:
    """These jobs with their cases, promises and visits, in their order."""
    case_ids = [live.job.case_id for live in jobs]
    cases, arrivals = map_cases(case_ids), map_promises(case_ids, kind=PromiseKind.ARRIVE)
    visits = map_running_visits([row.id for live in jobs for row in live.assignments])
    return tuple(
        JobSight(
            live=live,
            case=cases[live.job.case_id],
            # The newest: a case that was visited before has an older one, which is over.
            promise=next(reversed(arrivals.get(live.job.case_id, ())), None),
            visits=tuple((row, visits.get(row.id)) for row in live.assignments),
        )
        for live in jobs
    )


def technician_sights(
    duties: Collection[OnDutyFacts], now: datetime
) -> tuple[TechnicianSight, ...]:
    """These technicians with what they do and where, in their order."""
    ids = [duty.technician_id for duty in duties]
    work, positions, pauses = (
        map_work_in_hand(ids),
        map_positions(ids),
        map_current_pauses(ids, now),
    )
    visits = map_running_visits([row.id for row in work.values()])
    targets = map_job_points({row.job_id for row in work.values()})
    sights = []
    for duty in duties:
        mine = work.get(duty.technician_id)
        sights.append(
            TechnicianSight(
                duty=duty,
                position=positions.get(duty.technician_id),
                work=mine,
                visit=visits.get(mine.id) if mine else None,
                target=targets.get(mine.job_id) if mine else None,
                pause=pauses.get(duty.technician_id),
            )
        )
    return tuple(sights)


def _near_zones(zones: tuple[str, ...], jobs: Collection[LiveJob]) -> list[str]:
    """The zones whose technicians are shown: all of a few, or else those whose jobs are due first. Where
    nothing is to be done anywhere, some of many would say nothing: the reader chooses a zone."""
    if len(zones) <= MOST_ZONES:
        return list(zones)
    return list(dict.fromkeys(live.job.region for live in jobs))[:MOST_ZONES]
