"""Periods have an exclusive end."""

from datetime import UTC, datetime, timedelta

import pytest

from yinuo.base.period import Period

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_end_is_not_part_of_the_period() -> None:
    period = Period(NINE, NINE + HOUR)
    assert NINE in period
    assert NINE + HOUR not in period
    assert period.length == HOUR


def test_two_periods_that_touch_do_not_overlap() -> None:
    first, second = Period(NINE, NINE + HOUR), Period(NINE + HOUR, NINE + 2 * HOUR)
    assert not first.overlaps(second)
    assert first.overlaps(Period(NINE + HOUR / 2, NINE + 2 * HOUR))


def test_a_naive_or_backward_period_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Period(datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="before it starts"):
        Period(NINE, NINE - HOUR)
