"""The civil time that customers live in, and how a day of it is written in Chinese and in English."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8), "Asia/Shanghai")
"""One offset for the whole country, without daylight saving since 1991: exact, with no need of a file."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_date(at: datetime) -> date:
    """The calendar day of an aware instant where the customer lives."""
    return at.astimezone(ZONE).date()


def date_text(day: date, language: str, *, with_year: bool = True) -> str:
    """`2026年11月24日` or `24 Nov 2026`; without the year on request.

    English for a language that begins with `en`, Chinese for every other.
    """
    if language.startswith("en"):
        return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if with_year else "")
    return (f"{day.year}年" if with_year else "") + f"{day.month}月{day.day}日"
