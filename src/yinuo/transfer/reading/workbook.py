"""Workbooks (.xlsx): read row by row, with what a spreadsheet did to the cells said and not guessed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from yinuo.transfer.facts import EMPTY, BookUnreadable, Cell, Flaw, GridRow
from yinuo.transfer.guard import unguarded

from .text import MOST_COLUMNS

ZIP = b"PK\x03\x04"
_MOST_UNPACKED = 400 * 1024 * 1024
_MOST_RATIO = 200
_MOST_PARTS = 2000
_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number."""
_BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What unpacking and openpyxl raise for damaged bytes: neither promises an error of its own. A broken XML is
a SyntaxError, a part under a password a RuntimeError."""


def read_workbook(data: bytes) -> list[tuple[str, Iterator[GridRow]]]:
    """Each visible sheet's name and rows. A formula counts as the value it had when the file was saved.

    Raises BookUnreadable for a broken workbook, or one that unpacks to far more than it weighs.
    """
    _refuse_bomb(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        formulas = _formulas(data)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except _BROKEN:
        raise BookUnreadable from None
    return [(sheet.title, _whole(_rows(sheet, formulas.get(sheet.title, {})))) for sheet in sheets]


def _whole(rows: Iterator[GridRow]) -> Iterator[GridRow]:
    """The rows, read as they are asked for. Raises BookUnreadable where the sheet turns out to be damaged."""
    try:
        yield from rows
    except _BROKEN:
        raise BookUnreadable from None


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except _BROKEN:
        raise BookUnreadable from None
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > _MOST_UNPACKED or unpacked > _MOST_RATIO * max(len(data), 100_000)
    if is_bomb or len(parts) > _MOST_PARTS:
        raise BookUnreadable(
            zh="这个工作簿解开后太大，没有读，什么都没有改动。请另存为 CSV，或分成几个文件。",
            en="Unpacked, this workbook is too large; it wasn't read and nothing was changed. Save it as "
            "CSV, or split it.",
        )


def _formulas(data: bytes) -> dict[str, dict[int, set[int]]]:
    """Where formulas stand, by sheet and row: one that was never computed looks empty to a reader of
    values. Only a workbook that has any is read twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        if not any(_has_formula(archive, name) for name in sheets):
            return {}
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    found: dict[str, dict[int, set[int]]] = {}
    for sheet in book.worksheets:
        rows = found.setdefault(sheet.title, {})
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
            columns = {at for at, cell in enumerate(row) if cell.data_type == "f"}
            if columns:
                rows[number] = columns
    return found


def _has_formula(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        tail = b""
        while piece := part.read(1 << 20):
            if b"<f>" in tail + piece or b"<f " in tail + piece:
                return True
            tail = piece[-2:]
    return False


def _rows(sheet: Any, formulas: dict[int, set[int]]) -> Iterator[GridRow]:
    sheet.reset_dimensions()  # what the file claims of its size is not believed
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        computed = formulas.get(number, set())
        cells = tuple(
            Cell("", Flaw.NO_VALUE) if cell.value is None and at in computed else _cell(cell)
            for at, cell in enumerate(row[: _filled(row)])
        )
        yield GridRow(number, cells)


def _filled(row: Sequence[Any]) -> int:
    """How many cells of a row there are in the file: it is handed over filled up to the last column."""
    count = len(row)
    while count and row[count - 1] is EMPTY_CELL:
        count -= 1
    return count


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == "e":
        return Cell(str(value), Flaw.ERROR)
    if isinstance(value, str):
        return Cell(unguarded(value.strip()))
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    return Cell(_moment(value, str(cell.number_format or "")))


def _number(value: float, shown_as: str) -> Cell:
    if abs(value) >= _EXACT:
        return Cell(f"{value:.0f}", Flaw.ROUNDED)
    if value != int(value):
        return Cell(repr(value))
    digits = str(int(value))
    if shown_as and not shown_as.strip("0"):  # a format of zeros alone is what the reader sees
        return Cell(digits.zfill(len(shown_as)))
    return Cell(digits, Flaw.NUMBER)


def _moment(value: date | time | timedelta, shown_as: str) -> str:
    """A date, with its time where it has one; midnight is one where the cell shows hours."""
    if isinstance(value, datetime):
        is_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        has_time = not is_midnight or "h" in shown_as.lower()
        return f"{value:%Y-%m-%d %H:%M}" if has_time else f"{value:%Y-%m-%d}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{value:%H:%M}" if isinstance(value, time) else f"{value:%Y-%m-%d}"
