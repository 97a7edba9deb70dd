"""`python -m tests.faults audit FILE`: holds what was acknowledged against what the database has.

FILE holds the acknowledged answers, one JSON object a line. Prints one JSON object: what was counted, and
under `faults` every finding: none, if nothing was lost, doubled or judged wrongly.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from yinuo.case.models import Case
from yinuo.case.reads import count_cases, list_all_cases
from yinuo.demo.audit import audit as balance
from yinuo.intake.models import Request
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import count_promises, count_remedies, list_promises
from yinuo.record.models import Event
from yinuo.record.reads import find_events, list_events
from yinuo.store import clock
from yinuo.store.models import Trouble
from yinuo.work.dispatch.models import Job

from .clerk import say

_STATES = ("kept", "broken", "released", "running", "overdue")


def main(file: str) -> None:
    """Count everything and name every fault."""
    answers = [json.loads(row) for row in Path(file).read_text().splitlines()]
    faults = [
        *_lost_lines(answers),
        *_lost_promises(answers),
        *_unrecorded(),
        *_doubled(answers),
        *_late_verdicts(),
        *balance(clock.now()).findings,
    ]
    say(_counts() | {"acknowledged": len(answers), "faults": faults})


def _lost_lines(answers: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Acknowledged lines of the record that are gone, or have another content."""
    kept: dict[str, dict[int, str]] = {}
    for answer in answers:
        case = answer["case"]
        if "seq" not in answer:
            continue  # over HTTP the answer is the case
        if case not in kept:
            kept[case] = {event.seq: event.hash for event in list_events("case", UUID(case))}
        if kept[case].get(answer["seq"]) != answer["hash"]:
            yield f"line {answer['seq']} of case {case} is lost"


def _lost_promises(answers: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Cases without exactly the one promise to arrive that was acknowledged."""
    for answer in answers:
        if answer.get("due_at") is None:
            continue
        promises = list_promises(UUID(answer["case"]))
        due = [one.due_at.isoformat() for one in promises if one.kind is PromiseKind.ARRIVE]
        if due != [answer["due_at"]]:
            yield f"case {answer['case']} was promised {answer['due_at']} and has {due}"


def _unrecorded() -> Iterator[str]:
    """Promises without their line in the record, and lines without their promise."""
    for case in list_all_cases():
        made = len(find_events("case", case.id, ["promise.made"]))
        there = len(list_promises(case.id))
        if made != there:
            yield f"case {case.id} has {there} promises, its record {made}"


def _doubled(answers: Sequence[dict[str, Any]]) -> Iterator[str]:
    """More than one case for a key; more than one request or job for a case, or none."""
    told: dict[str, set[str]] = {}
    for answer in answers:
        if "key" in answer:
            told.setdefault(answer["key"], set()).add(answer["case"])
    yield from (
        f"key {key} has {len(cases)} cases" for key, cases in told.items() if len(cases) > 1
    )
    known = {case for cases in told.values() for case in cases}
    there = {str(id) for id in Case.objects.values_list("id", flat=True)}
    yield from (f"case {case} is lost" for case in known - there)
    yield from (f"case {case} answers no key" for case in there - known)
    promised = {answer["case"] for answer in answers if answer.get("due_at")}
    for what, model, least in (("requests", Request, there), ("jobs", Job, promised)):
        count = Counter(str(id) for id in model.objects.values_list("case_id", flat=True))
        yield from (f"case {case} has no {what}" for case in least - count.keys())
        yield from (f"case {case} has {count[case]} {what}" for case in count if count[case] > 1)


def _late_verdicts() -> Iterator[str]:
    """Promises broken by their deadline that carry another instant: that of being noticed, perhaps."""
    for case in list_all_cases():
        for promise in list_promises(case.id):
            by_deadline = promise.state is PromiseState.BROKEN and promise.evidence_seq is None
            if by_deadline and promise.verdict_at != promise.deadline_at:
                yield f"promise {promise.id} broke at {promise.verdict_at}, not at its due time"


def _counts() -> dict[str, Any]:
    kinds = count_promises(clock.now())
    return {
        "cases": count_cases(),
        "promises": {state: sum(getattr(kind, state) for kind in kinds) for state in _STATES},
        "remedies": count_remedies().paid,
        "events": Event.objects.count(),
        "troubles": [f"{row.source} x{row.failures}: {row.error}" for row in Trouble.objects.all()],
    }
