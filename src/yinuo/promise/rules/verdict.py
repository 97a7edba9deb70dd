"""The verdict of the record on a promise, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.promise.facts import Evidence, PromiseFacts, PromiseState, Step, Verdict

from .evidence import (
    RELEASED,
    counts_at,
    disputed_at,
    excess_fen,
    is_independent,
    is_of_price,
    lines_seen,
    standing_weak,
)
from .running import SETTLE, rung_times

_ORDER = {PromiseState.KEPT: 0, PromiseState.RELEASED: 1, PromiseState.BROKEN: 2}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A way in which the promise may be decided, and the instant from which on it is."""

    decided_at: datetime
    verdict: Verdict


def judge(promise: PromiseFacts, lines: Iterable[Evidence], now: datetime) -> Verdict:
    """What the record says about a promise at `now`, as if it had never been judged before.

    Each line that matters decides at an instant of its own: strong evidence when it happens, weak evidence
    when its window ends without a dispute, the customer's release when it is given, an overpaid price when
    it shows, the deadline when it passes with nothing pending. The earliest instant wins and the rest of
    the record can't change it, so the verdict doesn't depend on when anybody looks: a watch that slept
    comes to the same one, and so does a replay. Source: design, "Evidence that keeps a promise".
    """
    seen = lines_seen(lines, now)
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


def agrees(promise: PromiseFacts, lines: Iterable[Evidence], now: datetime) -> bool:
    """Whether a promise stands as the record, read anew from its first line, says that it should."""
    verdict = judge(promise, lines, now)
    if PromiseState.RUNNING in (promise.state, verdict.state):
        return promise.state is verdict.state
    return (promise.state, promise.verdict_at) == (verdict.state, verdict.verdict_at)


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
    if standing_weak(promise, lines_seen(lines, now)):
        return Step(verdict, (), promise.rung, verdict.decides_at + SETTLE)
    times = rung_times(promise.made_at, promise.due_at, ladder, promise.pauses)
    rung = max(promise.rung, sum(at <= now for at in times))
    tell = ladder[rung - 1].tell if rung > promise.rung else ()
    look_at = min(verdict.decides_at, *times[rung:]) if rung < len(times) else verdict.decides_at
    return Step(verdict, tell, rung, look_at + SETTLE)


def _first(candidate: _Candidate) -> tuple[datetime, int, int]:
    verdict = candidate.verdict
    return candidate.decided_at, _ORDER[verdict.state], verdict.evidence_seq or 0


def _from_lines(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[_Candidate]:
    """Lines that decide by themselves at their own time."""
    candidates = []
    for line in lines:
        at = counts_at(promise, line, lines)
        verdict = _decides(promise, line, at) if at is not None else None
        if at is not None and verdict is not None:
            candidates.append(_Candidate(at, verdict))
    return candidates


def _decides(promise: PromiseFacts, line: Evidence, at: datetime) -> Verdict | None:
    if line.kind == RELEASED and line.promise_id == str(promise.id) and line.by_customer:
        return Verdict(PromiseState.RELEASED, at, line.seq)
    if (excess := excess_fen(promise, line)) > 0:
        return Verdict(PromiseState.BROKEN, at, line.seq, excess)
    keeps = line.kind in promise.keeps_when and is_of_price(promise, line)
    if keeps and at <= promise.deadline_at:
        return Verdict(PromiseState.KEPT, at, line.seq)
    return None


def _from_weak(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[_Candidate]:
    window = timedelta(minutes=promise.weak_after_minutes)
    return [
        _Candidate(line.at + window, Verdict(PromiseState.KEPT, line.at, line.seq))
        for line in standing_weak(promise, lines)
    ]


def _from_deadline(promise: PromiseFacts, lines: Sequence[Evidence]) -> list[_Candidate]:
    """The deadline decides when it passes, or when the last weak evidence in time is disputed after it."""
    if standing_weak(promise, lines):
        return []
    disputes = [
        at
        for line in lines
        if line.kind in promise.weak and promise.made_at <= line.at <= promise.deadline_at
        if (at := disputed_at(promise, line, lines)) is not None
    ]
    decided_at = max((promise.deadline_at, *disputes))
    return [_Candidate(decided_at, Verdict(PromiseState.BROKEN, promise.deadline_at))]
