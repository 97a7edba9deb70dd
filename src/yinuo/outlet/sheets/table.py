"""A decoded file to its kind and its rows: the header says which sheet it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yinuo.outlet.facts import FileUnreadable

from .decode import Decoded, decode
from .layouts import SHEETS
from .sheet import Refused, Row, Sheet

ROW_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that can't be taken: its line number in the file and why."""

    number: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: its kind, what was noticed, and its rows in order, right and wrong."""

    sheet: Sheet
    source: Decoded
    rows: tuple[Row | WrongRow, ...]


def numbered_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file that aren't blank, each with the number of its first line. Raises
    FileUnreadable."""
    return _numbered(decode(data).text)


def table_of(sheet: Sheet, lines: Iterable[tuple[int, Mapping[str, str]]]) -> Table:
    """The checked rows of lines that are in the sheet's own names already, each with its number."""
    first_line: dict[str, int] = {}
    rows = [_take(sheet, number, cells, first_line) for number, cells in lines]
    return Table(sheet, Decoded("", ""), tuple(rows))


def read_table(data: bytes) -> Table:
    """The checked rows of a CSV file of any kind.

    Raises FileUnreadable if it is no text, its header belongs to no sheet, or it has too many
    rows. A row that is wrong doesn't stop the others: it comes back as a WrongRow with its line
    number.
    """
    source = decode(data)
    lines = _numbered(source.text)
    header_number, header = next(lines, (0, []))
    if not header:
        raise FileUnreadable(
            zh="文件里没有表头，什么都没有改动。", en="The file has no header. Nothing was changed."
        )
    sheet, names = _recognise(header_number, header)
    rows: list[Row | WrongRow] = []
    first_line: dict[str, int] = {}
    for number, cells in lines:
        rows.append(_read(sheet, names, number, cells, first_line))
        if len(rows) > ROW_LIMIT:
            raise FileUnreadable(
                zh=f"文件超过 {ROW_LIMIT} 行，什么都没有改动。请分成几个文件导入。",
                en=f"The file has more than {ROW_LIMIT} rows. Nothing was changed; split it.",
            )
    return Table(sheet, source, tuple(rows))


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that aren't blank, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileUnreadable(
                zh=f"第 {number} 行起引号没有配对，或者有一格太长，整个文件没有读，什么都没有改动。"
                "请改好这一行，或者在表格软件里打开核对，另存为 .xlsx 再交。",
                en=f"From line {number} on a quote isn't closed, or a cell is too long. The file wasn't read "
                "and nothing was changed; mend that line, or check it in a spreadsheet and save it as .xlsx.",
            ) from None
        if any(cell.strip() for cell in cells):
            yield number, cells
        number = reader.line_num + 1


def _delimiter(text: str) -> str:
    """A tab where the header has one (Excel's "Unicode text"), a semicolon in some locales, or a
    comma."""
    header = text.split("\n", 1)[0]
    return max(",\t;", key=lambda mark: (header.count(mark), mark == ","))


def _recognise(number: int, header: list[str]) -> tuple[Sheet, list[str]]:
    """The sheet whose required columns are all there, and the header in our names."""
    cells = [cell.strip().removeprefix("\ufeff").strip() for cell in header]
    best: tuple[int, Sheet, list[str]] | None = None
    for sheet in SHEETS:
        names = _in_our_names(sheet, cells)
        if sheet.required_names() <= set(names):
            known = len(sheet.all_names() & set(names))
            if best is None or known > best[0]:
                best = known, sheet, names
    if best is None:
        raise FileUnreadable(
            zh=f"第 {number} 行的表头不属于任何一种表，什么都没有改动。认得的表：{_kinds('zh')}。",
            en=f"The header in line {number} belongs to no kind of file. Nothing was changed. "
            f"Known kinds: {_kinds('en')}.",
        )
    _, sheet, names = best
    _refuse_doubles(number, names)
    unknown = [name for name in names if name and name not in sheet.all_names()]
    if unknown:
        raise FileUnreadable(
            zh=f"“{sheet.zh}”表没有这些列：{'、'.join(unknown)}。什么都没有改动。",
            en=f'The sheet "{sheet.name}" has no columns {", ".join(unknown)}. Nothing was changed.',
        )
    return sheet, names


def _refuse_doubles(number: int, names: list[str]) -> None:
    doubles = sorted({name for name in names if name and names.count(name) > 1})
    if doubles:
        raise FileUnreadable(
            zh=f"第 {number} 行的表头里有重复的列：{'、'.join(doubles)}。什么都没有改动。",
            en=f"The header in line {number} names columns twice: {', '.join(doubles)}. "
            "Nothing was changed.",
        )


def _in_our_names(sheet: Sheet, cells: Iterable[str]) -> list[str]:
    ours = {
        heading: column.name for column in sheet.columns for heading in (column.zh, *column.others)
    }
    return [ours.get(cell, cell.lower()) for cell in cells]


def _kinds(language: str) -> str:
    if language == "zh":
        return "；".join(
            f"{sheet.zh}（{'、'.join(sorted(sheet.required_names()))}）" for sheet in SHEETS
        )
    return "; ".join(
        f"{sheet.name} ({', '.join(sorted(sheet.required_names()))})" for sheet in SHEETS
    )


def _read(
    sheet: Sheet, names: list[str], number: int, cells: list[str], first_line: dict[str, int]
) -> Row | WrongRow:
    """One row, or why not; a row that says the same thing as an earlier one is a mistake in the
    file."""
    if len(cells) > len(names):
        return WrongRow(
            number,
            f"有 {len(cells)} 格，表头只有 {len(names)} 列",
            f"has {len(cells)} cells, the header has {len(names)} columns",
        )
    return _take(sheet, number, dict(zip(names, cells, strict=False)), first_line)


def _take(
    sheet: Sheet, number: int, cells: Mapping[str, str], first_line: dict[str, int]
) -> Row | WrongRow:
    try:
        row = sheet.read_row(number, cells)
    except Refused as refused:
        return WrongRow(number, refused.zh, refused.en)
    key = sheet.key_of(row)
    earlier = first_line.setdefault(key, number)
    if earlier != number:
        return WrongRow(number, f"与第 {earlier} 行重复", f"repeats line {earlier}")
    return row
