"""The twelve kinds of files: what columns each has, in English and Chinese, and what a row must
satisfy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from yinuo.outlet.facts import CertificateKind, CredentialKind, PartCondition, TariffGroup

from .cells import (
    choice,
    code,
    code_set,
    day,
    degrees,
    digits,
    fen,
    hour,
    place,
    weekdays,
    whole,
    words,
    yes_no,
)
from .checks import (
    check_clauses,
    check_forward,
    check_hours,
    check_shift,
    check_tariff,
    check_technician_name,
    check_unit,
)
from .sheet import Column, Sheet

ALWAYS = date(2000, 1, 1)
"""The first day of a weekly pattern whose file doesn't name one."""

_GROUPS_ZH = {
    "上门": TariffGroup.VISIT,
    "检测": TariffGroup.INSPECTION,
    "维修": TariffGroup.REPAIR,
    "辅料": TariffGroup.MATERIAL,
    "配件": TariffGroup.PART,
    "夜间": TariffGroup.NIGHT,
}
_CERTIFICATES_ZH = {
    "电工": CertificateKind.ELECTRICAL,
    "高处": CertificateKind.HEIGHT,
    "焊接": CertificateKind.WELDING,
    "制冷": CertificateKind.REFRIGERATION,
    "危险品": CertificateKind.DANGEROUS_GOODS,
}
_CREDENTIALS_ZH = {"许可": CredentialKind.PERMIT, "备案": CredentialKind.FILING}
_CONDITIONS_ZH = {"全新": PartCondition.NEW, "翻新": PartCondition.REFURBISHED}


def _valid_from() -> Column:
    return Column("valid_from", "生效日", day)


def _valid_to() -> Column:
    return Column("valid_to", "失效日", day, required=False)


def _check_outlet(values: Mapping[str, Any]) -> None:
    check_forward(values, "authorised_from", "authorised_to")


def _check_dated(values: Mapping[str, Any]) -> None:
    check_forward(values, "valid_from", "valid_to")


def _check_warranty(values: Mapping[str, Any]) -> None:
    check_forward(values, "sold_from", "sold_to")
    check_clauses(values, "text_zh", "text_en")


COMPANIES = Sheet(
    "companies",
    "公司",
    0,
    (
        Column("company", "公司编码", code),
        Column("name_zh", "名称", words(80)),
        Column("name_en", "英文名称", words(80)),
        Column("hotline", "热线", words(40)),
        Column("sector", "行业", code),
    ),
    key=("company",),
)
MODELS = Sheet(
    "models",
    "型号",
    1,
    (
        Column("model", "型号", code),
        Column("name_zh", "名称", words(80)),
        Column("name_en", "英文名称", words(120)),
        Column("grade", "等级", words(20)),
        Column("weight_kg", "重量", whole(1, 100_000)),
        Column("locks", "锁数", whole(1, 9)),
        Column("warranty_months", "保修月数", whole(0, 600)),
        Column("discontinued_date", "停产日", day, required=False),
        Column("tests", "检验项", code_set, required=False, blank=()),
    ),
    key=("model",),
)
WARRANTY = Sheet(
    "warranty",
    "保修",
    2,
    (
        Column("model", "型号", code, required=False, blank=""),
        Column("sold_from", "售出起", day),
        Column("sold_to", "售出止", day, required=False),
        Column("months", "保修月数", whole(0, 600)),
        Column("text_zh", "承诺", words(300)),
        Column("text_en", "英文承诺", words(400)),
    ),
    key=("model", "sold_from"),
    check=_check_warranty,
)
OUTLETS = Sheet(
    "outlets",
    "网点",
    3,
    (
        Column("outlet", "网点编码", code),
        Column("name_zh", "名称", words(80)),
        Column("name_en", "英文名称", words(120)),
        Column("address", "地址", words(200)),
        Column("division_code", "区划代码", digits(6), required=False, blank=""),
        Column("lat", "纬度", degrees(3, 54)),
        Column("lng", "经度", degrees(73, 136)),
        Column("open_from", "营业起", hour),
        Column("open_to", "营业止", hour),
        Column("licence_no", "营业执照", code, required=False, blank=""),
        Column("authorised_from", "授权起", day),
        Column("authorised_to", "授权止", day, required=False),
    ),
    key=("outlet",),
    check=_check_outlet,
)
CREDENTIALS = Sheet(
    "credentials",
    "开锁资质",
    4,
    (
        Column("outlet", "网点编码", code),
        Column("credential", "资质", choice(CredentialKind, _CREDENTIALS_ZH)),
        Column("number", "编号", words(60)),
        Column("authority", "机关", words(80)),
        _valid_from(),
        _valid_to(),
    ),
    key=("outlet", "credential", "number"),
    check=_check_dated,
)
AREAS = Sheet(
    "areas",
    "服务区域",
    5,
    (
        Column("outlet", "网点编码", code),
        Column("area_code", "区域代码", place, others=("区域", "服务区域", "区县", "乡镇")),
        Column("town_code", "乡镇代码", digits(9), required=False),
        Column("priority", "优先级", whole(1, 99), required=False, blank=1),
        Column("open_from", "服务时间起", hour, required=False),
        Column("open_to", "服务时间止", hour, required=False),
    ),
    key=("outlet", "area_code", "town_code"),
    check=check_hours,
)
TECHNICIANS = Sheet(
    "technicians",
    "师傅",
    6,
    (
        Column("badge_no", "工号", code),
        Column("outlet", "网点编码", code),
        Column("name_zh", "称呼", words(20)),
        Column("name_en", "英文称呼", words(40)),
        Column("skills", "技能", code_set),
        Column("home_lat", "驻点纬度", degrees(3, 54)),
        Column("home_lng", "驻点经度", degrees(73, 136)),
        Column("no_record_checked_date", "无犯罪记录核查日", day, required=False),
        Column("no_record_valid_to", "无犯罪记录有效至", day, required=False),
        Column("active", "在职", yes_no, required=False, blank=True),
        Column("login", "登录名", code, required=False, blank=""),
    ),
    key=("badge_no",),
    check=check_technician_name,
)
CERTIFICATES = Sheet(
    "certificates",
    "特种作业证",
    7,
    (
        Column("badge_no", "工号", code),
        Column("certificate", "证书", choice(CertificateKind, _CERTIFICATES_ZH)),
        Column("number", "编号", words(60)),
        Column("valid_to", "失效日", day),
    ),
    key=("badge_no", "certificate", "number"),
)
SHIFTS = Sheet(
    "shifts",
    "排班",
    8,
    (
        Column("badge_no", "工号", code),
        Column("days", "星期", weekdays, required=False, blank=()),
        Column("date", "日期", day, required=False),
        Column("starts", "上班", hour),
        Column("ends", "下班", hour),
        Column("valid_from", "生效日", day, required=False, blank=ALWAYS),
        _valid_to(),
    ),
    key=("badge_no", "days", "date", "starts", "ends", "valid_from"),
    check=check_shift,
)
TARIFF = Sheet(
    "tariff",
    "价目",
    9,
    (
        Column("line", "项目编码", code),
        Column("outlet", "网点编码", code, required=False, blank=""),
        Column("group", "类别", choice(TariffGroup, _GROUPS_ZH)),
        Column("name_zh", "名称", words(80)),
        Column("name_en", "英文名称", words(120)),
        Column("price_fen", "价格（分）", fen),
        Column("unit_zh", "单位", words(20)),
        Column("unit_en", "英文单位", words(20)),
        Column("out_of_warranty", "仅保外收费", yes_no),
        Column("night_from", "夜间起", hour, required=False),
        Column("night_to", "夜间止", hour, required=False),
        Column("maker", "厂家", words(80), required=False, blank=""),
        Column("part_no", "配件号", words(60), required=False, blank=""),
        Column("part_condition", "新旧", choice(PartCondition, _CONDITIONS_ZH), required=False),
        Column("note_zh", "说明", words(200), required=False, blank=""),
        Column("note_en", "英文说明", words(300), required=False, blank=""),
        _valid_from(),
        _valid_to(),
    ),
    key=("line", "outlet", "valid_from"),
    check=check_tariff,
)
UNITS = Sheet(
    "units",
    "序列号",
    10,
    (
        Column("serial", "序列号", words(40)),
        Column("model", "型号", code),
        Column("sold_date", "售出日", day, required=False),
        Column("installed_date", "安装日", day, required=False),
        Column("registered_date", "注册日", day, required=False),
        Column("made_date", "生产日", day, required=False),
    ),
    key=("serial",),
    check=check_unit,
)

VANS = Sheet(
    "vans",
    "车上配件",
    11,
    (
        Column("badge_no", "工号", code),
        Column("part", "配件", code),
        Column("count", "数量", whole(0, 999)),
    ),
    key=("badge_no", "part"),
)
SHEETS = (
    COMPANIES,
    MODELS,
    WARRANTY,
    OUTLETS,
    CREDENTIALS,
    AREAS,
    TECHNICIANS,
    CERTIFICATES,
    SHIFTS,
    TARIFF,
    UNITS,
    VANS,
)
