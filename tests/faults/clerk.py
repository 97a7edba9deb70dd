"""`python -m tests.faults clerk`: takes reports in as the report page does, one JSON line each.

A line in is {"key", "number"}; a line out is what a customer holds in his hands once the answer has come:
{"key", "case", "due_at", "seq", "hash"}, or {"key", "lost"} where the database was gone.
"""

from __future__ import annotations

import json
import sys
from typing import Any
from uuid import UUID

from django.db import Error, connection

from yinuo.base.actor import Actor
from yinuo.demo.town import draw_arrival
from yinuo.intake.actions import report_fault
from yinuo.intake.facts import FaultReport
from yinuo.outlet.reads import find_company, get_rulebook
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

from .found import STARTS_AT

SEED = 7


def main() -> None:
    """Answer line by line until the input ends."""
    company = find_company()
    assert company is not None
    reports = Reports(company.id)
    say({"ready": True})
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = take(company.id, order["key"], reports.draw(order["number"]))
        except Error as error:
            connection.close()
            answer = {"lost": type(error).__name__}
        say({"key": order["key"]} | answer)


class Reports:
    """Numbered reports of invented people; the same number gives the same report."""

    def __init__(self, company_id: UUID) -> None:
        faults = get_rulebook(company_id, STARTS_AT).rulebook.case_kinds
        self._plain = [one for one in faults if one.crew == 1 and one.urgency != "emergency"]

    def draw(self, number: int) -> FaultReport:
        """The report of this number."""
        fault = self._plain[number % len(self._plain)]
        return draw_arrival(SEED, number, STARTS_AT, fault).report


def take(company_id: UUID, key: str, report: FaultReport) -> dict[str, Any]:
    """One report through the front door; the same key and report give the same answer."""
    answer = perform(
        report_fault,
        actor=Actor.system("web"),
        now=clock.now(),
        key=key,
        report=report,
        company_id=company_id,
    )
    assert answer.case_id is not None, answer.kind
    due_at = answer.due_at.isoformat() if answer.due_at else None
    return {"case": str(answer.case_id), "due_at": due_at} | head_of(answer.case_id)


def head_of(case_id: UUID) -> dict[str, Any]:
    """The newest line of a case's record, as a receipt would show it now."""
    last = list_events("case", case_id)[-1]
    return {"seq": last.seq, "hash": last.hash}


def say(answer: dict[str, Any]) -> None:
    """Print one answer, at once."""
    print(json.dumps(answer), flush=True)
