"""How a promise is judged, offered and warned about: pure decisions over facts and the record's lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from yinuo.engines.rulebook import PromiseRule, Windows

from .facts import (
    Evidence,
    PauseFacts,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    QuoteFacts,
    Rung,
    Step,
    Terms,
    Verdict,
)

SETTLE = timedelta(seconds=1)
"""How long after a deadline the watch looks: a line written just before it may commit just after it.
The verdict carries the deadline all the same."""

MOST_PAUSED = timedelta(days=30)
"""The longest pause that may be agreed at once."""

RELEASED = "promise.released"
DENIED = "visit.arrival.denied"
DISPUTED = "case.disputed"
_DISPUTE_ABOUT = {PromiseKind.ARRIVE: "arrival", PromiseKind.PRICE: "price"}
"""The subject of a dispute that takes weak evidence of this kind of promise away."""

CALL_RECORDS = frozenset({"line.call.connected"})
"""Lines whose time a machine of neither side fixed."""

_ORDER = {PromiseState.KEPT: 0, PromiseState.RELEASED: 1, PromiseState.BROKEN: 2}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way in which the promise may be decided, and the instant from which on it is."""

    decided_at: datetime
    verdict: Verdict


def instant_after(starts_at: datetime, length: timedelta, pauses: Sequence[PauseFacts]) -> datetime:
    """The earliest instant at which `length` has passed since `starts_at`, pauses not counted.

    Overlapping pauses count once; a pause that begins when the time is already up changes nothing.
    """
    cursor, left = starts_at, length
    for pause in sorted(pauses, key=lambda pause: pause.starts_at):
        begins_at = max(pause.starts_at, cursor)
        if begins_at - cursor >= left:
            break
        if pause.ends_at > begins_at:
            left -= begins_at - cursor
            cursor = pause.ends_at
    return cursor + left


def effective_due(made_at: datetime, due_at: datetime, pauses: Sequence[PauseFacts]) -> datetime:
    """The deadline that counts: `due_at` moved by the pauses that the customer agreed to."""
    return instant_after(made_at, due_at - made_at, pauses)


def rung_times(
    made_at: datetime, due_at: datetime, ladder: Sequence[Rung], pauses: Sequence[PauseFacts]
) -> tuple[datetime, ...]:
    """When each step of the ladder is reached, in the promise's own unpaused time."""
    length = due_at - made_at
    return tuple(instant_after(made_at, length * rung.share, pauses) for rung in ladder)


def judge(promise: PromiseFacts, lines: Iterable[Evidence], now: datetime) -> Verdict:
    """What the record says about a promise at `now`, as if it had never been judged before.

    Each line that matters decides at an instant of its own: strong evidence when it happens, weak evidence
    when its window ends without a dispute, the customer's release when it is given, an overpaid price when
    it shows, the deadline when it passes with nothing pending. The earliest instant wins and the rest of
    the record can't change it, so the verdict doesn't depend on when anybody looks: a watch that slept
    comes to the same one, and so does a replay. Source: design, "Evidence that keeps a promise".
    """
    seen = _seen(lines, now)
    candidates = [*_from_lines(promise, seen), *_from_weak(promise, seen)]
    candidates += _from_deadline(promise, seen)
    first = min(candidates, key=_first)
    if first.decided_at <= now:
        return first.verdict
    return Verdict(PromiseState.RUNNING, decides_at=first.decided_at)


def correct(promise: PromiseFacts, lines: Iterable[Evidence], now: datetime) -> Verdict | None:
    """The corrected verdict of a broken promise, or None where the verdict stands.

    Only a line whose time an independent record fixed corrects it: the customer's own tap, or a call
    record. The technician's clock decides nothing.
    """
    if promise.state is not PromiseState.BROKEN or promise.verdict_at is None:
        return None
    proof = [line for line in lines if is_independent(line) and line.at <= now]
    kept = [
        candidate
        for candidate in _from_lines(promise, proof)
        if candidate.verdict.state is PromiseState.KEPT
        and candidate.decided_at <= promise.verdict_at
    ]
    return min(kept, key=_first).verdict if kept else None


def is_independent(line: Evidence) -> bool:
    """Whether neither the company nor its technician fixed the line's time."""
    return line.by_customer or line.kind in CALL_RECORDS


def next_step(promise: PromiseFacts, lines: Sequence[Evidence], now: datetime) -> Step:
    """What to do with a running promise at `now`: its verdict, whom to tell, when to look again.

    Of several steps of the ladder reached at once (after an outage) only the highest is told: the lower
    ones are no longer true. While weak evidence waits for its window nobody is warned. A broken promise
    tells the last step whatever broke it.
    """
    verdict = judge(promise, lines, now)
    ladder = promise.ladder
    if verdict.state is PromiseState.BROKEN:
        tell = ladder[-1].tell if promise.rung < len(ladder) else ()
        return Step(verdict, tell, len(ladder), None)
    if verdict.decides_at is None:
        return Step(verdict, (), promise.rung, None)
    if _standing_weak(promise, _seen(lines, now)):
        return Step(verdict, (), promise.rung, verdict.decides_at + SETTLE)
    times = rung_times(promise.made_at, promise.due_at, ladder, promise.pauses)
    rung = max(promise.rung, sum(at <= now for at in times))
    tell = ladder[rung - 1].tell if rung > promise.rung else ()
    look_at = min(verdict.decides_at, *times[rung:]) if rung < len(times) else verdict.decides_at
    return Step(verdict, tell, rung, look_at + SETTLE)


def terms_of(rule: PromiseRule, windows: Windows) -> Terms:
    """What a promise by this rule is made with; a rule without a threshold is always offered."""
    return Terms(
        kind=rule.kind,
        within_minutes=round(rule.within.total_seconds() / 60),
        threshold=rule.quote_at_least or 0.0,
        quote_expires_seconds=round(windows.quote_expires.total_seconds()),
        keeps_when=rule.keeps_when,
        weak=rule.weak,
        weak_after_minutes=round(windows.weak_after.total_seconds() / 60),
        credit_fen=rule.remedy.credit_fen,
        refund_excess=rule.remedy.refund_excess,
        ladder=rule.ladder,
    )


def first_look(made_at: datetime, due_at: datetime, ladder: Sequence[Rung]) -> datetime:
    """When to look at a new promise for the first time: at its first warning, or its deadline."""
    times = rung_times(made_at, due_at, ladder, ())
    return min((*times, due_at)) + SETTLE


def may_pause(promise: PromiseFacts, pause: PauseFacts, now: datetime) -> bool:
    """Whether a pause may be agreed: on a running promise, from now or later but before the deadline,
    with an end that is no further than MOST_PAUSED away, so that no promise is paused to death."""
    return (
        promise.state is PromiseState.RUNNING
        and pause.consent_at <= now <= pause.starts_at < promise.deadline_at
        and timedelta() < pause.ends_at - pause.starts_at <= MOST_PAUSED
    )


def offered_due(
    quoted_at: datetime,
    within: timedelta,
    threshold: float,
    p_on_time: float,
    honest_at: datetime | None,
) -> datetime | None:
    """The time to offer: `quoted_at` + `within` where that is made with at least `threshold`
    probability, else the honest time; None if there is none, since then nothing can be promised."""
    if p_on_time >= threshold:
        return quoted_at + within
    return honest_at


def is_usable(quote: QuoteFacts, now: datetime) -> bool:
    """Whether a quote can still become a promise."""
    return quote.used_at is None and quote.quoted_at <= now < quote.expires_at


def _seen(lines: Iterable[Evidence], now: datetime) -> list[Evidence]:
    """The lines that count at `now`."""
    return [line for line in _as_counted(lines) if line.at <= now]


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


def _first(candidate: _Candidate) -> tuple[datetime, int, int]:
    verdict = candidate.verdict
    return candidate.decided_at, _ORDER[verdict.state], verdict.evidence_seq or 0


def _from_lines(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[_Candidate]:
    """Lines that decide by themselves at their own time."""
    candidates = []
    for line in lines:
        verdict = _decides(promise, line)
        if verdict is not None and line.at >= promise.made_at:
            candidates.append(_Candidate(line.at, verdict))
    return candidates


def _decides(promise: PromiseFacts, line: Evidence) -> Verdict | None:
    if line.kind == RELEASED and line.promise_id == str(promise.id) and line.by_customer:
        return Verdict(PromiseState.RELEASED, line.at, line.seq)
    excess_fen = _excess_fen(promise, line)
    if excess_fen > 0:
        return Verdict(PromiseState.BROKEN, line.at, line.seq, excess_fen)
    keeps = line.kind in promise.keeps_when and _is_of_price(promise, line)
    if keeps and line.at <= promise.deadline_at:
        return Verdict(PromiseState.KEPT, line.at, line.seq)
    return None


def _excess_fen(promise: PromiseFacts, line: Evidence) -> int:
    """What a payment line shows above the accepted price; 0 for every other line and promise."""
    if promise.kind is not PromiseKind.PRICE or promise.at_most_fen is None:
        return 0
    if line.paid_fen is None or line.kind not in (*promise.keeps_when, *promise.weak):
        return 0
    if not _is_of_price(promise, line):
        return 0
    return max(0, line.paid_fen - promise.at_most_fen)


def _is_of_price(promise: PromiseFacts, line: Evidence) -> bool:
    """Whether a payment line is about this price and not about another visit's."""
    return line.at_most_fen is None or line.at_most_fen == promise.at_most_fen


def _standing_weak(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[Evidence]:
    """Weak evidence in time that nobody disputed within its window."""
    return [
        line
        for line in lines
        if line.kind in promise.weak
        and promise.made_at <= line.at <= promise.deadline_at
        and _is_of_price(promise, line)
        and _excess_fen(promise, line) == 0
        and _disputed_at(promise, line, lines) is None
    ]


def _is_dispute(promise: PromiseFacts, line: Evidence) -> bool:
    """Whether the customer denies with this line what the promise's weak evidence says."""
    if not line.by_customer:
        return False
    if line.kind == DENIED:
        return promise.kind is PromiseKind.ARRIVE
    return line.kind == DISPUTED and line.about == _DISPUTE_ABOUT.get(promise.kind, line.about)


def _disputed_at(
    promise: PromiseFacts, weak: Evidence, lines: Sequence[Evidence]
) -> datetime | None:
    """When the customer first disputed a piece of weak evidence, None if not within its window."""
    ends_at = weak.at + timedelta(minutes=promise.weak_after_minutes)
    return min(
        (line.at for line in lines if _is_dispute(promise, line) and weak.at <= line.at < ends_at),
        default=None,
    )


def _from_weak(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[_Candidate]:
    window = timedelta(minutes=promise.weak_after_minutes)
    return [
        _Candidate(line.at + window, Verdict(PromiseState.KEPT, line.at, line.seq))
        for line in _standing_weak(promise, lines)
    ]


def _from_deadline(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[_Candidate]:
    """The deadline decides when it passes, or when the last weak evidence in time is disputed after it."""
    if _standing_weak(promise, lines):
        return []
    disputes = [
        disputed_at
        for line in lines
        if line.kind in promise.weak and promise.made_at <= line.at <= promise.deadline_at
        if (disputed_at := _disputed_at(promise, line, lines)) is not None
    ]
    decided_at = max((promise.deadline_at, *disputes))
    return [_Candidate(decided_at, Verdict(PromiseState.BROKEN, promise.deadline_at))]
