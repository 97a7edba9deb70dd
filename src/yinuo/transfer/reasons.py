"""The file that came in, with what was said of each line in two columns more: to be mended and sent again."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from .columns import find_column
from .facts import Fault, FileKind, Grid, GridRow, ImportFacts, LineFacts
from .guard import Value
from .reads import get_import, map_lines, read_grid
from .writing import Format, Written, write_table


def write_reasons(import_id: UUID, *, is_english: bool) -> Written:
    """The table as a workbook. Raises ImportUnknown once the file was dropped."""
    found, grid = get_import(import_id), read_grid(import_id)
    more = ("Result", "Why") if is_english else ("导入结果", "原因")
    rows = _rows(found, grid, map_lines(import_id), is_english=is_english)
    title = found.title or found.kind.value
    return write_table(title, [*grid.headings, *more], rows, Format.XLSX)


def describe(kind: FileKind, fault: Fault, *, is_english: bool) -> str:
    """A reason as a sentence, with the column that it is about."""
    text = fault.en if is_english else fault.zh
    column = find_column(kind, fault.column)
    if column is None:
        return text
    return f"{column.en} {text}" if is_english else f"“{column.zh}”{text}"


def _rows(
    found: ImportFacts, grid: Grid, said: dict[int, LineFacts], *, is_english: bool
) -> Iterator[list[Value]]:
    for row in grid.rows:
        cells: list[Value] = [cell.text for cell in row.cells[: len(grid.headings)]]
        cells += [""] * (len(grid.headings) - len(cells))
        yield [*cells, *_said(found, row, said, is_english=is_english)]


def _said(
    found: ImportFacts, row: GridRow, said: dict[int, LineFacts], *, is_english: bool
) -> tuple[str, str]:
    line = said.get(row.number)
    if line is None:
        return "", ""
    gap = "; " if is_english else "；"
    faults = (describe(found.kind, fault, is_english=is_english) for fault in line.faults)
    return line.outcome.value, gap.join(faults)
