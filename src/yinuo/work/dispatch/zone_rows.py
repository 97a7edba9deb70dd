"""What is on file about a dispatch zone's work, read at once for one instant or for several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q

from yinuo.base.point import Point
from yinuo.outlet.facts import CrewFacts
from yinuo.outlet.reads import list_crew
from yinuo.work.visit.facts import VisitFacts
from yinuo.work.visit.reads import map_running_visits

from .facts import LIVE, EndReason, TechnicianPause
from .models import Assignment, Job, Pause, Position
from .rules import duty_left

HORIZON_MINUTES = 720
_WAS_THERE = (EndReason.FINISHED, EndReason.STOPPED)
_BY_HAND = (EndReason.TAKEN_BACK, EndReason.HANDED_OVER)
_WHY_NOT = {
    EndReason.DECLINED: "refused",
    **dict.fromkeys(_BY_HAND, "taken_back"),
    **dict.fromkeys(_WAS_THERE, "was_there"),
}


@dataclass(frozen=True, slots=True)
class ZoneRows:
    """Everything on file about a zone's work, read at once: what is under way, what waits, who refused what,
    where each was last, and when who is paused. Whoever asks about several instants reads it once."""

    active: tuple[Assignment, ...]
    visits: Mapping[UUID, VisitFacts]
    live: tuple[Job, ...]
    refused: Mapping[UUID, tuple[tuple[str, str], ...]]
    positions: Mapping[UUID, tuple[Point, datetime]]
    pauses: Mapping[UUID, Sequence[TechnicianPause]]

    def crew(self, duty: Sequence[CrewFacts], now: datetime) -> tuple[CrewFacts, ...]:
        """Those on duty at an instant, less what their pauses take of it."""
        to_come = {
            id: [pause for pause in pauses if pause.ends_at > now]
            for id, pauses in self.pauses.items()
        }
        return _left_of(duty, to_come, now)

    def next_postponed(self, after: datetime, without: UUID | None) -> datetime | None:
        """The first time after an instant that a customer of the zone asked for; a waiting job holds it."""
        asked = (job.not_before_at for job in self.live if job.case_id != without)
        return min((at for at in asked if at is not None and at > after), default=None)


def read_zone(region: str, technician_ids: Collection[UUID], since: datetime) -> ZoneRows:
    """What is on file of a zone and of these technicians, for instants from `since` on."""
    active = _active(region, technician_ids)
    live = tuple(Job.objects.filter(region=region, state__in=LIVE).order_by("id"))
    places = Position.objects.filter(technician_id__in=technician_ids)
    return ZoneRows(
        active=tuple(active),
        visits=map_running_visits([row.id for row in active]),
        live=live,
        refused=refused_by_job(live),
        positions={row.technician_id: (Point(row.lat, row.lng), row.seen_at) for row in places},
        pauses=map_pauses(technician_ids, since),
    )


def duty_of(region: str, now: datetime, *, ahead: timedelta = timedelta()) -> tuple[CrewFacts, ...]:
    """Who is on shift in a zone, or comes on within the horizon of `now` and so much more, paused or not."""
    return list_crew(region, now, HORIZON_MINUTES + round(ahead.total_seconds() / 60))


def without_paused(crew: Sequence[CrewFacts], now: datetime) -> tuple[CrewFacts, ...]:
    """The crew with each shift cut to what its pauses leave of it; who has nothing left isn't among them."""
    return _left_of(crew, map_pauses([member.technician_id for member in crew], now), now)


def _left_of(
    crew: Sequence[CrewFacts], pauses: Mapping[UUID, Sequence[TechnicianPause]], now: datetime
) -> tuple[CrewFacts, ...]:
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


def _active(region: str, technician_ids: Collection[UUID]) -> list[Assignment]:
    """What is under way in the zone, and what keeps its crew busy in another one; without the reasons of
    the choices, which name the whole crew each and which nobody asks for here."""
    here = Q(region=region) | Q(technician_id__in=technician_ids)
    rows = Assignment.objects.filter(here, ended_at=None).select_related("job")
    return list(rows.defer("reason", "job__reason").order_by("id"))


def refused_by_job(jobs: Iterable[Job]) -> dict[UUID, tuple[tuple[str, str], ...]]:
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
