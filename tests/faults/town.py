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

from yinuo.base.errors import NotFound
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import list_all_cases
from yinuo.demo.customers import Customer
from yinuo.demo.stage import Cast
from yinuo.demo.town import draw_manner
from yinuo.outlet.reads import find_company
from yinuo.store import clock
from yinuo.work.visit.reads import get_visit

from .clerk import SEED, head_of, say

_PAUSE_SECONDS = 0.1


def main() -> None:
    """Do whatever somebody's turn it is to do, until told to stop; a lost database is waited for."""
    company = find_company()
    assert company is not None
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    cast = Cast(company.id, SEED)
    while not stopping.wait(_PAUSE_SECONDS):
        try:
            _look(cast)
        except Error:
            connection.close()


def _look(cast: Cast) -> None:
    """Let everybody make the moves that are due."""
    now = clock.now()
    for case in list_all_cases():
        if case.state is CaseState.OPEN and case.id not in cast.customers.open:
            cast.customers.open[case.id] = _customer_of(case)
    for move in cast.moves(now):
        if move.at > now:
            return
        if not _is_overslept(move.key):
            cast.act(move, clock.now())
            say({"case": str(_case_of(move.key))} | head_of(_case_of(move.key)))


def _customer_of(case: CaseFacts) -> Customer:
    """Somebody for a case that a clerk has opened; the same for the same case."""
    manner = draw_manner(random.Random(f"{SEED}:{case.number}"))
    return Customer(case.id, case.customer_id, 0, manner, case.opened_at)


def _is_overslept(key: str) -> bool:
    """Whether it is the setting out of a technician who stays in bed."""
    visit, _, state = key.partition(":")
    return state == "planned" and UUID(visit).int % 5 == 0


def _case_of(key: str) -> UUID:
    """A customer's move begins with the case, a technician's with the visit."""
    first = UUID(key.split(":")[0])
    try:
        return get_visit(first).case_id
    except NotFound:
        return first
