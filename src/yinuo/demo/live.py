"""The fleet of the live demo: moves simulated people as the clock runs, and waits for those who are real."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import Error as DatabaseError
from django.db import connection

from yinuo.base.actor import Actor
from yinuo.engines.rulebook import FaultRule
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_company, find_technician_of_staff, get_rulebook
from yinuo.people.facts import StaffRole
from yinuo.people.reads import list_ever_logged_in
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import report_position
from yinuo.work.visit.reads import list_running_visits

from .calls import Line
from .stage import Cast
from .town import draw_arrival

logger = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.5
_POSITION_EVERY = timedelta(seconds=5)  # a phone of a technician who drives, on an open board
_REQUESTS_A_DAY = 110


class Fleet:
    """Looks twice a second: who is due to do something, who comes in, where everybody drives."""

    def __init__(self) -> None:
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ask the loop to end."""
        self._stopping.set()

    def run(self) -> None:
        """Live until stopped; a lost database is waited for."""
        company, faults = _find_company()
        now = clock.now()
        cast = Cast(company.id, int(now.timestamp()))
        cast.restore()
        town, line = _Town(faults, now), Line(company.id, now)
        seen_at = now
        while not self._stopping.wait(_PAUSE_SECONDS):
            try:
                now = clock.now()
                cast.leave_to(find_people())
                town.bring(cast, now)
                line.ring(cast.customers.open.values(), now)
                while (move := cast.next_move(now)) is not None and move.at <= now:
                    cast.act(move, now)
                if now - seen_at >= _POSITION_EVERY:
                    seen_at = now
                    _report_positions(cast, now)
            except DatabaseError:
                logger.warning("the fleet lost the database and tries again")
                connection.close()


class _Town:
    """Requests of the big city as they come, about as many a day as its crew is made for."""

    def __init__(self, faults: Sequence[FaultRule], now: datetime) -> None:
        self._faults = faults
        self._seed = int(now.timestamp())
        self._rng = random.Random(self._seed)
        self._count = 0
        self._next_at = now + timedelta(seconds=20)

    def bring(self, cast: Cast, now: datetime) -> None:
        while self._next_at <= now:
            fault = self._rng.choice(self._faults)
            cast.report(draw_arrival(self._seed, self._count, now, fault))
            self._count += 1
            gap = self._rng.expovariate(_REQUESTS_A_DAY / 86400)
            self._next_at = max(now, self._next_at) + timedelta(seconds=gap)


def _find_company() -> tuple[CompanyFacts, tuple[FaultRule, ...]]:
    company = find_company()
    if company is None:
        raise RuntimeError("there is no company to drive for; start the demo with `yinuo demo`")
    book = get_rulebook(company.id, clock.now()).rulebook
    simple = [
        fault for fault in book.case_kinds if fault.crew == 1 and fault.minutes_expected <= 60
    ]
    return company, tuple(fault for fault in simple if fault.call_first is None)


def find_people() -> frozenset[UUID]:
    """The technicians as whom somebody has logged in: from then on their visits are that person's."""
    logins = list_ever_logged_in(StaffRole.TECHNICIAN)
    found = (find_technician_of_staff(staff_id) for staff_id in logins)
    return frozenset(technician.id for technician in found if technician)


def _report_positions(cast: Cast, now: datetime) -> None:
    for row in list_running_visits():
        point = cast.technicians.follow(row, now)
        if point is not None and row.technician_id not in cast.left_to_people:
            technician = Actor.technician(row.technician_id)
            perform(
                report_position,
                actor=technician,
                now=now,
                technician_id=row.technician_id,
                point=point,
            )
