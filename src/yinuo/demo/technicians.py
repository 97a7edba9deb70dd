"""Simulated technicians: each does the next thing that a visit needs, in the time such a thing takes.

What to do follows from the visit as it stands in the database and from nothing else, so a restarted demo
goes on where it was. Every step goes through the same action that a technician's phone would call.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case.reads import get_case
from yinuo.engines import routing
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import report_position
from yinuo.work.dispatch.reads import find_position, get_job
from yinuo.work.visit.actions import knock, start_travel
from yinuo.work.visit.facts import VisitFacts, VisitState

from .onsite import do_step, plan_step
from .picture import door_photo

_TRAVEL = routing.CrowFlight()
_NOISE = 0.12  # the engine's own: what the city does to a travel time


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody will do about a case, and when."""

    case_id: UUID
    at: datetime
    key: str
    do: Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class _Drive:
    """A drive under way: from where, since when, how long it really takes."""

    origin: Point
    left_at: datetime
    arrives_at: datetime


class Technicians:
    """Everybody of the fleet; `plan` says what each running visit waits for from its technician."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._drives: dict[str, _Drive] = {}

    def plan(self, row: VisitFacts, now: datetime) -> Move | None:
        """The next move of this visit's technician; None while it is the customer's turn."""
        key = f"{row.id}:{row.state}"
        rng = self._rng(row, row.state)
        match row.state:
            case VisitState.PLANNED:
                at = row.planned_at + timedelta(seconds=rng.uniform(5, 45))
                return Move(row.case_id, at, key, lambda at: self._leave(row, at))
            case VisitState.ON_THE_WAY if row.knocked_at is None:
                drive = self._drive(row, rng, now)
                return Move(row.case_id, drive.arrives_at, key, lambda at: self._knock(row, at))
            case VisitState.ON_SITE if row.seat == 1:
                step = plan_step(row, self._rng(row, "work"), now)
                if step is not None:
                    name = f"{key}:{step.name}"
                    return Move(row.case_id, step.at, name, lambda at: do_step(row, step, at))
        return None

    def follow(self, row: VisitFacts, now: datetime) -> Point | None:
        """Where a technician on the way is by now, on the straight line of the drive."""
        drive = self._drives.get(str(row.id))
        if drive is None or row.state is not VisitState.ON_THE_WAY:
            return None
        target = get_job(row.job_id).point
        whole = (drive.arrives_at - drive.left_at).total_seconds()
        share = min(1.0, max(0.0, (now - drive.left_at).total_seconds() / max(1.0, whole)))
        return Point(
            drive.origin.lat + share * (target.lat - drive.origin.lat),
            drive.origin.lng + share * (target.lng - drive.origin.lng),
        )

    def _rng(self, row: VisitFacts, what: str) -> random.Random:
        """The same for the same visit of the same day: by its place among the day's, not by its random id."""
        planned = row.planned_at.timestamp()
        return random.Random(f"{self._seed}:{planned:.3f}:{row.seat}:{what}")

    def _drive(self, row: VisitFacts, rng: random.Random, now: datetime) -> _Drive:
        known = self._drives.get(str(row.id))
        if known is not None:
            return known
        target = get_job(row.job_id).point
        seen = find_position(row.technician_id)
        origin = seen.point if seen else target
        left_at = row.on_way_at or now
        minutes = float(_TRAVEL.minutes(_row(origin), _row(target), left_at, np.zeros(1))[0, 0])
        real = minutes * rng.lognormvariate(-(_NOISE**2) / 2, _NOISE) + abs(rng.gauss(0, 0.3))
        drive = _Drive(origin, left_at, left_at + timedelta(minutes=max(0.3, real)))
        self._drives[str(row.id)] = drive
        return drive

    def _leave(self, row: VisitFacts, now: datetime) -> None:
        perform(start_travel, actor=_actor(row), now=now, visit_id=row.id)

    def _knock(self, row: VisitFacts, now: datetime) -> None:
        """Stand at the door, say so, and leave position and photo as weak evidence."""
        self._drives.pop(str(row.id), None)
        point = get_case(row.case_id).point
        perform(
            report_position,
            actor=_actor(row),
            now=now,
            technician_id=row.technician_id,
            point=point,
        )
        perform(knock, actor=_actor(row), now=now, visit_id=row.id, point=point, photo=door_photo())


def _actor(row: VisitFacts) -> Actor:
    return Actor.technician(row.technician_id)


def _row(point: Point) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[point.lat, point.lng]], dtype=np.float64)
