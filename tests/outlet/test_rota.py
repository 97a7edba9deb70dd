"""Weekly patterns and the shifts that they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from yinuo.base.period import Period
from yinuo.outlet.rota import Pattern, expand, patterns_overlap, shift_on

MONDAY = date(2026, 11, 23)


def pattern(days: set[int], starts: int, ends: int, **dates: date | None) -> Pattern:
    first = dates.get("valid_from") or date(2026, 1, 1)
    return Pattern(frozenset(days), time(starts), time(ends), first, dates.get("valid_to"))


def test_a_shift_over_midnight_ends_on_the_next_local_day() -> None:
    assert shift_on(MONDAY, time(22), time(6)) == Period(
        datetime(2026, 11, 23, 14, tzinfo=UTC), datetime(2026, 11, 23, 22, tzinfo=UTC)
    )


def test_a_pattern_means_its_weekdays_within_its_validity() -> None:
    weekdays = pattern({1, 3}, 8, 16, valid_to=MONDAY + timedelta(days=2))

    found = list(expand(weekdays, MONDAY - timedelta(days=6), MONDAY + timedelta(days=20)))

    starts = [period.starts_at.date() for period in found]
    assert starts == [date(2026, 11, 18), MONDAY, MONDAY + timedelta(days=2)]


def test_sunday_night_runs_into_monday_morning() -> None:
    assert patterns_overlap(pattern({7}, 22, 6), pattern({1}, 5, 12))
    assert not patterns_overlap(pattern({7}, 22, 6), pattern({1}, 6, 12))


def test_patterns_of_different_seasons_do_not_meet() -> None:
    summer = pattern({1}, 8, 16, valid_to=date(2026, 8, 31))
    winter = pattern({1}, 8, 16, valid_from=date(2026, 10, 1))

    assert not patterns_overlap(summer, winter)


patterns = st.builds(
    pattern, st.sets(st.integers(1, 7), min_size=1), st.integers(0, 23), st.integers(0, 23)
)


@given(patterns, patterns)
def test_patterns_overlap_exactly_when_their_shifts_of_some_week_do(
    one: Pattern, other: Pattern
) -> None:
    last = MONDAY + timedelta(days=20)
    shifts = list(expand(one, MONDAY, last))
    others = list(expand(other, MONDAY, last))

    meets = any(a.overlaps(b) for a in shifts for b in others)

    assert patterns_overlap(one, other) == meets


@given(patterns)
def test_shifts_of_one_pattern_never_overlap(one: Pattern) -> None:
    shifts = list(expand(one, MONDAY, MONDAY + timedelta(days=20)))

    assert all(a.ends_at <= b.starts_at for a, b in pairwise(shifts))
