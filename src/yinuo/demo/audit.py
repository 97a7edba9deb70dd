"""Do the books balance: every verdict as the record has it, each remedy once, nobody in two places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.case.reads import count_cases
from yinuo.promise.facts import PromiseCounts, PromiseKind, PromiseState
from yinuo.promise.reads import (
    count_promises,
    count_remedies,
    list_all_promises,
    list_disagreements,
    list_wrong_remedies,
)
from yinuo.record.facts import ChainCheck
from yinuo.record.reads import check_chains, count_events
from yinuo.work.dispatch.reads import count_overlaps

WITHIN = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Books:
    """What a day came to, and everything that is wrong with it (nothing, if `findings` is empty)."""

    cases: int
    promises: tuple[PromiseCounts, ...]
    within_30_minutes: float
    remedies_paid: int
    remedies_fen: int
    events: int
    chains: ChainCheck
    overlaps: int
    findings: tuple[str, ...]


def audit(now: datetime) -> Books:
    """Count everything, replay every promise from the record, and check every chain and remedy."""
    promises, remedies = count_promises(now), count_remedies()
    chains, overlaps = check_chains(), count_overlaps()
    wrong = list_disagreements(now)
    on_record = count_events("promise.remedy.paid")
    findings = [
        *(f"promise {p.id} ({p.kind}) is {p.state}, the record says otherwise" for p in wrong),
        *(
            f"{p.overdue} promises ({p.kind}) fell due without a verdict"
            for p in promises
            if p.overdue
        ),
        *_amounts("broken promises without a remedy", remedies.missing),
        *_amounts("remedies without a broken promise", remedies.surplus),
        *_amounts("remedies of another amount than promised", remedies.mismatched),
        *(
            f"remedy of promise {r.promise_id} ({r.fen} + {r.excess_fen} fen) is not the one on record"
            for r in list_wrong_remedies()
        ),
        *_amounts(
            "remedies paid more, or less, often than on record", abs(remedies.paid - on_record)
        ),
        *(f"chain {c.subject_kind} {c.subject} breaks at {c.seq}: {c.why}" for c in chains.broken),
        *_amounts("pairs of assignments of one technician, or of one seat, overlap", overlaps),
    ]
    return Books(
        cases=count_cases(),
        promises=promises,
        within_30_minutes=_share_within(),
        remedies_paid=remedies.paid,
        remedies_fen=remedies.fen,
        events=count_events(),
        chains=chains,
        overlaps=overlaps,
        findings=tuple(findings),
    )


def judge_day(books: Books, *, least_within: float = 0.85) -> tuple[str, ...]:
    """What a day that went as a day should would not show: too few arrivals in time, a kind never kept."""
    kept = {counts.kind: counts.kept for counts in books.promises}
    found = [f"no promise of kind {kind} was kept" for kind in _SHOWN if not kept.get(kind)]
    if books.within_30_minutes < least_within:
        found.append(f"only {books.within_30_minutes:.3f} arrived within 30 minutes")
    return tuple(found)


_SHOWN = (PromiseKind.ARRIVE, PromiseKind.PRICE)


def _amounts(what: str, count: int) -> list[str]:
    return [f"{count} {what}"] if count else []


def _share_within() -> float:
    """Of the arrivals that the customers did not call off, the share within 30 minutes of the request."""
    wanted = [
        p for p in list_all_promises(PromiseKind.ARRIVE) if p.state is not PromiseState.RELEASED
    ]
    in_time = [
        p
        for p in wanted
        if p.state is PromiseState.KEPT and p.verdict_at and p.verdict_at - p.made_at <= WITHIN
    ]
    return len(in_time) / len(wanted) if wanted else 0.0
