"""The file of an older system that the demo offers to import: customers, products, open cases; some lines are
wrong in ways that happen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from openpyxl import Workbook

from yinuo.base.local_time import ZONE

NAME = "old-system.xlsx"
_Rows = Sequence[Sequence[str | int | datetime | None]]


def write_example(folder: Path, now: datetime) -> Path:
    """Write it there and return where; names and numbers are invented."""
    book = Workbook(write_only=True)
    for title, rows in (("客户", _customers()), ("产品", _products()), ("工单", _cases(now))):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / NAME
    book.save(path)
    return path


def _customers() -> _Rows:
    """Twelve, of whom three can't be taken; phone numbers are numbers, as a spreadsheet makes them."""
    rows = [
        [f"示例客户{at}", 19900001000 + at, None, f"济南市历下区示范路 {at} 号 {at} 单元 101"]
        for at in range(1, 13)
    ]
    rows[1][2] = "example2@example.org"
    rows[3][1] = 53188881234  # a landline whose zero is lost
    rows[6][3] = "朝阳区示范路 7 号"  # Beijing's or Changchun's
    rows[9][0] = None
    return [("客户姓名", "联系电话", "电子邮箱", "家庭住址"), *rows]


def _products() -> _Rows:
    return [
        ("机身号", "产品型号", "购买日期", "手机号"),
        ("EX60-0001", "AN-H60V", "2025-03-01", 19900001001),
        ("EX60-0002", "AN-H60V", "2024-11-11", 19900001002),
        (260003, "AN-H60V", "2024-06-18", 19900001003),  # zeros in front may be lost
        ("EX60-0004", "AN-X99", "2024-06-18", None),  # no such model
    ]


def _cases(now: datetime) -> _Rows:
    """Eight, of which three can't be taken, and one whose promise is past."""

    def at(hours: float) -> datetime:
        return (now + timedelta(hours=hours)).astimezone(ZONE).replace(tzinfo=None, second=0)

    home = "济南市历下区示范路 {} 号 {} 单元 101".format
    return [
        ("工单号", "联系电话", "客户姓名", "地址", "故障现象", "报修时间", "最迟到达"),
        ("GD-1001", 19900001001, "示例客户1", home(1, 1), "忘记密码", at(-3), at(6)),
        ("GD-1002", 19900001002, "示例客户2", home(2, 2), "保险柜没电了", at(-2), None),
        ("GD-1003", 19900001003, "示例客户3", home(3, 3), "SF-04", at(-30), at(-1)),
        ("GD-1004", 19900001005, "示例客户5", home(5, 5), "不明", at(-5), at(20)),
        ("GD-1005", 19900001006, "示例客户6", home(6, 6), "就是不好用", at(-5), None),
        ("GD-1006", 19900001008, "示例客户8", "济南市示范路 8 号", "忘记密码", at(-5), None),
        ("GD-1001", 19900001009, "示例客户9", home(9, 9), "忘记密码", at(-5), None),
        ("GD-1008", 19900001011, "示例客户11", home(11, 11), "SF-16", at(-1), at(8)),
    ]
