"""Checks of a whole row: what law and trade ask of it, and what can't be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from yinuo.outlet.facts import TariffGroup

from .sheet import Refused

_VOID_CLAUSES = ("最终解释权", "解释权归", "final interpretation")
_NAME = re.compile(r"[\u3400-\u9fff·]{1,3}师傅")
_SERIAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9 \-]{3,39}")


def check_forward(values: Mapping[str, Any], first: str, last: str) -> None:
    """The last day may not lie before the first."""
    if values[last] is not None and values[last] < values[first]:
        raise Refused(f"“{last}”早于“{first}”", f'"{last}" is before "{first}"')


def check_hours(values: Mapping[str, Any]) -> None:
    """Hours have a beginning and an end, or aren't there."""
    if (values["open_from"] is None) != (values["open_to"] is None):
        raise Refused("服务时间要有起有止", "hours need both a beginning and an end")


def check_clauses(values: Mapping[str, Any], *names: str) -> None:
    """A clause that reserves the last word is void (AF-20), and safes have no 三包 by law
    (AF-14)."""
    for name in names:
        text = values[name].lower()
        if any(clause in text for clause in _VOID_CLAUSES):
            raise Refused(
                f"“{name}”里的“最终解释权”条款无效，请删去",
                f'"{name}" reserves the final interpretation, which is void; take it out',
            )
        if "三包" in text:
            raise Refused(
                f"“{name}”不能写“三包”：保险柜不在三包目录，写厂家自己的承诺",
                f'"{name}" must not say 三包: safes are not on that list; state the maker\'s own promise',
            )


def check_technician_name(values: Mapping[str, Any]) -> None:
    """Only the short form of a name belongs here (张师傅): the full one is personal data, kept
    elsewhere."""
    if not _NAME.fullmatch(values["name_zh"]):
        raise Refused(
            "“name_zh”只填姓氏加师傅，如 张师傅",
            '"name_zh" takes the family name and 师傅 only, such as 张师傅',
        )


def check_shift(values: Mapping[str, Any]) -> None:
    """Either days of the week or one date; a shift is at most 16 hours."""
    if bool(values["days"]) == (values["date"] is not None):
        raise Refused(
            "“days”和“date”必须填一个，且只填一个",
            'takes either "days" or "date", exactly one of them',
        )
    check_forward(values, "valid_from", "valid_to")
    if _length_hours(values["starts"], values["ends"]) > 16:
        raise Refused("一个班不能超过 16 小时", "a shift is at most 16 hours")


def check_tariff(values: Mapping[str, Any]) -> None:
    """What a price line must say for its group (QT-03, QT-04, QT-07, QT-17)."""
    check_forward(values, "valid_from", "valid_to")
    check_clauses(values, "note_zh", "note_en")
    _check_visit(values)
    _check_night(values)
    if values["group"] is TariffGroup.PART:
        if not values["part_no"] or values["part_condition"] is None:
            raise Refused(
                "配件必须写明配件号和新旧", "a part needs its number and whether it is new"
            )
    elif values["part_condition"] is not None:
        raise Refused("只有配件才填新旧", "only a part is new or refurbished")


def _check_visit(values: Mapping[str, Any]) -> None:
    """Visit and inspection are two lines (QT-17), and a visit says what it doesn't include
    (QT-04)."""
    name, group = values["name_zh"], values["group"]
    mixed = (group is TariffGroup.VISIT and "检测" in name) or (
        group is TariffGroup.INSPECTION and "上门" in name
    )
    if mixed:
        raise Refused(
            "上门费和检测费要分成两行", "the visit fee and the inspection fee are two lines"
        )
    if group is TariffGroup.VISIT and not (values["note_zh"] and values["note_en"]):
        raise Refused(
            "上门费要在说明里写清不含什么", "a visit fee's note must say what it doesn't include"
        )


def _check_night(values: Mapping[str, Any]) -> None:
    hours = values["night_from"], values["night_to"]
    is_night = values["group"] is TariffGroup.NIGHT
    if is_night != (None not in hours) or (not is_night and hours != (None, None)):
        raise Refused(
            "夜间项目必须写明起止时间，其他项目不填",
            "a night line needs its hours, and no other line has them",
        )


def check_unit(values: Mapping[str, Any]) -> None:
    """A serial number is letters and digits; a unit is made before it is sold."""
    if not _SERIAL.fullmatch(values["serial"]):
        raise Refused(
            "“serial”应为 4 到 40 位字母、数字", '"serial" must be 4 to 40 letters and digits'
        )
    made = values["made_date"]
    later = [values[name] for name in ("sold_date", "installed_date", "registered_date")]
    if made and any(day and day < made for day in later):
        raise Refused(
            "生产日晚于售出、安装或注册日", "was made after it was sold, installed or registered"
        )


def _length_hours(starts: time, ends: time) -> float:
    minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    return (minutes if minutes > 0 else minutes + 24 * 60) / 60
