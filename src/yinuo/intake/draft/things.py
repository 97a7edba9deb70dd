"""Finds the place, the product's serial number and the time somebody wishes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from yinuo.base.local_time import ZONE
from yinuo.engines import places
from yinuo.people.facts import SerialNotValid
from yinuo.people.rules import normalise_serial

from .facts import Found, Line, Part, Span

_DIGIT = "0-9０-９一二三四五六七八九十百"
_DOOR = re.compile(
    rf"[{_DIGIT}A-Za-z]{{1,5}}\s?[-—]?\s?(?:号楼|号院|号|栋|幢|座|单元|室|楼|层|弄|巷|组|户|门)"
    rf"|[0-9]{{1,4}}\s?[-—]\s?[0-9]{{1,4}}(?:\s?[-—]\s?[0-9]{{1,5}})?"
)
_GROUND = re.compile(
    r"[一-鿿]{1,10}?(?:路|街|大道|巷|胡同|小区|花园|公寓|大厦|广场|村|镇|乡|苑|里弄|新村|家园|城|中心|大院|宿舍)"
)
_STOP = re.compile(
    r"[，。；！？!?;\n]|,|(?<=[一-鿿0-9室])\s+(?=[一-鿿]{2,4}\s*(?:1[3-9]|\+?86))|(?:1[3-9][0-9]{9})|电话|手机|联系|密码|钥匙|我[叫是姓]|保险[柜箱]|打不开|搬[到去]"
)
_LABEL = re.compile(
    r"(?:收货|收件|详细|家庭|上门|安装|我的?|单位)?(?:地址|位置|住址)\s*(?:是|在|为)?\s*[:：]?\s*"
)
_LIVES = re.compile(r"(?:我|我们|我家|家|公司|店|单位)?(?:就)?(?:住在|住|家在|在|位于|来)\s*$")

_SERIAL_LABEL = re.compile(
    r"(?:序列号|机身编?号|出厂编?号|产品编?号|编号|条码|S\s?/?\s?N\.?|serial(?:\s?(?:no|number))?\.?)"
    r"\s*(?:是|为)?\s*[:：#]?\s*(?P<value>[A-Za-z0-9][A-Za-z0-9\- ./]{2,30}[A-Za-z0-9])",
    re.IGNORECASE,
)
_SERIAL = re.compile(
    r"(?<![A-Za-z0-9-])(?=[A-Z0-9-]*[A-Z])[A-Z]{2,4}[A-Z0-9]{0,5}-[0-9]{6,12}(?![0-9A-Za-z-])"
)
_KEY_NUMBER = re.compile(r"钥匙[^，。]{0,6}$|型号[^，。]{0,4}$|订单[^，。]{0,4}$|单号[^，。]{0,4}$")

_DAYS = {
    "今": 0,
    "今天": 0,
    "今儿": 0,
    "今晚": 0,
    "今日": 0,
    "明": 1,
    "明天": 1,
    "明儿": 1,
    "明早": 1,
    "明晚": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}
_WEEK = "一二三四五六日"
_HALVES = {
    "凌晨": 0,
    "早上": 8,
    "早": 8,
    "上午": 9,
    "中午": 12,
    "下午": 14,
    "傍晚": 17,
    "晚上": 19,
    "晚": 19,
    "夜里": 22,
}
_ZH = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_TIME = re.compile(
    r"(?P<day>大后天|后天|明天|明儿|明日|明早|明晚|今天|今儿|今日|今晚|(?P<next>下)?(?:周|星期|礼拜)(?P<week>[一二三四五六日天])"
    r"|周末)?的?\s*(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上|夜里)?\s*"
    r"(?:(?P<hour>[01]?[0-9]|2[0-3]|十[一二]?|[一二两三四五六七八九])(?:点(?:钟)?(?P<mins>半|[0-5]?[0-9]分?)?|[:：](?P<clock>[0-5][0-9])))?"
    r"\s*(?P<after>以后|之后|后|以前|之前|前|左右)?"
)
_SOON = re.compile(r"尽快|马上|赶紧|立刻|越快越好|快点|着急|急用|现在就|赶时间|尽早")
_PAST = re.compile(r"(?:说好|约的|约好|昨|前天|上次|从|刚才)[^，。]{0,6}$")


def find_places(lines: Sequence[Line]) -> Iterator[Found]:
    """Addresses: a division with what stands after it, and a door that stands in a line of its own."""
    divisions = [hit for line in lines for hit in _with_division(line)]
    doors = [hit for line in lines for hit in _doors(line, divisions)]
    yield from divisions
    for found in divisions:
        if not _DOOR.search(found.value) and doors:
            nearest = min(doors, key=lambda door: abs(door.spans[0].start - found.spans[0].end))
            value = f"{found.value}{nearest.value}"
            yield Found(
                Part.PLACE, value, min(0.93, found.score + 0.25), found.spans + nearest.spans
            )
    if not divisions:
        yield from (Found(Part.PLACE, door.value, 0.35, door.spans) for door in doors)


def _with_division(line: Line) -> Iterator[Found]:
    resolution = places.resolve(line.text)
    if not resolution.candidates:
        return
    spans = resolution.candidates[0].spans
    start = min(span[0] for span in spans)
    label = next((m for m in _LABEL.finditer(line.text) if m.end() <= start), None)
    said = line.text[label.end() if label else 0 : start]
    is_named = bool(label) or not said.strip() or bool(_LIVES.search(said))
    value, end = _run(line.text, start, max(span[1] for span in spans))
    exact = resolution.status in (places.Status.RESOLVED, places.Status.SPECIAL)
    door = bool(_DOOR.search(value))
    if not (door or exact or is_named):
        return  # a city that is talked of isn't an address
    score = 0.35 + 0.3 * exact + 0.2 * door + 0.1 * is_named
    if not exact:
        score = min(score, 0.6)
    yield Found(Part.PLACE, value, score, (Span(line.start + start, line.start + end),))


def _doors(line: Line, divisions: Sequence[Found]) -> Iterator[Found]:
    """A street, an estate or a door in a line that names no division."""
    inside = [span for found in divisions for span in found.spans]
    door = _DOOR.search(line.text)
    ground = _GROUND.search(line.text)
    is_labelled = bool(_LABEL.search(line.text))
    if door is None and not (ground and is_labelled):
        return
    if ground is None and not (is_labelled or _is_bare(line.text)):
        return
    starts = [m.start() for m in (ground, door) if m is not None]
    start = _trim(line.text, min(starts))
    value, end = _run(line.text, start, max(m.end() for m in (ground, door) if m is not None))
    span = Span(line.start + start, line.start + end)
    if any(span.start < other.end and other.start < span.end for other in inside):
        return
    yield Found(Part.PLACE, value, 0.35, (span,))


def _is_bare(text: str) -> bool:
    """Whether a line is nothing but a door: 3 栋 2 单元 501."""
    return not re.search(r"[一-鿿]", re.sub(r"号楼|号院|[号栋幢座单元室楼层弄巷组户门]", "", text))


def _trim(text: str, start: int) -> int:
    """Where the address begins: after 我家住在 and after a label."""
    lead = re.match(
        r"(?:我们?家?|家里?)?(?:就)?(?:住在|住|家在|在|位于|地址是?)?\s*[:：]?\s*", text[start:]
    )
    return start + (lead.end() if lead else 0)


def _run(text: str, start: int, least: int) -> tuple[str, int]:
    """The address from its first name on, up to what can't belong to it any more."""
    stop = _STOP.search(text, least)
    end = stop.start() if stop else len(text)
    value = text[start:end].rstrip(" 、,，的")
    return " ".join(value.split()), start + len(value)


def find_serials(lines: Sequence[Line]) -> Iterator[Found]:
    """Serial numbers: behind a word that says so, or in the form that the makers use."""
    for line in lines:
        text = unicodedata.normalize("NFKC", line.text)
        text = text if len(text) == len(line.text) else line.text
        for match in _SERIAL_LABEL.finditer(text):
            if not _KEY_NUMBER.search(text[: match.start()]):
                yield from _serial(line, match.start("value"), match["value"], 0.93)
        for match in _SERIAL.finditer(text.upper()):
            if not _KEY_NUMBER.search(text[: match.start()]):
                yield from _serial(line, match.start(), match.group(), 0.85)


def _serial(line: Line, start: int, typed: str, score: float) -> Iterator[Found]:
    typed = typed.partition("  ")[0].strip()
    try:
        value = normalise_serial(typed)
    except SerialNotValid:
        return
    yield Found(
        Part.SERIAL, value, score, (Span(line.start + start, line.start + start + len(typed)),)
    )


def find_times(lines: Sequence[Line], now: datetime) -> Iterator[Found]:
    """When somebody wishes us: a day or an hour that is said, or as soon as may be; what is past isn't
    a wish."""
    for line in lines:
        for match in _TIME.finditer(line.text):
            wish = _wish(line, match, now)
            if wish is not None:
                yield wish
        soon = _SOON.search(line.text)
        if soon:
            span = Span(line.start + soon.start(), line.start + soon.end())
            yield Found(Part.TIME, soon.group(), 0.6, (span,))


def _wish(line: Line, match: re.Match[str], now: datetime) -> Found | None:
    text = match.group().strip()
    named = [name for name in ("day", "half", "hour") if match[name]]
    if not named or named == ["half"] or not text or _PAST.search(line.text[: match.start()]):
        return None
    start = match.start() + (len(match.group()) - len(match.group().lstrip()))
    span = Span(line.start + start, line.start + start + len(text))
    score = {1: 0.55, 2: 0.8, 3: 0.9}[len(named)]
    if named == ["hour"] and not match["after"]:
        score = 0.4
    return Found(Part.TIME, text, score, (span,), _at(match, now))


def _at(match: re.Match[str], now: datetime) -> datetime | None:
    """From when on, by the company's clock; None for what can't be reckoned."""
    local = now.astimezone(ZONE)
    if match["day"] == "周末":
        return None
    days = _DAYS.get(match["day"] or "今天", 0)
    if match["week"]:
        ahead = (_WEEK.index(match["week"].replace("天", "日")) - local.weekday()) % 7
        days = ahead + (
            7
            if match["next"] and _WEEK.index(match["week"].replace("天", "日")) >= local.weekday()
            else 0
        )
    half = match["half"] or (
        "晚上"
        if (match["day"] or "").endswith("晚")
        else "早上"
        if (match["day"] or "").endswith("早")
        else ""
    )
    minute = 0
    if match["hour"]:
        hour = int(match["hour"]) if match["hour"].isdigit() else _ZH[match["hour"]]
        if half in ("下午", "傍晚", "晚上", "夜里") and hour < 12:
            hour += 12
        minute = (
            30
            if match["mins"] == "半"
            else int((match["mins"] or match["clock"] or "0").rstrip("分"))
        )
    else:
        hour = _HALVES.get(half, 9)
    if hour > 23:
        return None
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=days)
    return at if at > local else None
