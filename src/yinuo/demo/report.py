"""Twenty-four hours of one city through the real rooms and a real database, and what they came to."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from yinuo.case.reads import list_all_cases
from yinuo.notice.reads import count_notices
from yinuo.outlet.reads import get_rulebook
from yinuo.record.reads import build_receipt
from yinuo.store import clock

from .audit import Books, audit, judge_day
from .founding import found_company
from .stage import Cast, play
from .town import draw_day

STARTS_AT = datetime(2026, 11, 17, 22, 0, tzinfo=UTC)  # a Wednesday, 06:00 in 济南
TAIL = timedelta(hours=3)  # in which the last requests of the day fall due


def run_day(seed: int, say: Callable[[str], None], *, hours: int = 24) -> datetime:
    """Found the company, play the day's first `hours` and the tail; the instant at which it ended."""
    clock.move(STARTS_AT, speed=0)
    company = found_company(STARTS_AT, say)
    rulebook = get_rulebook(company.id, STARTS_AT).rulebook
    closes_at = STARTS_AT + timedelta(hours=hours)
    arrivals = [
        arrival
        for arrival in draw_day(seed, STARTS_AT, rulebook.case_kinds)
        if arrival.at < closes_at
    ]
    cast = Cast(company.id, seed)
    ends_at = closes_at + TAIL
    play(cast, arrivals, ends_at, lambda at, left: say(f"{at:%H:%M} UTC, {left} requests to come"))
    clock.move(ends_at, speed=0)
    for refusal in cast.refusals:
        say(f"refused at {refusal.at:%H:%M}: {refusal.what}: {refusal.code}")
    return ends_at


def report(ends_at: datetime, started: float) -> tuple[dict[str, object], tuple[str, ...]]:
    """The one JSON object of the day, and everything that is wrong with its books."""
    books = audit(ends_at)
    findings = (*books.findings, *judge_day(books))
    return _as_json(books, time.monotonic() - started), findings


def write_receipts(folder: Path, now: datetime) -> int:
    """Write each case's receipt into the folder; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for case in list_all_cases():
        data = build_receipt("case", UUID(str(case.id)), now)
        (folder / f"{case.number}.json").write_bytes(data)
        count += 1
    return count


def _as_json(books: Books, seconds: float) -> dict[str, object]:
    return {
        "cases": books.cases,
        "promises": {
            counts.kind.value: {
                "kept": counts.kept,
                "broken": counts.broken,
                "released": counts.released,
                "running": counts.running,
            }
            for counts in books.promises
        },
        "within_30_minutes": round(books.within_30_minutes, 4),
        "remedies": {"paid": books.remedies_paid, "fen": books.remedies_fen},
        "notices": count_notices(),
        "events": books.events,
        "chains": {"checked": books.chains.chains, "broken": len(books.chains.broken)},
        "overlaps": books.overlaps,
        "seconds": round(seconds, 1),
    }
