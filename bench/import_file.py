"""The file that bench/import.py imports: customers and open cases of invented people, from a seed, with lines
that are wrong in every way that is known."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from openpyxl import Workbook

CUSTOMER_HEAD = ("客户姓名", "手机号码", "电子邮箱", "家庭住址")
CASE_HEAD = ("工单号", "联系电话", "客户姓名", "地址", "故障现象", "报修时间", "承诺最迟到达")
_FAMILIES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_ROADS = ("示范路", "样例街", "虚构大道", "无名巷", "测试东路")
_FAULTS = ("SF-04", "忘记密码", "保险柜没电了", "SF-16", "指纹不识别", "SF-03")
Row = list[Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Pick:
    """Draws, and where people may live."""

    of: random.Random
    districts: Sequence[str]

    def choice(self, these: Sequence[T]) -> T:
        """One of these."""
        return self.of.choice(these)

    def between(self, least: int, most: int) -> int:
        """A number."""
        return self.of.randrange(least, most)


@dataclass(frozen=True, slots=True)
class Size:
    """How many lines of each kind, and how many of them are wrong."""

    customers: int
    cases: int
    broken: int


def make_book(size: Size, districts: Sequence[str], now: datetime, seed: int = 7) -> bytes:
    """A workbook with two sheets, of people in these districts; four fifths of the wrong lines stand among
    the customers."""
    pick = _Pick(random.Random(seed), districts)
    customers, cases, broken = size.customers, size.cases, size.broken
    book = Workbook(write_only=True)
    wrong = broken * 4 // 5
    _fill(book, "客户", CUSTOMER_HEAD, _spoil(_customers(customers, pick), wrong, _BAD_CUSTOMERS))
    _fill(book, "工单", CASE_HEAD, _spoil(_cases(cases, now, pick), broken - wrong, _BAD_CASES))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(book: Workbook, title: str, head: tuple[str, ...], rows: Iterator[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(head))
    for row in rows:
        sheet.append(row)


def _spoil(
    rows: list[Row], broken: int, ways: tuple[Callable[[Row, list[Row]], None], ...]
) -> Iterator[Row]:
    """The rows, every so many of them wrong, one way after the other."""
    step = max(1, len(rows) // broken) if broken else len(rows) + 1
    for at, row in enumerate(rows):
        if broken and at % step == step - 1 and at // step < broken:
            ways[at // step % len(ways)](row, rows)
        yield row


def _customers(count: int, pick: _Pick) -> list[Row]:
    return [
        [
            f"{pick.choice(_FAMILIES)}{pick.choice(('先生', '女士'))}",
            13000000000 + at,  # a number, as a spreadsheet makes of it
            f"person{at}@example.org" if at % 3 == 0 else None,
            _address(at, pick),
        ]
        for at in range(count)
    ]


def _cases(count: int, now: datetime, pick: _Pick) -> list[Row]:
    rows = []
    for at in range(count):
        reported = now - timedelta(minutes=pick.between(10, 3000))
        due = now + timedelta(days=2, minutes=pick.between(30, 3000)) if at % 4 == 0 else None
        rows.append(
            [
                f"GD-{at:06d}",
                13000000000 + at * 3,
                f"{pick.choice(_FAMILIES)}女士",
                _address(at * 3, pick),
                pick.choice(_FAULTS),
                reported.replace(tzinfo=None),
                due.replace(tzinfo=None) if due else None,
            ]
        )
    return rows


def _address(at: int, pick: _Pick) -> str:
    road = _ROADS[at % len(_ROADS)]
    return f"{pick.choice(pick.districts)}{road} {at % 900 + 1} 号 {at % 30 + 1} 栋 {at}"


def _set(at: int, value: Any) -> Callable[[Row, list[Row]], None]:
    def spoil(row: Row, rows: list[Row]) -> None:
        row[at] = value

    return spoil


def _repeat(row: Row, rows: list[Row]) -> None:
    row[0] = rows[0][0]


_BAD_CUSTOMERS = (
    _set(0, None),
    _set(1, 12345),
    _set(1, 5388881234),
    _set(2, "no-address"),
    _set(3, "朝阳区示范路 1 号"),
    _set(3, "乌有市不存在区 5 号"),
)
_BAD_CASES = (
    _repeat,
    _set(1, "没有留"),
    _set(3, "济南市示范路 9 号"),
    _set(4, "就是不好用"),
    _set(6, "尽快"),
)
