"""Plays a day: who comes, who drives, what falls due, in the order of their instants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.errors import YinuoError
from yinuo.config.wiring import due_sources
from yinuo.store import clock
from yinuo.store.watch import run_due
from yinuo.store.worker import Drain
from yinuo.work.visit.facts import VisitFacts
from yinuo.work.visit.reads import list_running_visits

from .customers import Customers
from .technicians import Move, Technicians
from .town import Arrival

TICK = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A move that the software refused, as it does when two things happen at once."""

    at: datetime
    what: str
    code: str


class Cast:
    """Technicians and customers together: what each will do next, and doing it once.

    Plans are made anew only for cases that changed: a day has some thousand moves, and to ask the database
    about everybody before each of them would take longer than the day's work itself.
    """

    def __init__(self, company_id: UUID, seed: int) -> None:
        self.technicians = Technicians(seed)
        self.customers = Customers(company_id)
        self.refusals: list[Refusal] = []
        self._rows: dict[UUID, VisitFacts] = {}
        self._moves: dict[UUID, list[Move]] = {}
        self._changed: set[UUID] = set()
        self._done: set[str] = set()
        self.left_to_people: frozenset[UUID] = frozenset()

    def leave_to(self, technician_ids: frozenset[UUID]) -> None:
        """These technicians' phones are in somebody's hands: nothing is done for them any more."""
        if technician_ids != self.left_to_people:
            self.left_to_people = technician_ids
            self._changed.update(row.case_id for row in self._rows.values())

    def next_move(self, now: datetime) -> Move | None:
        """The earliest move that isn't done yet; equals in the order of their cases."""
        self._look(now)
        moves = [move for case_moves in self._moves.values() for move in case_moves]
        return min(moves, key=lambda move: move.at, default=None)

    def restore(self) -> None:
        """Take up what a demo that was stopped left open."""
        self.customers.restore()
        self._changed.update(self.customers.open)

    def report(self, arrival: Arrival) -> None:
        """A customer sends a report; its case is planned for from now on."""
        answer = self.customers.report(arrival)
        if answer.case_id is not None:
            self._changed.add(answer.case_id)

    def act(self, move: Move, now: datetime) -> None:
        """Do a move at its instant; a refusal is kept, and the same move is not tried again."""
        self._done.add(move.key)
        self._changed.add(move.case_id)
        try:
            move.do(now)
        except YinuoError as error:
            self.refusals.append(Refusal(now, move.key, error.code))

    def _look(self, now: datetime) -> None:
        rows = {row.id: row for row in list_running_visits()}
        differing = {
            id for id in rows.keys() | self._rows.keys() if rows.get(id) != self._rows.get(id)
        }
        known = self._rows | rows
        changed = self._changed | {known[id].case_id for id in differing}
        self._rows, self._changed = rows, set()
        for case_id in sorted(changed):
            self._plan(case_id, now)

    def _plan(self, case_id: UUID, now: datetime) -> None:
        visits = [row for row in self._rows.values() if row.case_id == case_id]
        acted = [row for row in visits if row.technician_id not in self.left_to_people]
        planned = [self.technicians.plan(row, now) for row in acted]
        customer = self.customers.open.get(case_id)
        if customer is not None:
            planned.append(self.customers.plan(customer, now))
        moves = [move for move in planned if move is not None and move.key not in self._done]
        self._moves[case_id] = moves
        if not moves:
            del self._moves[case_id]


def play(
    cast: Cast,
    arrivals: Sequence[Arrival],
    ends_at: datetime,
    on_hour: Callable[[datetime, int], None],
) -> None:
    """Play until `ends_at`: at each instant the arrival or move whose turn it is, then whatever fell due.

    The clock stands still at each instant, so that jobs and watch see the same time as the actors; between
    instants it moves in ticks, so that the watch looks often enough. `on_hour` hears the progress.
    """
    waiting = list(arrivals)
    now = next_hour = waiting[0].at if waiting else ends_at
    with Drain() as drain:
        while now < ends_at:
            clock.move(now, speed=0)
            if now >= next_hour:
                next_hour += timedelta(hours=1)
                on_hour(now, len(waiting))
            while waiting and waiting[0].at <= now:
                cast.report(waiting.pop(0))
            _settle(drain, now)
            while (move := cast.next_move(now)) is not None and move.at <= now:
                cast.act(move, now)
                _settle(drain, now)
            coming = [arrival.at for arrival in waiting[:1]] + ([move.at] if move else [])
            now = min([now + TICK, *coming])


def _settle(drain: Drain, now: datetime) -> None:
    """Let jobs and watch do what there is to do at this instant."""
    for _ in range(20):
        is_busy = run_due(due_sources(), now) > 0
        if not (drain() or is_busy):
            return
