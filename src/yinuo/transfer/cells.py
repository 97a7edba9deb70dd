"""How the text of a cell becomes a value: the rooms' own rules, and a sentence for what can't be taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from yinuo.base.errors import YinuoError
from yinuo.base.local_time import ZONE
from yinuo.case.facts import Door, OwnerKind
from yinuo.outlet.sheets import Refused
from yinuo.outlet.sheets import cells as plain_cells
from yinuo.people import rules as people
from yinuo.people.facts import Scope, ScopeKind, StaffRole

from .facts import Cell, Flaw

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_MOMENT = re.compile(r"(.+?)[ T]+(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?")
_USERNAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
_REFERENCE = re.compile(r"[\w.\-/#]{1,40}")
_LOST_ZERO = re.compile(r"[1-9]\d{8,10}")
_ROLES = {
    "师傅": StaffRole.TECHNICIAN,
    "技师": StaffRole.TECHNICIAN,
    "接单": StaffRole.DESK,
    "客服": StaffRole.DESK,
    "坐席": StaffRole.DESK,
    "调度": StaffRole.DISPATCHER,
    "经理": StaffRole.MANAGER,
    "主管": StaffRole.MANAGER,
}
_DOORS = {"开着": Door.OPEN, "关着": Door.SHUT, "打不开": Door.SHUT, "不清楚": Door.UNKNOWN}
_OWNERS = {
    "自己": OwnerKind.SELF,
    "本人": OwnerKind.SELF,
    "单位": OwnerKind.ORGANISATION,
    "继承": OwnerKind.HEIR,
    "二手": OwnerKind.SECOND_HAND,
    "房东": OwnerKind.TENANT,
    "租客": OwnerKind.TENANT,
    "不清楚": OwnerKind.UNKNOWN,
}


def read(cell: Cell, parse: Callable[[str], T], *, may_be_number: bool = True) -> T:
    """A cell's value. Raises Refused, also for a cell that a spreadsheet has spoilt.

    `may_be_number` is False where zeros in front count, as in a serial number: digits kept as a number have
    lost them, and which they were isn't guessed.
    """
    if cell.flaw is not None and (cell.flaw is not Flaw.NUMBER or not may_be_number):
        raise Refused(*_SPOILT[cell.flaw])
    try:
        return parse(cell.text)
    except YinuoError as error:
        raise Refused(error.zh, error.en) from None


_SPOILT: Mapping[Flaw, tuple[str, str]] = {
    Flaw.NUMBER: (
        (
            "在表里是数字，前面的 0 可能已经丢了。请把这一列设为“文本”格式重新填；"
            "确认编号前面从来没有 0，就在导入时勾选“编号没有丢 0”"
        ),
        (
            "is a number in the file, so zeros in front may be lost. Format the column as text and fill it "
            'in again, or tick "no zeros were lost" if there never were any'
        ),
    ),
    Flaw.ROUNDED: (
        "数字太长，表格软件已经丢了后面几位，不能猜。请把这一列设为“文本”格式重新填",
        (
            "is a number too long for a spreadsheet: its last digits are lost and aren't guessed. Format the "
            "column as text and fill it in again"
        ),
    ),
    Flaw.ERROR: (
        "是公式错误，没有值。请改成值再导入",
        "holds a formula's error and no value; put the value there",
    ),
    Flaw.NO_VALUE: (
        "是没有算过的公式。请用 Excel 打开、保存一次再上传",
        "holds a formula that was never computed; open the file in a spreadsheet, save it and send it again",
    ),
}


def plain(text: str) -> str:
    """Whatever there is: the outlet room reads it."""
    return text


def phone(text: str) -> str:
    """A phone number as people know it."""
    try:
        return people.normalise_phone(text)
    except YinuoError:
        if _LOST_ZERO.fullmatch(text) and _is_landline(f"0{text}"):
            raise Refused(
                f"{_masked(text)} 像是区号前面的 0 丢了，不能猜。请写成 0 开头的文本",
                f"{_masked(text)} seems to have lost the zero of its area code, which isn't guessed; write "
                "it as text with the zero",
            ) from None
        raise


def _is_landline(text: str) -> bool:
    try:
        return bool(people.normalise_phone(text))
    except YinuoError:
        return False


def _masked(text: str) -> str:
    return f"{text[:2]}…{text[-2:]}"


def email(text: str) -> str | None:
    """An e-mail address."""
    return people.normalise_email(text)


def name(text: str) -> str:
    """What to call somebody."""
    return people.normalise_name(text)


def address(text: str) -> str:
    """An address on one line; which place it means is looked up with the others of its line."""
    return people.normalise_address(text)


def serial(text: str) -> str:
    """A serial number in the form in which it is known."""
    return people.normalise_serial(text)


def code(text: str) -> str:
    """A short code."""
    return plain_cells.code(text)


def day(text: str) -> date:
    """A date; a time of day with it is left out."""
    return plain_cells.day(text.split(" ", maxsplit=1)[0])


def moment(text: str) -> datetime:
    """A local date and time, as 2026-01-31 14:30."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise Refused(
            "要写到几点几分，如 2026-01-31 14:30",
            "needs a time of day too, such as 2026-01-31 14:30",
        )
    hours, minutes = int(found[2]), int(found[3])
    if hours > 23 or minutes > 59:
        raise Refused("不是时间，应如 14:30", "is not a time such as 14:30")
    on = _near_day(found[1])
    return datetime(on.year, on.month, on.day, hours, minutes, tzinfo=ZONE)


def moment_or_day(text: str) -> datetime:
    """A local instant; of a date alone its first minute."""
    if _MOMENT.fullmatch(text.strip()):
        return moment(text)
    on = _near_day(text)
    return datetime(on.year, on.month, on.day, tzinfo=ZONE)


def _near_day(text: str) -> date:
    """A day of a year that a case can be of: nothing in an installation is older or further ahead."""
    on = plain_cells.day(text.strip())
    if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise Refused(
            f"年份要在 {_FIRST_YEAR} 到 {_LAST_YEAR} 之间",
            f"needs a year from {_FIRST_YEAR} to {_LAST_YEAR}",
        )
    return on


def words(text: str) -> str:
    """A customer's words, of which two thousand characters are kept."""
    if len(text) > 2000:
        raise Refused("最长 2000 个字", "takes at most 2000 characters")
    return text


def reference(text: str) -> str:
    """The number of a case elsewhere; it is no secret, so a phone number can't be one."""
    if not _REFERENCE.fullmatch(text):
        raise Refused(
            "只能用文字、数字和 . - / #，最长 40 个字符",
            "takes letters, digits and . - / #, at most 40 characters",
        )
    if _is_mobile(text):
        raise Refused(
            "是手机号，不能当单号", "is a mobile number, which can't be the number of a case"
        )
    return text


def _is_mobile(text: str) -> bool:
    return re.fullmatch(r"1[3-9]\d{9}", text) is not None


def division(text: str) -> str:
    """The code of a county, or of a town."""
    if not re.fullmatch(r"\d{6}|\d{9}", text):
        raise Refused("应为 6 位或 9 位数字", "must be 6 or 9 digits")
    return text


def language(text: str) -> str:
    """The language somebody is written to in."""
    if text.lower() in ("en", "english", "英文", "英语"):
        return "en"
    if text.lower() in ("zh", "zh-hans", "zh-cn", "chinese", "中文", "汉语"):
        return "zh-hans"
    raise Refused("应为 zh 或 en", "must be zh or en")


def username(text: str) -> str:
    """What somebody types to log in."""
    if not _USERNAME.fullmatch(text):
        raise Refused(
            "只能用字母、数字、横线和下划线，最长 40 个字符",
            "takes letters, digits, dashes and underscores, at most 40",
        )
    return text


def role(text: str) -> StaffRole:
    """What somebody works as."""
    return plain_cells.choice(StaffRole, _ROLES)(text)


def door(text: str) -> Door:
    """Whether the safe's door is open."""
    return plain_cells.choice(Door, _DOORS)(text)


def owner(text: str) -> OwnerKind:
    """Whose the safe is."""
    return plain_cells.choice(OwnerKind, _OWNERS)(text)


def scope(text: str) -> Scope:
    """A part of the company: 总部, region:37,3301 or outlet:JN1."""
    kind, _, codes = text.partition(":")
    if kind in ("总部", "company"):
        return Scope()
    try:
        found = Scope(ScopeKind(kind), tuple(filter(None, re.split(r"[,，;；]", codes))))
    except ValueError:
        raise Refused(
            "应为 总部、region:区划代码 或 outlet:网点编码",
            "must be company, region:division code or outlet:code",
        ) from None
    return people.normalise_scope(found.kind, found.codes)
