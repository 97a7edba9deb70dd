"""Local time is one fixed offset, exact since 1992; days read as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from yinuo.base.local_time import ZONE, date_text, local_date


@given(st.integers(0, 80 * 366 * 24 * 60))
def test_the_offset_is_the_countrys_at_every_instant_since_1992(minutes: int) -> None:
    at = datetime(1992, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    assert at.astimezone(ZONE).utcoffset() == at.astimezone(ZoneInfo(str(ZONE))).utcoffset()


def test_a_day_begins_at_local_midnight() -> None:
    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    assert local_date(midnight) == date(2026, 11, 23)
    assert local_date(midnight - timedelta(seconds=1)) == date(2026, 11, 22)


def test_a_date_is_written_as_its_reader_writes_it() -> None:
    assert date_text(date(2026, 3, 1), "zh-hans") == "2026年3月1日"
    assert date_text(date(2026, 3, 1), "en") == "1 Mar 2026"
    assert date_text(date(2026, 3, 1), "en", with_year=False) == "1 Mar"
