"""Deadlines and warnings in a promise's own time, pauses not counted."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.promise.cast import (
    LADDER,
    arrive,
    at,
    pause,
)
from yinuo.promise import rules

DAY = 24 * 60


def test_overlapping_pauses_count_once_and_late_ones_not_at_all() -> None:
    assert arrive(pauses=(pause(10, 20), pause(15, 25))).deadline_at == at(45)
    assert arrive(pauses=(pause(30, 90),)).deadline_at == at(30)


@given(
    st.integers(1, 2 * DAY),
    st.lists(st.tuples(st.integers(0, 2 * DAY), st.integers(0, 120)), max_size=4),
    st.integers(0, 2 * DAY),
    st.integers(1, 120),
)
def test_a_pause_never_brings_the_deadline_forward_and_adds_at_most_its_length(
    due: int, others: list[tuple[int, int]], starts: int, length: int
) -> None:
    pauses = tuple(pause(start, start + minutes) for start, minutes in others)
    before = arrive(due_at=at(due), pauses=pauses)
    more = arrive(due_at=at(due), pauses=(*pauses, pause(starts, starts + length)))
    added = more.deadline_at - before.deadline_at
    # A longer wait may let a later pause, which began after the old deadline, count as well.
    longest = sum((p.ends_at - p.starts_at for p in pauses), timedelta(minutes=length))
    assert timedelta() <= added <= longest


@given(st.integers(1, 2 * DAY), st.integers(0, 2 * DAY), st.integers(1, 120))
def test_the_steps_of_the_ladder_come_in_order_and_the_last_at_the_deadline(
    due: int, starts: int, length: int
) -> None:
    promise = arrive(due_at=at(due), pauses=(pause(starts, starts + length),))
    times = rules.rung_times(promise.made_at, promise.due_at, LADDER, promise.pauses)
    assert list(times) == sorted(times)
    assert times[-1] == promise.deadline_at


@given(
    st.integers(1, 2 * DAY),
    st.lists(st.tuples(st.integers(0, 2 * DAY), st.integers(0, 120)), max_size=4),
    st.integers(0, 2 * DAY),
)
def test_the_time_left_is_what_passes_outside_of_pauses_until_the_deadline(
    due: int, others: list[tuple[int, int]], now: int
) -> None:
    pauses = tuple(pause(start, start + minutes) for start, minutes in others)
    promise = arrive(due_at=at(due), pauses=pauses)
    if at(now) < promise.deadline_at:
        left = rules.time_left(promise, at(now))
        assert rules.instant_after(at(now), left, pauses) == promise.deadline_at


@given(st.integers(1, DAY), st.integers(0, DAY), st.integers(0, 120), st.integers(1, DAY))
def test_a_pause_until_the_right_instant_makes_the_promise_fall_due_when_it_was_agreed(
    due: int, now: int, running: int, later: int
) -> None:
    before = arrive(due_at=at(due), pauses=(pause(max(0, now - 5), now + running),))
    if at(now) >= before.deadline_at:
        return
    wanted = before.deadline_at + timedelta(minutes=later)
    until = rules.pause_until(before, wanted, at(now))
    agreed = pause(now, round((until - at(0)) / timedelta(minutes=1)))
    moved = arrive(due_at=at(due), pauses=(*before.pauses, agreed))
    assert moved.deadline_at == wanted
