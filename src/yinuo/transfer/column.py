"""A column of a table: its name in files, other names, how a cell is read; and those that several have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yinuo.people.facts import NAME_LIMIT

from . import cells


class Content(StrEnum):
    """What the cells of a column look like, where that can be told."""

    PLAIN = "plain"
    PHONE = "phone"
    EMAIL = "email"
    DAY = "day"
    MOMENT = "moment"
    SERIAL = "serial"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in our files, its words in both languages, and other headings that mean it.

    `parse` raises Refused, or an error of the people room, for text that can't be taken; `note` says what an
    operator must know.
    """

    name: str
    zh: str
    en: str
    parse: Callable[[str], Any]
    is_required: bool = False
    others: tuple[str, ...] = ()
    content: Content = Content.PLAIN
    note_zh: str = ""
    note_en: str = ""


PHONE = Column(
    "phone",
    "电话",
    "Phone",
    cells.phone,
    others=(
        "手机",
        "手机号",
        "手机号码",
        "联系电话",
        "电话号码",
        "联系方式",
        "客户电话",
        "mobile",
        "tel",
        "telephone",
        "phone number",
        "mobile number",
        "cell",
    ),
    content=Content.PHONE,
)
EMAIL = Column(
    "email",
    "邮箱",
    "E-mail",
    cells.email,
    others=("电子邮箱", "邮件", "电子邮件", "邮箱地址", "mail", "email address", "e-mail address"),
    content=Content.EMAIL,
)
NAME = Column(
    "name",
    "称呼",
    "Name",
    cells.name,
    others=(
        "姓名",
        "客户",
        "客户姓名",
        "客户名称",
        "联系人",
        "名字",
        "用户",
        "用户姓名",
        "customer",
        "customer name",
        "full name",
        "contact",
    ),
    note_zh=f"最长 {NAME_LIMIT} 个字",
    note_en=f"at most {NAME_LIMIT} characters",
)
ADDRESS = Column(
    "address",
    "地址",
    "Address",
    cells.address,
    others=(
        "详细地址",
        "客户地址",
        "安装地址",
        "服务地址",
        "家庭住址",
        "住址",
        "上门地址",
        "street",
        "home address",
        "service address",
    ),
    content=Content.ADDRESS,
    note_zh="写到区县和门牌",
    note_en="with district and door",
)
DIVISION = Column(
    "division",
    "区划代码",
    "Division code",
    cells.division,
    others=("行政区划", "行政区划代码", "区县代码", "adcode", "division code"),
    note_zh="地址有歧义时用它说明是哪一个，6 位或 9 位",
    note_en="says which place is meant where an address is ambiguous: 6 or 9 digits",
)
SERIAL = Column(
    "serial",
    "机身编号",
    "Serial number",
    cells.serial,
    others=(
        "序列号",
        "产品编号",
        "机身号",
        "出厂编号",
        "条码",
        "sn",
        "s/n",
        "serial no",
        "serial number",
        "serialnumber",
    ),
    content=Content.SERIAL,
)


def required(column: Column, **changes: Any) -> Column:
    """The same column where a line can't do without it."""
    values = {name: getattr(column, name) for name in Column.__slots__}
    return Column(**{**values, "is_required": True, **changes})


def day(name: str, zh: str, en: str, *others: str) -> Column:
    """A column of dates."""
    return Column(name, zh, en, cells.day, others=others, content=Content.DAY)
