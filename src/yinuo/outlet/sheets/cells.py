"""How a cell's text becomes a value: codes, words, dates, hours, money, places, choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from .sheet import Refused

E = TypeVar("E", bound=StrEnum)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_SPLIT = re.compile(r"[;；|、\s]+")
_YES = {"yes", "y", "true", "1", "是", "有"}
_NO = {"no", "n", "false", "0", "否", "无"}
_WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日", start=1)} | {"天": 7}
_PRICE_LIMIT_FEN = 10_000_000


def code(text: str) -> str:
    """A short code of letters, digits, dot, dash and underscore."""
    if not _CODE.fullmatch(text):
        raise Refused(
            "只能用字母、数字、点、横线，最长 40 个字符",
            "takes letters, digits, dots and dashes, at most 40 characters",
        )
    return text


def words(limit: int) -> Callable[[str], str]:
    """Plain words up to a length, without line breaks and without a mobile number (personal
    data)."""

    def parse(text: str) -> str:
        if len(text) > limit:
            raise Refused(f"最长 {limit} 个字", f"takes at most {limit} characters")
        if any(ord(character) < 32 for character in text):
            raise Refused("不能有换行等控制字符", "must not hold line breaks or control characters")
        if _MOBILE.search(text):
            raise Refused("不能填个人手机号", "must not hold a personal mobile number")
        return text

    return parse


def digits(length: int) -> Callable[[str], str]:
    """A code of exactly so many digits."""

    def parse(text: str) -> str:
        if not re.fullmatch(rf"[0-9]{{{length}}}", text):
            raise Refused(f"应为 {length} 位数字", f"must be {length} digits")
        return text

    return parse


def place(text: str) -> str:
    """A division's code of 6 digits, or the name of a place, which the import looks up."""
    return digits(6)(text) if text.isascii() else words(200)(text)


def whole(low: int, high: int) -> Callable[[str], int]:
    """A whole number between two bounds, both included."""

    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise Refused(
                f"应为 {low} 到 {high} 的整数", f"must be a whole number from {low} to {high}"
            )
        return int(text)

    return parse


def degrees(low: float, high: float) -> Callable[[str], float]:
    """A coordinate in degrees between two bounds."""

    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise Refused(
                f"应为 {low} 到 {high} 之间的度数", f"must be degrees from {low} to {high}"
            )
        return value

    return parse


def fen(text: str) -> int:
    """A price in whole fen; a decimal point means somebody wrote yuan, which is refused, not
    guessed."""
    if "." in text or "元" in text:
        raise Refused(
            "价格用分填写，整数，如 50 元填 5000", "prices are whole fen: 50 yuan is 5000"
        )
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not re.fullmatch(r"[0-9]+", text) or value > _PRICE_LIMIT_FEN:
        raise Refused(
            f"应为 0 到 {_PRICE_LIMIT_FEN} 的整数（分）",
            f"must be a whole number of fen from 0 to {_PRICE_LIMIT_FEN}",
        )
    return int(value)


def day(text: str) -> date:
    """A date written 2026-01-31, 2026/1/31 or 2026年1月31日."""
    found = _DATE.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> date:
    raise Refused("不是日期，应如 2026-01-31", "is not a date such as 2026-01-31")


def hour(text: str) -> time:
    """A time of day written 08:30; 24:00 is read as midnight."""
    found = _TIME.fullmatch(text)
    hours, minutes = (int(part) for part in found.groups()) if found else (99, 99)
    if (hours, minutes) == (24, 0):
        hours = 0
    if hours > 23 or minutes > 59:
        raise Refused("不是时间，应如 08:30", "is not a time such as 08:30")
    return time(hours, minutes)


def yes_no(text: str) -> bool:
    """Yes or no, in the usual spellings of both languages."""
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Refused("应填 yes/no 或 是/否", "must be yes or no")


def choice(kinds: type[E], zh: Mapping[str, E]) -> Callable[[str], E]:
    """One of an enum's values, or its Chinese word."""

    def parse(text: str) -> E:
        if text in zh:
            return zh[text]
        try:
            return kinds(text.lower())
        except ValueError:
            allowed = "、".join([*zh, *kinds])
            raise Refused(f"应为 {allowed} 之一", f"must be one of {', '.join(kinds)}") from None

    return parse


def code_set(text: str) -> tuple[str, ...]:
    """Codes separated by semicolons or spaces, each once, in alphabetical order."""
    return tuple(sorted({code(part) for part in _SPLIT.split(text) if part}))


def weekdays(text: str) -> tuple[int, ...]:
    """ISO weekdays, Monday is 1: `1-5`, `6;7`, `daily`, `一至五`, `周六、周日`, `每天`."""
    if text.lower() in {"daily", "每天", "每日"}:
        return (1, 2, 3, 4, 5, 6, 7)
    chosen: set[int] = set()
    plain = re.sub(r"周|星期|礼拜", "", text)
    for part in (part for part in re.split(r"[;；,，、\s]+", plain) if part):
        ends = [_weekday(end) for end in re.split(r"[-~至到]", part)]
        if len(ends) > 2 or ends[0] > ends[-1]:
            raise Refused(
                "不是星期，应如 1-5 或 六;日", "is not days of the week such as 1-5 or 6;7"
            )
        chosen.update(range(ends[0], ends[-1] + 1))
    return tuple(sorted(chosen))


def _weekday(text: str) -> int:
    number = _WEEKDAYS.get(text) or (int(text) if re.fullmatch(r"[1-7]", text) else 0)
    if not number:
        raise Refused("不是星期，应如 1-5 或 六;日", "is not days of the week such as 1-5 or 6;7")
    return number
