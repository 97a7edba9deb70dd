"""Time passes in a story: the clock moves, the watch looks, the worker works off what waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.world import NOW
from yinuo.config.wiring import due_sources
from yinuo.store import clock
from yinuo.store.models import MovedClock
from yinuo.store.watch import run_due
from yinuo.store.worker import Drain


@dataclass
class Day:
    """A day with its worker; `pass_to` lets watch and worker do everything up to an instant."""

    drain: Drain
    now: datetime = NOW

    def pass_to(self, at: datetime, *, step_minutes: float = 5) -> None:
        """Move on in steps, so that nothing is noticed much later than it would be."""
        while self.now < at:
            self.now = min(at, self.now + timedelta(minutes=step_minutes))
            self.settle()

    def settle(self) -> None:
        """Let the watch look and the worker work until both have nothing left to do now."""
        clock.move(self.now, speed=0)
        while self.drain() or run_due(due_sources(), self.now):
            pass


@contextmanager
def a_day() -> Iterator[Day]:
    """A day whose clock stands still between its steps; the machine's own clock comes back afterwards."""
    with Drain() as drain:
        try:
            yield Day(drain)
        finally:
            MovedClock.objects.all().delete()
            clock.forget()
