"""Pure decisions: what a text is, whether it is ours, and how an entry of the register moves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from .facts import (
    Answer,
    AskedText,
    FakeState,
    NumberNotValid,
    NumberUse,
    OfficialNumber,
    TextKind,
    Verdict,
    Why,
)

MOST_LETTERS = 300
CALL_WINDOW = timedelta(minutes=20)
"""How far a person's memory of when the phone rang may be off, each way."""
REPORTS_KEPT_FOR = timedelta(days=3 * 365)
"""As long as a claim for damage can be brought; then a report goes, the entry and the record stay."""
PUBLIC = frozenset({FakeState.CONFIRMED, FakeState.REMOVAL_ASKED, FakeState.REMOVED})
"""The states in which a false number is called false in public: a person has confirmed it."""
_MOVES = {
    FakeState.REPORTED: {FakeState.CONFIRMED, FakeState.REFUTED},
    FakeState.REFUTED: {FakeState.CONFIRMED},
    FakeState.CONFIRMED: {FakeState.REMOVAL_ASKED, FakeState.REFUTED},
    FakeState.REMOVAL_ASKED: {FakeState.REMOVED, FakeState.REFUTED},
    FakeState.REMOVED: {FakeState.REMOVAL_ASKED},
}
_KIND_OF_USE = {
    NumberUse.HOTLINE: TextKind.PHONE,
    NumberUse.OUTLET: TextKind.PHONE,
    NumberUse.OUTBOUND: TextKind.PHONE,
    NumberUse.SMS: TextKind.PHONE,
    NumberUse.WEBSITE: TextKind.WEBSITE,
    NumberUse.MAIL: TextKind.MAIL,
}
_INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]"
)
_MARKS = re.compile(r"[\s\-‐-―−－.()（）·_/]")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|,|;|#|\*)\s*\d*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3,20}")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_BADGE = re.compile(r"(?=.*[A-Z])(?=.*\d)[A-Z0-9][A-Z0-9-]{2,38}[A-Z0-9]")
_MAIL = re.compile(r"[^\s@]{0,64}@[^\s@]{1,253}")
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
_LINK = re.compile(r"https?://[^\s，。；、”“《》]+", re.IGNORECASE)


def read_text(text: str) -> AskedText:
    """What a text is and its normal form: width, spaces, marks, country code and extension don't count.

    A whole message is read for its first link. A look-alike letter in a domain stays a different letter: the
    domain is written in its ASCII form (RFC 3492), which is another name.
    """
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:MOST_LETTERS])).strip()
    if found := _LINK.search(folded):
        host = host_of(found[0])
        return AskedText(TextKind.WEBSITE, host) if host else _unreadable()
    if _MAIL.fullmatch(folded):
        return _mail(folded)
    phone = _phone(folded)
    if phone:
        return AskedText(TextKind.PHONE, phone)
    if "." in folded and (host := host_of(folded)):
        return AskedText(TextKind.WEBSITE, host)
    badge = re.sub(r"[\s‐-―−]", "-", folded.upper()) if " " not in folded.strip() else ""
    if _BADGE.fullmatch(badge):
        return AskedText(TextKind.BADGE, badge)
    return _unreadable()


def _unreadable() -> AskedText:
    return AskedText(TextKind.UNREADABLE, "")


def _mail(text: str) -> AskedText:
    local, _, domain = text.rpartition("@")
    host = host_of(domain)
    return AskedText(TextKind.MAIL, f"{local.casefold()}@{host}") if host else _unreadable()


def _phone(text: str) -> str:
    """The digits of what looks like a phone number or a sender's; empty for anything else."""
    without = _EXTENSION.sub("", text) if re.match(r"[+0-9(（]", text) else text
    digits = _MARKS.sub("", without)
    international = digits.startswith(("+86", "0086"))
    digits = re.sub(r"^(?:\+|00)86|^86(?=1[3-9]\d{9}$)", "", digits)
    if not (digits.isascii() and _DIGITS.fullmatch(digits)):
        return ""
    is_area = international and re.fullmatch(r"(?:10|2\d|[3-9]\d\d)\d{7,8}", digits)
    if is_area and not _MOBILE.fullmatch(digits) and not re.match(r"[48]00\d{7}$", digits):
        return f"0{digits}"  # +86 531 …: abroad the area code loses its zero
    return digits


def host_of(text: str) -> str:
    """The host of an address, in ASCII and without `www.`; empty if there is none."""
    try:
        parts = urlsplit(text if "://" in text else f"//{text}")
        host = (parts.hostname or "").rstrip(".").encode("idna").decode().lower()
    except (UnicodeError, ValueError):
        return ""
    return host.removeprefix("www.") if _HOST.fullmatch(host) else ""


def normal_value(use: NumberUse, text: str) -> str:
    """The normal form of an official number as it is kept. Raises NumberNotValid."""
    asked = read_text(text)
    if asked.kind is not _KIND_OF_USE[use]:
        raise NumberNotValid
    return asked.value


def is_of_use(kind: TextKind, use: NumberUse) -> bool:
    """Whether a text of this kind could be a number of that use."""
    return _KIND_OF_USE[use] is kind


def matches(number: OfficialNumber, asked: AskedText) -> bool:
    """Whether the text names this entry: the same number; the site or a part of it; the sender, or any of a
    domain that stands as `@domain`."""
    if not is_of_use(asked.kind, number.use):
        return False
    if asked.kind is TextKind.WEBSITE:
        return asked.value == number.value or asked.value.endswith(f".{number.value}")
    if number.use is NumberUse.MAIL and number.value.startswith("@"):
        return asked.value.endswith(number.value)
    return asked.value == number.value


def judge(
    asked: AskedText, numbers: Sequence[OfficialNumber], day: date, *, is_fake: bool
) -> Verdict:
    """Whether a number, site or sender is ours on a day (CM-03); a badge is for `judge_badge_no`.

    What stands on the list decides first, then what a person has confirmed as false, then what stood on the
    list before.
    """
    found = [number for number in numbers if matches(number, asked)]
    running = [number for number in found if is_running(number, day)]
    if running:
        return Verdict(Answer.OURS, Why.LISTED, asked, running[0])
    if is_fake:
        return Verdict(Answer.NOT_OURS, Why.FAKE, asked)
    if found:
        return Verdict(Answer.NOT_OURS, Why.ENDED, asked, found[0])
    return _judge_unlisted(asked, numbers)


def _judge_unlisted(asked: AskedText, numbers: Sequence[OfficialNumber]) -> Verdict:
    """A mobile number is doubtful, since only the company's own numbers stand on the list; any other is not
    ours, as soon as there is a list of its kind at all."""
    if asked.kind is TextKind.UNREADABLE:
        return Verdict(Answer.UNSURE, Why.UNREADABLE, asked)
    if asked.kind is TextKind.PHONE and _MOBILE.fullmatch(asked.value):
        return Verdict(Answer.UNSURE, Why.MOBILE, asked)
    if not any(is_of_use(asked.kind, number.use) for number in numbers):
        return Verdict(Answer.UNSURE, Why.LIST_EMPTY, asked)
    return Verdict(Answer.NOT_OURS, Why.NOT_LISTED, asked)


def is_running(number: OfficialNumber, day: date) -> bool:
    """Whether an entry is in use on a day, its last one included."""
    return number.valid_from <= day and (number.valid_to is None or day <= number.valid_to)


def may_move(state: FakeState, to: FakeState) -> bool:
    """Whether an entry of the register may go from one state to another (CM-05)."""
    return to in _MOVES[state]


def moves_from(state: FakeState) -> Collection[FakeState]:
    """Where an entry may go from here, in a fixed order."""
    return tuple(one for one in FakeState if one in _MOVES[state])


def is_near(at: datetime, call_at: datetime) -> bool:
    """Whether a recorded call may be the one that somebody remembers at a time."""
    return abs(at - call_at) <= CALL_WINDOW
