"""Technicians as arrays: when and where each can start something new, and what they can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from yinuo.base.point import Point
from yinuo.engines.routing.facts import Commitment, Request, Standing, State, Technician
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.travel import Floats

OVERDUE_MINUTES = 2.0
"""A job expected to end this soon is treated as running over: no end is known that exactly."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """Where and when each of n technicians can start something new, in the order of preference.

    `leave` and `shift_end` are minutes after now, `leave_sd` the standard deviation of `leave`,
    `points` (n, 2) degrees; `ready` says who can leave this minute. `engaged[i]` holds the ids of
    the requests that technician i already has a seat on. `skill_kind[i]` points into
    `skill_sets`.
    """

    ids: tuple[str, ...]
    standings: tuple[str, ...]
    leave: Floats
    leave_sd: Floats
    points: Floats
    shift_end: Floats
    ready: NDArray[np.bool_]
    engaged: tuple[frozenset[str], ...]
    skill_kind: NDArray[np.intp]
    skill_sets: tuple[frozenset[str], ...]

    def take(self, rows: Sequence[int]) -> Fleet:
        """These technicians only, in this order; one may come more than once."""
        index = np.asarray(rows, dtype=np.intp)
        return replace(
            self,
            ids=tuple(self.ids[i] for i in rows),
            standings=tuple(self.standings[i] for i in rows),
            leave=self.leave[index],
            leave_sd=self.leave_sd[index],
            points=self.points[index],
            shift_end=self.shift_end[index],
            ready=self.ready[index],
            engaged=tuple(self.engaged[i] for i in rows),
            skill_kind=self.skill_kind[index],
        )

    def after_visit(self, request: Request, eta: float, sd: float, params: Params) -> Fleet:
        """A fleet of one once its technician, arriving at `eta` (sd in minutes), has served it."""
        spread = np.hypot(sd, params.service_noise * request.service_minutes)
        return replace(
            self,
            leave=np.array([eta + request.service_minutes]),
            leave_sd=np.array([spread]),
            points=degrees([request.point]),
            ready=np.array([False]),
            engaged=(self.engaged[0] | {request.id},),
        )


def concat(fleets: Sequence[Fleet]) -> Fleet:
    """Several fleets one after the other; they must share `skill_sets`."""
    return replace(
        fleets[0],
        ids=tuple(chain.from_iterable(f.ids for f in fleets)),
        standings=tuple(chain.from_iterable(f.standings for f in fleets)),
        leave=np.concatenate([f.leave for f in fleets]),
        leave_sd=np.concatenate([f.leave_sd for f in fleets]),
        points=np.concatenate([f.points for f in fleets]),
        shift_end=np.concatenate([f.shift_end for f in fleets]),
        ready=np.concatenate([f.ready for f in fleets]),
        engaged=tuple(chain.from_iterable(f.engaged for f in fleets)),
        skill_kind=np.concatenate([f.skill_kind for f in fleets]),
    )


def muster(state: State, now: datetime, params: Params) -> Fleet:
    """The technicians of a state as arrays, ordered by rank and id whatever their order was."""
    people = sorted(state.technicians, key=lambda t: (t.rank, t.id))
    held = {c.technician_id: c for c in state.commitments}
    kinds: dict[frozenset[str], int] = {}
    skill_kind = [kinds.setdefault(t.skills, len(kinds)) for t in people]
    free = [_free(t, held.get(t.id), now, params) for t in people]
    starts = minutes_after(now, [t.shift_starts_at for t in people])
    leave = np.array([minutes for minutes, _ in free])
    idle = np.array([t.standing is Standing.IDLE and t.id not in held for t in people], bool)
    return Fleet(
        ids=tuple(t.id for t in people),
        standings=tuple(
            "off" if is_idle and start > 0 else t.standing.value
            for t, is_idle, start in zip(people, idle.tolist(), starts.tolist(), strict=True)
        ),
        leave=np.maximum(leave, starts),
        leave_sd=np.array([sd for _, sd in free]),
        points=degrees([t.free_point for t in people]),
        shift_end=minutes_after(now, [t.shift_ends_at for t in people]),
        ready=idle & (starts <= 0),
        engaged=tuple(_engaged(held.get(t.id)) for t in people),
        skill_kind=np.array(skill_kind, dtype=np.intp),
        skill_sets=tuple(kinds),
    )


def degrees(points: Sequence[Point]) -> Floats:
    """Points as an (n, 2) array of latitude and longitude."""
    return np.array([(p.lat, p.lng) for p in points], dtype=float).reshape(-1, 2)


def minutes_after(now: datetime, instants: Sequence[datetime]) -> Floats:
    """Instants as minutes after now, negative for those before."""
    start = now.timestamp()
    return np.array([(instant.timestamp() - start) / 60 for instant in instants])


def _engaged(commitment: Commitment | None) -> frozenset[str]:
    return frozenset() if commitment is None else frozenset({commitment.request_id})


def _free(
    technician: Technician, commitment: Commitment | None, now: datetime, params: Params
) -> tuple[float, float]:
    """Minutes until free and their standard deviation: what is left to drive, and the job itself.

    A job that is past its expected end has a share of its mean left, however long it has run over.
    """
    if technician.standing is Standing.IDLE and commitment is None:
        return 0.0, 0.0
    free = (technician.free_at - now).total_seconds() / 60
    drive, noise, service = 0.0, params.noise, params.default_service_minutes
    if commitment is not None:
        eta = (commitment.eta - now).total_seconds() / 60
        service = max(free - eta, 0.0) or service
        noise = params.noise if commitment.noise is None else commitment.noise
        drive = max(eta, 0.0) if technician.standing is Standing.DRIVING else 0.0
    if free < OVERDUE_MINUTES:
        free = params.overrun * service
    return free, float(np.hypot(noise * drive, params.service_noise * service))
