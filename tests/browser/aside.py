"""Watch and worker in a thread of their own: Playwright's event loop runs in the thread of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from django.db import connections

from tests.journeys.day import Day, a_day
from tests.world import NOW


class DayAside:
    """A day as in tests.journeys.day, each call carried out by the other thread and waited for."""

    def __init__(self, hands: ThreadPoolExecutor, day: Day) -> None:
        self._hands, self._day = hands, day

    @property
    def now(self) -> datetime:
        return self._day.now

    def pass_to(self, at: datetime, *, step_minutes: float = 5) -> None:
        """Let watch and worker do everything up to an instant."""
        self._hands.submit(self._day.pass_to, at, step_minutes=step_minutes).result()

    def settle(self) -> None:
        """Let watch and worker do what waits now."""
        self._hands.submit(self._day.settle).result()


@contextmanager
def a_day_aside(now: datetime = NOW) -> Iterator[DayAside]:
    """The day, its thread and that thread's database connections, until the end of the block."""
    with ThreadPoolExecutor(1, "day") as hands:
        story = a_day()
        try:
            day = hands.submit(story.__enter__).result()
            day.now = now
            yield DayAside(hands, day)
        finally:
            hands.submit(story.__exit__, None, None, None).result()
            hands.submit(connections.close_all).result()
