"""Pure decisions of intake: is a report complete, is somebody in danger, is it the same door."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import timedelta

from yinuo.base.errors import YinuoError
from yinuo.engines.rulebook import CallFirst as CallFirstRule
from yinuo.engines.rulebook import FaultRule, Rulebook
from yinuo.people.rules import (
    address_key,
    mask_codes,
    normalise_address,
    normalise_email,
    normalise_name,
    normalise_phone,
    normalise_serial,
)

from .call import CallBackWish
from .facts import CallFirst, FaultReport, FieldError

WORDS_LIMIT = 2000
KEEP_WITHOUT_CASE = timedelta(days=90)
"""How long a request is kept that became no case: time enough to see where outlets are missing (PD-02)."""
_DIGITS = re.compile(r"[0-9]+")
# Words that outrank every other wish (IN-17): a life, a fire, a thief who may still be there.
_TRAPPED = re.compile(r"(被?困|关|锁|反锁|卡)(在|住|到)?.{0,4}(里面|里头|里边|柜子?里)")
_SOMEBODY = re.compile(r"(孩子|小孩|娃|宝宝|儿子|女儿|孙子|孙女|老人|人|我妈|我爸|狗|猫|同事|店员)")
_DANGER = re.compile(
    r"着火|起火|冒烟|救命|喘不过气|没气了|昏迷|晕倒|持刀|抢劫|贼.{0,6}(还在|在屋|在家|在里)|正在撬"
)
TRAPPED_FAULT = "SF-38"
BURGLARY_FAULT = "SF-29"


_MISSING = {
    "address": ("请填写地址，写到区县和门牌。", "Enter the address, with district and door."),
    "phone": (
        "请填写能找到您的电话，手机或带区号的座机。",
        "Enter a phone number that reaches you: a mobile, or a landline with its area code.",
    ),
}
"""What is said where something that is needed wasn't typed; a missing name has words of its own."""
_MAY_BE_EMPTY = frozenset({"email", "serial", "reporter"})


def check_report(report: FaultReport, book: Rulebook) -> tuple[FieldError, ...]:
    """Everything that is wrong with a report, in the order of the form; empty if nothing is."""
    known = {fault.id for fault in book.case_kinds}
    checks: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("address", report.address, normalise_address),
        ("phone", report.phone, normalise_phone),
        ("name", report.name, normalise_name),
        ("email", report.email, normalise_email),
        ("serial", report.serial, normalise_serial),
        ("reporter", report.reporter, normalise_name),
    )
    errors = [error for field, text, check in checks if (error := _find(field, text, check))]
    if report.fault_id not in known:
        errors.append(FieldError("fault", "请选择哪里有问题。", "Choose what is wrong."))
    if len(report.words) > WORDS_LIMIT:
        zh = f"补充说明请不要超过 {WORDS_LIMIT} 个字。"
        errors.append(FieldError("words", zh, f"Keep it within {WORDS_LIMIT} characters."))
    return tuple(errors)


def call_back_flaws(wish: CallBackWish) -> tuple[FieldError, ...]:
    """Everything that is wrong with a wish to be called back, in the order of the form."""
    checks: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("phone", wish.phone, normalise_phone),
        ("name", wish.name, normalise_name),
    )
    errors = [error for field, text, check in checks if (error := _find(field, text, check))]
    if len(wish.words) > WORDS_LIMIT:
        zh = f"请不要超过 {WORDS_LIMIT} 个字。"
        errors.append(FieldError("words", zh, f"Keep it within {WORDS_LIMIT} characters."))
    return tuple(errors)


def _find(field: str, text: str, check: Callable[[str], object]) -> FieldError | None:
    """What is wrong with one field: needed and not typed, or typed and not to be taken."""
    if not text.strip() and field in _MISSING:
        return FieldError(field, *_MISSING[field])
    if not text.strip() and field in _MAY_BE_EMPTY:
        return None
    try:
        check(text)
    except YinuoError as error:
        return FieldError(field, error.zh, error.en)
    return None


def masked_form(report: FaultReport) -> dict[str, str]:
    """The report as it may be kept, word for word but for the codes in it (IN-11); the data the case
    needs and no more (IN-12)."""
    texts = {
        "address": report.address,
        "name": report.name,
        "phone": report.phone,
        "email": report.email,
        "words": report.words,
        "serial": report.serial,
    }
    if report.reporter:
        texts["reporter"] = report.reporter
    return {
        **{field: mask_codes(text) for field, text in texts.items()},
        "fault": report.fault_id,
        "division": report.division,
        "door": report.door.value,
        "owner": report.owner_kind.value,
        "language": report.language,
    }


def door_key(address: str) -> str:
    """What makes two texts the same door: the numbers in it, in order (building, unit, room); without any
    number the whole text, however it is spaced."""
    numbers = _DIGITS.findall(unicodedata.normalize("NFKC", address))
    return "-".join(number.lstrip("0") or "0" for number in numbers) or address_key(address)


def call_first(fault: FaultRule | None, words: str, book: Rulebook) -> CallFirst | None:
    """Whom to call before us, by the fault that was picked, if any, or by what the words tell (IN-17)."""
    rule = (fault.call_first if fault else None) or _from_words(words, book)
    return CallFirst(rule.numbers, rule.say.zh, rule.say.en) if rule else None


def _from_words(words: str, book: Rulebook) -> CallFirstRule | None:
    is_trapped = _TRAPPED.search(words) and _SOMEBODY.search(words)
    wanted = TRAPPED_FAULT if is_trapped else BURGLARY_FAULT if _DANGER.search(words) else None
    return next((fault.call_first for fault in book.case_kinds if fault.id == wanted), None)
