"""What a line of the record says about a promise: which lines count, when, and for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from yinuo.promise.facts import Evidence, GivenBack, PromiseFacts, PromiseKind

DENIED = "visit.arrival.denied"
DISPUTED = "case.disputed"
RELEASED = "promise.released"
WORD_DENIED = "case.word.denied"
"""The customer's own line that what the staff wrote down of a call isn't what was said."""
_OVER = frozenset({"visit.finished", "visit.stopped"})
_DISPUTE_ABOUT = {PromiseKind.ARRIVE: "arrival", PromiseKind.PRICE: "price"}
"""The subject of a dispute that takes weak evidence of this kind of promise away."""

CALL_RECORDS = frozenset({"intake.call.connected"})
"""Lines whose time a machine of neither side fixed."""


def is_independent(line: Evidence) -> bool:
    """Whether neither the company nor anybody of its people fixed the line's time."""
    if line.by_customer:
        return not line.is_through_staff
    return line.kind in CALL_RECORDS


def lines_seen(lines: Iterable[Evidence], now: datetime) -> list[Evidence]:
    """The lines that count at `now`: a release that came through the staff doesn't once its customer has
    denied it, since only the customer lets a promise go."""
    seen = [line for line in _as_counted(lines) if line.at <= now]
    denied = max((line.seq for line in seen if _is_denial(line)), default=0)
    return [
        line
        for line in seen
        if not (line.kind == RELEASED and line.is_through_staff and line.seq < denied)
    ]


def _is_denial(line: Evidence) -> bool:
    return line.kind == WORD_DENIED and line.by_customer and not line.is_through_staff


def counts_at(promise: PromiseFacts, line: Evidence, lines: Sequence[Evidence]) -> datetime | None:
    """When a line counts for a promise: at its own instant, if the promise was there by then.

    Whoever has arrived and isn't gone yet has also kept a promise that was made meanwhile to somebody of the
    same home, once its case was joined to this one: at the moment at which it was made.
    """
    if line.at >= promise.made_at:
        return line.at
    if not promise.is_carried or line.kind not in promise.keeps_when:
        return None
    is_gone = any(
        line.seq < other.seq and other.at < promise.made_at
        for other in lines
        if other.kind in _OVER
    )
    return None if is_gone else promise.made_at


def _as_counted(lines: Iterable[Evidence]) -> Iterator[Evidence]:
    """The lines with the time at which each counts.

    A line that isn't independent counts no earlier than the line written before it: the chain proves that
    it was written later, whatever a technician's clock said.
    """
    latest: datetime | None = None
    for line in sorted(lines, key=lambda line: line.seq):
        if latest is not None and line.at < latest and not is_independent(line):
            yield replace(line, at=latest)
        else:
            yield line
        latest = line.at if latest is None else max(latest, line.at)


def excess_fen(promise: PromiseFacts, line: Evidence) -> int:
    """What a payment line shows above what was owed; 0 for every other line and promise.

    Owed is at most the accepted price, and less where the line says so: a stopped visit owes no labour.
    """
    if promise.kind is not PromiseKind.PRICE or promise.at_most_fen is None:
        return 0
    if line.paid_fen is None or line.kind not in (*promise.keeps_when, *promise.weak):
        return 0
    if not is_of_price(promise, line):
        return 0
    owed = promise.at_most_fen
    if line.at_most_fen is not None:
        owed = min(owed, line.at_most_fen)
    return max(0, line.paid_fen - owed)


def given_back(promise: PromiseFacts, lines: Iterable[Evidence], seq: int | None) -> GivenBack:
    """What is given back of the payment in line `seq`, which broke the promise (QT-02).

    All of it where the technician himself recorded it. The customer's word alone gives back no more than the
    promise's limit, or what the technician had recorded by then where that is more; only lines up to `seq`
    count, so that a replay comes to the same sums.
    """
    lines = [line for line in lines if seq is not None and line.seq <= seq]
    excess = next((excess_fen(promise, line) for line in lines if line.seq == seq), 0)
    if not promise.refund_excess or excess == 0:
        return GivenBack()
    recorded = max((excess_fen(promise, line) for line in lines if not line.by_customer), default=0)
    refund = min(excess, max(promise.refund_excess_up_to_fen, recorded))
    return GivenBack(refund, excess - refund)


def is_of_price(promise: PromiseFacts, line: Evidence) -> bool:
    """Whether a line may decide this promise: a price is decided only by the payment of its own visit on its
    own version of the quote, since two visits, or two versions, may cost the same."""
    if promise.kind is not PromiseKind.PRICE:
        return True
    return (line.visit_id, line.quote_version) == (promise.visit_id, promise.quote_version)


def standing_weak(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[Evidence]:
    """Weak evidence in time that nobody disputed within its window."""
    return [
        line
        for line in lines
        if line.kind in promise.weak
        and promise.made_at <= line.at <= promise.deadline_at
        and is_of_price(promise, line)
        and excess_fen(promise, line) == 0
        and disputed_at(promise, line, lines) is None
    ]


def _is_dispute(promise: PromiseFacts, line: Evidence) -> bool:
    """Whether the customer denies with this line what the promise's weak evidence says."""
    if not line.by_customer:
        return False
    if line.kind == DENIED:
        return promise.kind is PromiseKind.ARRIVE
    return line.kind == DISPUTED and line.about == _DISPUTE_ABOUT.get(promise.kind, line.about)


def disputed_at(
    promise: PromiseFacts, weak: Evidence, lines: Sequence[Evidence]
) -> datetime | None:
    """When the customer first disputed a piece of weak evidence, None if not within its window."""
    ends_at = weak.at + timedelta(minutes=promise.weak_after_minutes)
    return min(
        (line.at for line in lines if _is_dispute(promise, line) and weak.at <= line.at < ends_at),
        default=None,
    )
