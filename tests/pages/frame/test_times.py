"""How instants read: the clock in Shanghai, the day where it isn't today, lengths of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.pages.frame.times import clock_text, duration_text, whole_minutes

NOW = datetime(2026, 11, 22, 6, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (datetime(2026, 11, 22, 6, 32, tzinfo=UTC), "14:32", "14:32"),
        (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), "23:59", "23:59"),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), "明天 00:00", "tomorrow 00:00"),
        (datetime(2026, 11, 23, 16, 5, tzinfo=UTC), "后天 00:05", "24 Nov 00:05"),
        (datetime(2026, 11, 21, 0, 0, tzinfo=UTC), "昨天 08:00", "yesterday 08:00"),
        (datetime(2026, 11, 27, 0, 10, tzinfo=UTC), "11月27日 08:10", "27 Nov 08:10"),
        (datetime(2027, 1, 3, 0, 10, tzinfo=UTC), "2027年1月3日 08:10", "3 Jan 2027 08:10"),
    ],
)
def test_a_time_names_its_day_only_where_that_is_not_today(at: datetime, zh: str, en: str) -> None:
    assert clock_text(at, NOW, "zh-hans") == zh
    assert clock_text(at, NOW, "en-gb") == en


def test_today_is_today_in_shanghai_and_not_in_london() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert clock_text(late, late, "zh-hans") == "00:30"


@pytest.mark.parametrize(
    ("minutes", "zh", "en"),
    [
        (0, "0 分钟", "0 min"),
        (59, "59 分钟", "59 min"),
        (60, "1 小时", "1 h"),
        (125, "2 小时 5 分钟", "2 h 5 min"),
    ],
)
def test_a_length_of_time_is_in_minutes_and_then_in_hours(minutes: int, zh: str, en: str) -> None:
    assert duration_text(minutes, "zh-hans") == zh
    assert duration_text(minutes, "en") == en


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_a_started_minute_counts_whole_and_the_past_not_at_all(seconds: int) -> None:
    minutes = whole_minutes(NOW, NOW + timedelta(seconds=seconds))
    assert minutes >= 0
    assert minutes * 60 >= seconds
    assert minutes * 60 - max(0, seconds) < 60
