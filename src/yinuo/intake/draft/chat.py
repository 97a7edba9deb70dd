"""Takes a pasted chat apart: who said which line; names and times before the lines are not part of what
was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .facts import Line

_CLOCK = r"(?:上午|下午|晚上|凌晨|中午|昨天|今天|星期[一二三四五六日天])?\s?[0-2]?\d:[0-5]\d(?::[0-5]\d)?"
_DAY = r"(?:(?:20)?\d{2}[-/.年]\s?)?[01]?\d[-/.月]\s?[0-3]?\d日?"
_WHEN = rf"(?:{_DAY}\s*)?{_CLOCK}|{_DAY}"
_WHO = r"[^\s:：\[\]【】，。,.!！?？][^:：\[\]【】，。,!！?？\n]{0,19}?"
# The name and time above the lines as a chat app copies them, on a line of their own ...
_HEADING = re.compile(rf"^\s*(?P<who>{_WHO})\s+(?:{_WHEN})\s*[:：]?\s*$")
_BARE_TIME = re.compile(rf"^\s*[—\-]*\s*(?:{_WHEN})\s*[—\-]*\s*$")
# ... or in front of what was said.
_BRACKETED = re.compile(rf"^\s*[\[【(（]\s*(?:{_WHEN})\s*[\]】)）]\s*(?P<who>{_WHO})\s*[:：]\s*")
_TIMED = re.compile(rf"^\s*(?P<who>{_WHO})\s*[\[【(（]?(?:{_WHEN})[\]】)）]?\s*[:：]\s*")
_COLON = re.compile(rf"^\s*(?P<who>{_WHO})\s*[:：]\s*")
_LABELS = re.compile(
    r"^(?:.*(?:地址|电话|手机|联系|姓名|名字|称呼|收件|收货|型号|编号|序列|故障|问题|时间|位置|备注|区县|所在"
    r"|小区|门牌|密码|口令|单号|品牌|产品|情况|描述|号码)).{0,4}$|^(?:S/?N|SN|Tel|TEL|tel|https?)$"
)
_OURS = re.compile(r"客服|人工|售后|官方|专员|坐席|小安|小诺|安诺|一诺|机器人|助手|^我$")
_EMPTY = re.compile(
    r"^\s*\[(?:图片|语音|视频|表情|位置|动画表情|文件|链接|撤回)[^\]]*\]\s*$|撤回了一条消息"
)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines that somebody said, in their order, without headings, times and what isn't text."""
    return tuple(_said(text))


def _said(text: str) -> Iterator[Line]:
    speaker, at = "", 0
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        if not raw.strip() or _EMPTY.search(raw) or _BARE_TIME.match(raw):
            continue
        if (heading := _HEADING.match(raw)) and not _LABELS.match(heading["who"]):
            speaker = heading["who"].strip()
            continue
        if alone := _name_alone(raw):
            speaker = alone
            continue
        front = _front(raw)
        if front is not None:
            speaker = front["who"].strip()
        skip = front.end() if front else 0
        if raw[skip:].strip():
            yield Line(start + skip, raw[skip:], speaker, bool(_OURS.search(speaker)))


def _name_alone(raw: str) -> str:
    """A line that is only a name and a colon: what follows was said by that one."""
    found = re.fullmatch(rf"\s*(?P<who>{_WHO})\s*[:：]\s*", raw)
    return found["who"].strip() if found and not _LABELS.match(found["who"]) else ""


def _front(raw: str) -> re.Match[str] | None:
    """The name in front of what was said; a label (地址：…) is part of it."""
    for form in (_BRACKETED, _TIMED, _COLON):
        found = form.match(raw)
        if found and not _LABELS.match(found["who"].strip()) and not found["who"].strip().isdigit():
            return found
    return None
