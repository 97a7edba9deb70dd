"""Durations: read from ISO 8601, and said in words."""

from __future__ import annotations

import re
from datetime import timedelta

_DURATION = re.compile(
    r"P(?=.)(?:(?P<days>\d{1,5})D)?"
    r"(?:T(?=.)(?:(?P<hours>\d{1,5})H)?(?:(?P<minutes>\d{1,5})M)?(?:(?P<seconds>\d{1,5})S)?)?",
    re.ASCII,
)
_UNITS = (
    (86_400, "天", "day"),
    (3_600, "小时", "hour"),
    (60, "分钟", "minute"),
    (1, "秒", "second"),
)
_DAYS_FROM = timedelta(days=3)


class DurationInvalid(ValueError):
    """The text is no duration in days, hours, minutes and seconds."""


def parse_duration(text: str) -> timedelta:
    """The length of an ISO 8601 duration `PnDTnHnMnS`; a day is 24 hours.

    Years, months and weeks are refused, since a promise must be the same length whenever it is made.
    Raises DurationInvalid.
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        raise DurationInvalid(text)
    return timedelta(**{unit: int(count) for unit, count in match.groupdict("0").items()})


def describe_duration(length: timedelta, language: str) -> str:
    """A length in words, such as "1 小时 30 分钟"; below three days in hours: "48 hours", not "2 days"."""
    seconds = round(length.total_seconds())
    parts = []
    for size, zh, en in _UNITS:
        if size == _UNITS[0][0] and length < _DAYS_FROM:
            continue
        count, seconds = divmod(seconds, size)
        if count:
            plural = "" if count == 1 else "s"
            parts.append(f"{count} {en}{plural}" if language.startswith("en") else f"{count} {zh}")
    return " ".join(parts) or ("no time" if language.startswith("en") else "0 秒")
