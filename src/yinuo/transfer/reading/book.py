"""A file's bytes to its tables, whatever program saved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from yinuo.outlet.facts import FileUnreadable
from yinuo.transfer.facts import BookUnreadable, Grid, GridRow

from .text import read_text
from .workbook import ZIP, read_workbook

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
_MOST_TITLES = 3
_MOST_OF_HEADING = 200


def read_book(data: bytes) -> tuple[Grid, ...]:
    """The tables of a .xlsx workbook, one a sheet, or the one of a CSV file; blank ones are left out.

    Raises BookUnreadable for anything else, anything too large, and a file in which there is nothing.
    """
    if len(data) > MOST_BYTES:
        raise BookUnreadable(
            zh="文件超过 20 MB，什么都没有改动。请分成几个文件。",
            en="The file is larger than 20 MB. Nothing was changed; split it into several files.",
        )
    try:
        grids = tuple(grid for title, rows in _tables(data) if (grid := _grid(title, rows)))
    except FileUnreadable as error:
        raise BookUnreadable(zh=error.zh, en=error.en) from None
    if not grids:
        raise BookUnreadable(
            zh="文件里没有内容，什么都没有改动。要有一行表头，下面至少一行，请补上再交；隐藏的工作表不读。",
            en="There is nothing in the file. Nothing was changed; it needs headings and a line below them. "
            "Hidden sheets aren't read.",
        )
    return grids


def read_table(data: bytes, place: int) -> Grid:
    """One table of a file that was read before: that at this place among those that `read_book` gave. The
    sheets before it are only looked into."""
    tables = ((title, rows) for title, rows in map(_peeked, _tables(data)) if rows is not None)
    title, rows = next(islice(tables, place, None))
    grid = _grid(title, rows)
    assert grid is not None, "a table with rows"
    return grid


def _tables(data: bytes) -> list[tuple[str, Iterator[GridRow]]]:
    return read_workbook(data) if data.startswith(ZIP) else read_text(data)


def _peeked(table: tuple[str, Iterator[GridRow]]) -> tuple[str, Iterator[GridRow] | None]:
    """The table with its first rows put back; None for rows where there are too few for one."""
    title, rows = table
    first = list(islice((row for row in rows if not _is_blank(row)), 2))
    return title, chain(first, rows) if len(first) == 2 else None


def _is_blank(row: GridRow) -> bool:
    return not any(cell.text or cell.flaw for cell in row.cells)


def _grid(title: str, rows: Iterable[GridRow]) -> Grid | None:
    """The table under its headings; None for an empty one."""
    found: list[GridRow] = []
    for row in rows:
        if not _is_blank(row):
            found.append(row)
        if len(found) > MOST_ROWS + 1:
            raise BookUnreadable(
                zh=f"表里超过 {MOST_ROWS} 行，什么都没有改动。请分成几个文件。",
                en=f"The table has more than {MOST_ROWS} rows. Nothing was changed; split it.",
            )
    if len(found) < 2:
        return None
    top = _headings_at(found)
    headings = [cell.text.strip()[:_MOST_OF_HEADING] for cell in found[top].cells]
    while headings and not headings[-1]:
        headings.pop()
    return Grid(title, tuple(headings), tuple(found[top + 1 :]))


def _headings_at(rows: Sequence[GridRow]) -> int:
    """Which row holds the headings: the first, but for titles of one cell that stand above the table."""
    for at, row in enumerate(rows[: _MOST_TITLES + 1]):
        if sum(bool(cell.text) for cell in row.cells) > 1 and at < len(rows) - 1:
            return at
    return 0
