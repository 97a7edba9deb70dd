"""The one place that reads the time; everything else is handed `now`.

A test or a demo may move the clock: with `YINUO_MOVED_CLOCK` on, one row in the database says where the
clock stands and how fast it runs, so that web, worker and watch all live in the same hour.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from .models import MovedClock

_REREAD_SECONDS = 1.0
JUMP = timedelta(seconds=5)


@dataclass(slots=True)
class _Cached:
    read_at: float = -_REREAD_SECONDS
    anchor: tuple[datetime, datetime, float] | None = None


_cached = _Cached()


def real_now() -> datetime:
    """The machine's time, aware, UTC, never moved."""
    return datetime.now(UTC)


def now() -> datetime:
    """The time it is: the machine's, or the moved clock's where one is set."""
    real = real_now()
    if not settings.YINUO_MOVED_CLOCK:
        return real
    anchor = _read_anchor()
    if anchor is None:
        return real
    anchor_real, anchor_at, speed = anchor
    return anchor_at + (real - anchor_real) * speed


def move(to: datetime, *, speed: float = 1.0) -> None:
    """Set the moved clock to `to`, running `speed` times as fast as the machine's.

    Raises RuntimeError where moving the clock is not allowed: a company's own installation never is.
    """
    if not settings.YINUO_MOVED_CLOCK:
        raise RuntimeError("this installation does not allow a moved clock")
    MovedClock.objects.update_or_create(
        id=1, defaults={"anchor_real": real_now(), "anchor_at": to, "speed": speed}
    )
    forget()


def speed() -> float:
    """How fast `now` runs against the machine's clock: 1, but for a demo or a test."""
    anchor = _read_anchor() if settings.YINUO_MOVED_CLOCK else None
    return 1.0 if anchor is None else anchor[2]


def forget() -> None:
    """Read the moved clock's row again at the next call."""
    _cached.read_at = time.monotonic() - _REREAD_SECONDS


def _read_anchor() -> tuple[datetime, datetime, float] | None:
    if time.monotonic() - _cached.read_at >= _REREAD_SECONDS:
        row = MovedClock.objects.filter(id=1).first()
        _cached.anchor = (row.anchor_real, row.anchor_at, row.speed) if row else None
        _cached.read_at = time.monotonic()
    return _cached.anchor


class JumpGuard:
    """Notices a machine clock that jumps, by holding it against the monotonic clock.

    A clock set an hour ahead by mistake would break every running promise at once. After a jump of more
    than five seconds in either direction the guard asks for quiet until the clock has run evenly for
    `settle_seconds`; deadlines lose nothing by it, since a verdict carries the time it fell due.
    """

    def __init__(self, settle_seconds: float = 30.0) -> None:
        self._settle_seconds = settle_seconds
        self._wall = real_now()
        self._steady = time.monotonic()
        self._quiet_until = self._steady

    def is_settled(self, wall: datetime | None = None, steady: float | None = None) -> bool:
        """Whether the clock can be trusted now; the arguments replace the readings in a test."""
        wall = wall or real_now()
        steady = time.monotonic() if steady is None else steady
        drift = (wall - self._wall) - timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        if abs(drift) > JUMP:
            self._quiet_until = steady + self._settle_seconds
        return steady >= self._quiet_until
