"""Durations: one form in, words out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from yinuo.engines.rulebook import DurationInvalid, describe_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT30M", timedelta(minutes=30)),
        ("PT48H", timedelta(days=2)),
        ("P7D", timedelta(days=7)),
        ("P1DT2H3M4S", timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("PT90S", timedelta(seconds=90)),
        ("PT0S", timedelta(0)),
    ],
)
def test_a_duration_is_read(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@pytest.mark.parametrize(
    "text",
    [
        *("", "P", "PT", "30", "30M", "P30M", "PT1D", "P1W", "P1M", "P1Y", "-PT1M", "PT1.5H"),
        *("P1DT", "pt30m", "PT30M ", "PT999999999H", "PT３０M"),
    ],
)
def test_a_length_that_is_not_fixed_or_not_in_form_is_refused(text: str) -> None:
    with pytest.raises(DurationInvalid):
        parse_duration(text)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("PT30M", "30 分钟", "30 minutes"),
        ("PT1M", "1 分钟", "1 minute"),
        ("PT90M", "1 小时 30 分钟", "1 hour 30 minutes"),
        ("PT48H", "48 小时", "48 hours"),
        ("PT168H", "7 天", "7 days"),
        ("PT60S", "1 分钟", "1 minute"),
        ("PT0S", "0 秒", "no time"),
    ],
)
def test_a_length_is_said_in_words(text: str, zh: str, en: str) -> None:
    assert describe_duration(parse_duration(text), "zh-hans") == zh
    assert describe_duration(parse_duration(text), "en") == en
