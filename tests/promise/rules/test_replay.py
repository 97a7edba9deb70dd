"""Replays equal what was judged live, whatever the record holds and whenever somebody looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.promise.cast import (
    CODE,
    KNOCK,
    arrive,
    at,
    line,
    pause,
)
from yinuo.promise import rules
from yinuo.promise.facts import Evidence, PromiseFacts, PromiseState, Verdict

DAY = 24 * 60
MINUTES = st.integers(min_value=0, max_value=3 * DAY)
KINDS = st.sampled_from(
    [CODE, KNOCK, rules.DENIED, rules.RELEASED, rules.DISPUTED, "visit.finished"]
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[PromiseFacts, list[Evidence]]:
    """A promise with pauses and a record whose lines were written when they say."""
    starts = sorted(draw(st.lists(MINUTES, max_size=3)))
    pauses = tuple(pause(start, start + draw(st.integers(0, 120))) for start in starts)
    promise = arrive(pauses=pauses, due_at=at(draw(st.integers(1, 2 * DAY))))
    times = sorted(draw(st.lists(MINUTES, max_size=8)))
    lines = [
        line(
            draw(KINDS),
            minutes,
            seq=seq,
            by_customer=draw(st.booleans()),
            about=draw(st.sampled_from(["arrival", "work"])),
            promise_id=str(promise.id),
        )
        for seq, minutes in enumerate(times, start=1)
    ]
    return promise, lines


@given(stories(), MINUTES, MINUTES)
def test_what_is_once_decided_stays_decided_whatever_comes_later(
    story: tuple[PromiseFacts, list[Evidence]], one: int, other: int
) -> None:
    promise, lines = story
    early, late = at(min(one, other)), at(max(one, other))
    first = rules.judge(promise, [x for x in lines if x.at <= early], early)
    if first.state is not PromiseState.RUNNING:
        assert rules.judge(promise, [x for x in lines if x.at <= late], late) == first


@given(stories(), st.lists(MINUTES, max_size=12))
def test_a_replay_equals_the_live_verdict_however_often_somebody_looked(
    story: tuple[PromiseFacts, list[Evidence]], looks: list[int]
) -> None:
    promise, lines = story
    end = at(10 * DAY)
    live = Verdict(PromiseState.RUNNING)
    for now in [*sorted(at(m) for m in looks), end]:
        if live.state is PromiseState.RUNNING:
            live = rules.judge(promise, [x for x in lines if x.at <= now], now)
    assert live == rules.judge(promise, lines, end)
    assert live.state is not PromiseState.RUNNING


@given(stories(), MINUTES)
def test_a_watch_that_looks_when_told_misses_nothing(
    story: tuple[PromiseFacts, list[Evidence]], minutes: int
) -> None:
    """Between now and the instant the verdict names, nothing but a new line can decide."""
    promise, lines = story
    now = at(minutes)
    known = [x for x in lines if x.at <= now]
    verdict = rules.judge(promise, known, now)
    if verdict.decides_at is not None:
        assert verdict.decides_at > now
        just_before = verdict.decides_at - timedelta(microseconds=1)
        assert rules.judge(promise, known, just_before).state is PromiseState.RUNNING
        assert rules.judge(promise, known, verdict.decides_at).state is not PromiseState.RUNNING


@given(stories())
def test_verdict_times_are_the_evidences_or_the_deadline(
    story: tuple[PromiseFacts, list[Evidence]],
) -> None:
    promise, lines = story
    verdict = rules.judge(promise, lines, at(10 * DAY))
    if verdict.evidence_seq is None:
        assert verdict.verdict_at == promise.deadline_at
    else:
        assert verdict.verdict_at == lines[verdict.evidence_seq - 1].at


@given(stories(), st.lists(MINUTES, max_size=12))
def test_the_watch_always_looks_ahead_and_never_tells_a_step_twice(
    story: tuple[PromiseFacts, list[Evidence]], looks: list[int]
) -> None:
    promise, lines = story
    for now in sorted(at(minutes) for minutes in looks):
        step = rules.next_step(promise, [x for x in lines if x.at <= now], now)
        assert step.rung >= promise.rung
        assert bool(step.tell) <= (step.rung > promise.rung)
        if step.look_at is None:
            break
        assert step.look_at > now
        promise = replace(promise, rung=step.rung)


@given(stories(), MINUTES)
def test_a_promise_that_was_judged_agrees_with_its_record_for_good(
    story: tuple[PromiseFacts, list[Evidence]], minutes: int
) -> None:
    promise, lines = story
    now = at(minutes)
    verdict = rules.judge(promise, [x for x in lines if x.at <= now], now)
    stands = replace(promise, state=verdict.state, verdict_at=verdict.verdict_at)
    assert rules.agrees(stands, [x for x in lines if x.at <= now], now)
    if verdict.state is not PromiseState.RUNNING:
        assert rules.agrees(stands, lines, at(10 * DAY))
        other = replace(stands, verdict_at=at(-1))
        assert not rules.agrees(other, lines, at(10 * DAY))
