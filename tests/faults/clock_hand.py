"""`python -m tests.faults clock_hand HOURS SPEED`: moves the clock on and lets the watch catch up."""

from __future__ import annotations

import time
from datetime import timedelta

from yinuo.promise.reads import count_promises
from yinuo.store import clock

from .clerk import say

_PATIENCE_SECONDS = 40.0


def main(hours: str, speed: str) -> None:
    """Move the clock `hours` on from where it stands; where it stands still then, wait for the verdicts."""
    to = clock.now() + timedelta(hours=float(hours))
    clock.move(to, speed=float(speed))
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while float(speed) == 0 and _overdue() and time.monotonic() < deadline:
        time.sleep(0.2)
    say({"now": to.isoformat()})


def _overdue() -> int:
    return sum(kind.overdue for kind in count_promises(clock.now()))
