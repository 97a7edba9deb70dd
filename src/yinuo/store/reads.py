"""What others may ask the store: its health, and when nobody watched."""

from __future__ import annotations

from datetime import datetime

from .facts import Gap, Health
from .models import Pulse, Timer, Trouble, WatchGap
from .watch import RED_AFTER


def get_health(now: datetime) -> Health:
    """The state of the watch: green while a pulse is under 60 s old and the clock runs evenly."""
    pulse = Pulse.objects.filter(kind="watch").order_by("-beat_at").first()
    earliest = Timer.objects.filter(rings_at__lte=now).order_by("rings_at").first()
    is_alive = pulse is not None and now - pulse.beat_at <= RED_AFTER
    return Health(
        is_green=bool(is_alive and pulse and pulse.settled),
        watched_at=pulse.beat_at if pulse else None,
        is_clock_settled=pulse.settled if pulse else True,
        overdue_seconds=(now - earliest.rings_at).total_seconds() if earliest else 0.0,
        troubles=Trouble.objects.count(),
    )


def list_gaps(since: datetime) -> tuple[Gap, ...]:
    """Stretches in which nobody watched that ended after `since`, oldest first."""
    rows = WatchGap.objects.filter(ends_at__gt=since).order_by("starts_at")
    return tuple(Gap(row.starts_at, row.ends_at) for row in rows)
