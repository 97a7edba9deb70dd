"""Travel times behind one interface; by default straight line x detour at each hour's speed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from yinuo.base.local_time import ZONE
from yinuo.base.point import EARTH_RADIUS_M

Floats = NDArray[np.float64]

SPEED_KMH = (38,) * 6 + (30,) + (20,) * 2 + (25,) * 7 + (19,) * 3 + (28,) * 3 + (35,) * 2
"""Mean road speed by hour of the day, 0 to 23: the prototype city's assumption, not measured."""

DAY_MINUTES = 1440.0


class Travel(Protocol):
    """A source of expected travel times.

    `origins` (n, 2) and `targets` (m, 2) hold latitude and longitude in WGS-84 degrees; row i
    leaves `leave_after[i]` minutes after `at`. Leaving later must never mean arriving earlier.
    """

    def minutes(
        self, origins: Floats, targets: Floats, at: datetime, leave_after: Floats
    ) -> Floats:
        """Expected minutes on the road, shape (n, m)."""
        ...

    def span_minutes(self, metres: Floats, at: datetime, leave_after: Floats) -> Floats:
        """Expected minutes to cover these straight-line distances (m,), shape (n, m)."""
        ...


@dataclass(frozen=True, slots=True)
class CrowFlight:
    """Straight line x `detour`, driven at the speed of each hour that the drive touches.

    A drive is integrated over the hours instead of taking the speed of its start, so nobody
    overtakes a colleague by leaving later. Raises ValueError on a detour below 1 or speeds that
    are not 24 positive numbers.
    """

    detour: float = 1.35
    speed_kmh: tuple[float, ...] = SPEED_KMH

    def __post_init__(self) -> None:
        if not 1 <= self.detour < float("inf"):
            raise ValueError(f"detour must be at least 1, not {self.detour}")
        if len(self.speed_kmh) != 24 or not all(0 < v < float("inf") for v in self.speed_kmh):
            raise ValueError("speed_kmh needs 24 positive speeds, one for each hour")

    def minutes(
        self, origins: Floats, targets: Floats, at: datetime, leave_after: Floats
    ) -> Floats:
        """Expected minutes on the road, shape (n, m)."""
        return self._drive(haversine_m(origins, targets), at, leave_after)

    def span_minutes(self, metres: Floats, at: datetime, leave_after: Floats) -> Floats:
        """Expected minutes to cover these straight-line distances (m,), shape (n, m)."""
        return self._drive(
            np.broadcast_to(metres, (len(leave_after), len(metres))), at, leave_after
        )

    def _drive(self, metres: Floats, at: datetime, leave_after: Floats) -> Floats:
        knots, driven = _profile(self.speed_kmh)
        local = at.astimezone(ZONE)
        seconds = local.second + local.microsecond / 1e6
        start = local.hour * 60 + local.minute + seconds / 60 + leave_after
        days, rest = np.divmod(start, DAY_MINUTES)
        reached = np.interp(rest, knots, driven)[:, None] + metres * (self.detour / 1000)
        more_days, beyond = np.divmod(reached, driven[-1])
        arrival = (days[:, None] + more_days) * DAY_MINUTES + np.interp(beyond, driven, knots)
        return np.maximum(arrival - start[:, None], 0.0)


@lru_cache(maxsize=64)
def _profile(speed_kmh: tuple[float, ...]) -> tuple[Floats, Floats]:
    """At each full hour, the minute of the day and the km driven since midnight; nobody writes into them."""
    knots: Floats = np.linspace(0.0, DAY_MINUTES, 25)
    driven = np.zeros(25)
    driven[1:] = np.cumsum(speed_kmh)
    return knots, driven


def haversine_m(origins: Floats, targets: Floats) -> Floats:
    """Great-circle distances (n, m) in metres between (n, 2) and (m, 2) points in degrees."""
    a, b = np.radians(origins), np.radians(targets)
    half = np.sin((b[None, :, :] - a[:, None, :]) / 2) ** 2
    chord = half[..., 0] + np.cos(a[:, 0])[:, None] * np.cos(b[:, 0])[None, :] * half[..., 1]
    metres: Floats = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1.0)))
    return metres
