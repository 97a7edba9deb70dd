"""How an instant reads on a page: the clock where the customer is, with the day where it isn't today."""

from __future__ import annotations

from datetime import date, datetime

from yinuo.base.local_time import ZONE, date_text, local_date

UNITS = {"zh": ("小时", "分钟"), "en": ("h", "min")}
"""The words for hours and minutes."""
_NEAR_ZH = {-1: "昨天", 1: "明天", 2: "后天"}
_NEAR_EN = {-1: "yesterday", 1: "tomorrow"}


def clock_text(at: datetime, now: datetime, language: str) -> str:
    """`14:32` today; `明天 08:10`, `11月24日 08:10` or `2027年1月3日 08:10` on another day.

    Both instants are aware. English for a language that begins with `en`, Chinese for every other.
    """
    local = at.astimezone(ZONE)
    day = day_text(local.date(), local_date(now), language)
    hour = f"{local:%H:%M}"
    return f"{day} {hour}" if day else hour


def day_text(day: date, today: date, language: str) -> str:
    """The day as seen from `today`: empty for today itself, a word for a near day, else its date."""
    is_english = language.startswith("en")
    near = (_NEAR_EN if is_english else _NEAR_ZH).get((day - today).days, "")
    if near or day == today:
        return near
    return date_text(day, language, with_year=day.year != today.year)


def duration_text(minutes: int, language: str) -> str:
    """`11 分钟`, `2 小时 5 分钟`, `2 小时`; `11 min`, `2 h 5 min`. countdown.js writes the same."""
    hour, minute = UNITS["en" if language.startswith("en") else "zh"]
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} {hour}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} {minute}")
    return " ".join(parts)


def whole_minutes(starts_at: datetime, ends_at: datetime) -> int:
    """Minutes from one instant to a later one, a started one counted whole; 0 if it isn't later."""
    seconds = (ends_at - starts_at).total_seconds()
    return max(0, -int(-seconds // 60))
