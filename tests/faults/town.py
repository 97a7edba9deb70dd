"""`python -m tests.faults town`: technicians drive and work, customers answer, each through the real actions.

What was done is printed line by line as {"case", "seq", "hash"}: all of it must still be there at the end.
One technician in five never sets out, so that promises break, too.
"""

from __future__ import annotations

import random
import signal
import threading
from uuid import UUID

from django.db import Error, connection

from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import list_all_cases
from yinuo.demo.customers import Customer, Customers
from yinuo.demo.technicians import Move, Technicians
from yinuo.demo.town import draw_manner
from yinuo.outlet.reads import find_company
from yinuo.store import clock
from yinuo.work.visit.reads import list_running_visits

from .clerk import SEED, head_of, say

_PAUSE_SECONDS = 0.1


def main() -> None:
    """Do whatever somebody's turn it is to do, until told to stop; a lost database is waited for."""
    company = find_company()
    assert company is not None
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    town = Town(company.id)
    while not stopping.wait(_PAUSE_SECONDS):
        try:
            town.look()
        except Error:
            connection.close()


class Town:
    """Everybody, and what they have done."""

    def __init__(self, company_id: UUID) -> None:
        self._technicians = Technicians(SEED)
        self._customers = Customers(company_id)
        self._done: set[str] = set()

    def look(self) -> None:
        """Let everybody make the move that is due."""
        for case in list_all_cases():
            if case.state is CaseState.OPEN and case.id not in self._customers.open:
                self._customers.open[case.id] = _customer_of(case)
        for move in self._due_moves():
            self._make(move)

    def _due_moves(self) -> list[Move]:
        now = clock.now()
        planned = [self._technicians.plan(row, now) for row in list_running_visits()]
        planned += [self._customers.plan(one, now) for one in list(self._customers.open.values())]
        due = [move for move in planned if move is not None and move.at <= now]
        return sorted(due, key=lambda move: move.at)

    def _make(self, move: Move) -> None:
        if move.key in self._done or _is_overslept(move.key):
            return
        try:
            move.do(clock.now())
        except YinuoError:
            pass  # two did something at once, and one of them was told so
        else:
            say({"case": str(move.case_id)} | head_of(move.case_id))
        self._done.add(move.key)


def _customer_of(case: CaseFacts) -> Customer:
    """Somebody for a case that a clerk has opened; the same for the same case."""
    manner = draw_manner(random.Random(f"{SEED}:{case.number}"))
    return Customer(case.id, case.customer_id, 0, manner, case.opened_at)


def _is_overslept(key: str) -> bool:
    """Whether it is the setting out of a technician who stays in bed."""
    visit, _, state = key.partition(":")
    return state == "planned" and UUID(visit).int % 5 == 0
