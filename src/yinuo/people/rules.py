"""Pure decisions about people: what a phone number is, what may be shown, who may do what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from yinuo.base.point import Point

from .facts import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    AddressTooLong,
    EmailNotValid,
    NameMissing,
    NameTooLong,
    PhoneNotValid,
    PointSource,
    Scope,
    ScopeKind,
    ScopeNotValid,
    SerialNotValid,
)
from .masking import mask_codes

KEEP_FOR = timedelta(days=3 * 365 + 1)
"""How long a customer's data is kept after the last thing they did (PD-02): three years, the
longest any class of what hangs on it asks for (opening forms ID-07, transaction records of
platforms)."""
LINK_KEEP_FOR = timedelta(days=90)
"""How long a dead link is remembered, so that its holder reads "expired" and not "unknown"."""
RECOVERY_LIFE = timedelta(minutes=10)
RECOVERY_TRIES = 5
LOGIN_WINDOW = timedelta(minutes=15)
_WRONG_PER_NAME = 5
_WRONG_PER_ADDRESS = 20
_RECOVERY_PAUSE = timedelta(seconds=60)
_RECOVERY_PER_HOUR = 5

COARSE_RADIUS_M = 10_000
"""How far the door may be from a `coarse` point, in metres."""

_INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]"
)
_PHONE_MARKS = re.compile(r"[\s\-.()_·—–]")
_EXTENSION = re.compile(
    r"^(?:(.*[0-9)])\s*(?:转|分机|ext\.?|x|#)\s*|(0[0-9]{9,11})-)([0-9]{1,6})$", re.IGNORECASE
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_REGION = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,2}")
_MOST_CODES = 50
_SERIAL = re.compile(r"(?=.*[0-9])[A-Z0-9][A-Z0-9-]{2,30}[A-Z0-9]")


def normalise_phone(text: str) -> str:
    """The number as it is stored: 11 digits of a mobile, or area code and number, `-` and an
    extension.

    Full-width digits, separators and the prefixes +86, 0086 and 86 are taken; anything that can't
    be called in mainland China raises PhoneNotValid. A landline needs its area code: without one it
    can't be called from elsewhere.
    """
    if len(text) > 60:
        raise PhoneNotValid
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip()
    extension = ""
    if match := _EXTENSION.match(folded):
        folded, extension = match[1] or match[2], match[3]
    digits = _PHONE_MARKS.sub("", folded)
    digits = re.sub(r"^(?:\+|00)86|^86(?=1[3-9][0-9]{9}$)", "", digits)
    if not digits.isascii():
        raise PhoneNotValid
    if _MOBILE.fullmatch(digits) and not extension:
        return digits
    if digits and digits[0] in "123456789" and folded.startswith(("+", "00")):
        digits = f"0{digits}"  # +86 21 5555 0000: abroad the area code loses its zero
    if _LANDLINE.fullmatch(digits):
        return f"{digits}-{extension}" if extension else digits
    raise PhoneNotValid


def mask_phone(phone: str) -> str:
    """A number to show to somebody who may not see it: 199****0001; enough to recognise one's
    own."""
    number = phone.split("-", 1)[0]
    keep = 3 if len(number) >= 10 else 1
    return f"{number[:keep]}****{number[-4:]}" if len(number) >= 7 else "****"


def mask_email(email: str) -> str:
    """An address to show to somebody who may not see it: l****@example.com."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}****@{domain}"


def mask_contacts(text: str, *contacts: str | None) -> str:
    """The text with these numbers and addresses masked, with whatever spaces or prefix they were written.

    Who writes "call me on 199 0000 0001" into a request says it to the company, which keeps the number where
    it is shown for a reason and on record; in words it would be shown to everybody who reads them.
    """
    for contact in filter(None, contacts):
        masked = mask_email(contact) if "@" in contact else mask_phone(contact)
        text = masked.join(re.split(_spelt(contact), text, flags=re.IGNORECASE))
    return text


def _spelt(contact: str) -> str:
    """A pattern of every way to write it: full-width digits, blanks and dashes, the country's prefix."""
    if "@" in contact:
        return re.escape(contact)
    number = contact.split("-", 1)[0]
    digits = (f"[{digit}{chr(0xFF10 + int(digit))}]" for digit in number)
    return rf"(?<!\d)(?:[+＋]?[8８][6６][-\s]?)?{_BETWEEN.join(digits)}(?!\d)"


_BETWEEN = r"[-\s.·()（）－—]{0,2}"


def normalise_scope(kind: ScopeKind, codes: Sequence[str]) -> Scope:
    """The scope as it is kept: no codes for the company, prefixes without closing zeros for a region.

    Codes are sorted and each stands once; a region within another that is named too is dropped.
    Raises ScopeNotValid.
    """
    given = sorted({code.strip() for code in codes} - {""})
    if kind is ScopeKind.COMPANY:
        if given:
            raise ScopeNotValid
        return Scope()
    if not given or len(given) > _MOST_CODES or any(len(code) > 40 for code in given):
        raise ScopeNotValid
    if kind is ScopeKind.OUTLET:
        return Scope(kind, tuple(given))
    if not all(_REGION.fullmatch(code) for code in given):
        raise ScopeNotValid
    short = sorted({re.sub(r"(?:00)+$", "", code) for code in given})
    kept = [code for code in short if not code.startswith(tuple(set(short) - {code}))]
    return Scope(kind, tuple(kept))


def is_within(inner: Scope, outer: Scope) -> bool:
    """Whether everything the one scope shows is in the other, as far as their codes alone tell.

    Of an outlet and a region the codes don't tell: False.
    """
    if outer.kind is ScopeKind.COMPANY:
        return True
    if inner.kind is not outer.kind:
        return False
    if inner.kind is ScopeKind.OUTLET:
        return set(inner.codes) <= set(outer.codes)
    return all(code.startswith(outer.codes) for code in inner.codes)


def normalise_email(text: str) -> str | None:
    """The address with a lower-case domain; None for an empty field. Raises EmailNotValid."""
    folded = unicodedata.normalize("NFKC", text[:400]).strip()
    if not folded:
        return None
    if len(folded) > 254 or not _EMAIL.fullmatch(folded):
        raise EmailNotValid
    local, domain = folded.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def normalise_name(text: str) -> str:
    """What to call somebody, without control characters and double spaces. Raises NameMissing,
    NameTooLong."""
    name = _one_line(text, NAME_LIMIT + 1)
    if not name:
        raise NameMissing
    if len(name) > NAME_LIMIT:
        raise NameTooLong
    return name


def normalise_address(text: str) -> str:
    """An address on one line, codes masked like in any words. Raises AddressTooLong."""
    address = _one_line(text, ADDRESS_LIMIT + 1)
    if len(address) > ADDRESS_LIMIT:
        raise AddressTooLong
    return mask_codes(address)


def address_key(text: str) -> str:
    """What two ways of writing one address have in common: width, case, spaces and marks don't
    count."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]", "", folded)


def normalise_serial(text: str) -> str:
    """A serial number in capitals with plain dashes and no spaces. Raises SerialNotValid."""
    folded = unicodedata.normalize("NFKC", text[:100]).upper()
    serial = re.sub(r"[‐-―−_/]", "-", re.sub(r"[\s.]", "", _INVISIBLE.sub("", folded)))
    if not _SERIAL.fullmatch(serial):
        raise SerialNotValid
    return serial


def _one_line(text: str, limit: int) -> str:
    """The text's visible characters on one line; cut well past the limit, so a huge one costs
    nothing."""
    visible = _INVISIBLE.sub(" ", unicodedata.normalize("NFC", text[: limit * 4]))
    return " ".join(visible.split())


_SURENESS = {source: rank for rank, source in enumerate(PointSource)}


def is_surer(source: PointSource, radius_m: int, than: PointSource, than_radius_m: int) -> bool:
    """Whether a point tells more about the door than another: a better source, or a smaller
    radius."""
    return (_SURENESS[source], radius_m) < (_SURENESS[than], than_radius_m)


def coarse(point: Point) -> Point:
    """What may stay of a point when nobody may be found by it: a tenth of a degree, some ten kilometres."""
    return Point(round(point.lat, 1), round(point.lng, 1))


def may_send_code(sent_at: Sequence[datetime], now: datetime) -> bool:
    """Whether another recovery code may be sent for a contact: a minute apart, five an hour."""
    recent = [at for at in sent_at if now - at < timedelta(hours=1)]
    return len(recent) < _RECOVERY_PER_HOUR and all(now - at >= _RECOVERY_PAUSE for at in recent)


def login_wait(of_name: Sequence[datetime], of_address: Sequence[datetime]) -> datetime | None:
    """Until when no password is checked, from the wrong ones of the last 15 minutes, oldest first;
    None while one may be tried.

    Five for a user name; twenty from a network address, which the people of an office share.
    """
    waits = []
    for tried, most in ((of_name, _WRONG_PER_NAME), (of_address, _WRONG_PER_ADDRESS)):
        if len(tried) >= most:
            waits.append(tried[-most] + LOGIN_WINDOW)
    return max(waits, default=None)


__all__ = [
    "COARSE_RADIUS_M",
    "KEEP_FOR",
    "LINK_KEEP_FOR",
    "LOGIN_WINDOW",
    "RECOVERY_LIFE",
    "RECOVERY_TRIES",
    "address_key",
    "coarse",
    "is_surer",
    "is_within",
    "login_wait",
    "mask_codes",
    "mask_contacts",
    "mask_email",
    "mask_phone",
    "may_send_code",
    "normalise_address",
    "normalise_email",
    "normalise_name",
    "normalise_phone",
    "normalise_scope",
    "normalise_serial",
]
