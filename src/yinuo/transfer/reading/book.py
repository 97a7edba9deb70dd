"""A file's bytes to its tables, whatever program saved it."""

from __future__ import annotations

from collections.abc import Iterable

from yinuo.outlet.facts import FileUnreadable
from yinuo.transfer.facts import BookUnreadable, Grid, GridRow

from .text import read_text
from .workbook import ZIP, read_workbook

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000


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
        tables = read_workbook(data) if data.startswith(ZIP) else read_text(data)
        grids = tuple(grid for title, rows in tables if (grid := _grid(title, rows)) is not None)
    except FileUnreadable as error:
        raise BookUnreadable(zh=error.zh, en=error.en) from None
    if not grids:
        raise BookUnreadable(
            zh="文件里没有内容：要有一行表头，下面至少一行。什么都没有改动。",
            en="There is nothing in the file: it needs headings and a line below. Nothing was changed.",
        )
    return grids


def _grid(title: str, rows: Iterable[GridRow]) -> Grid | None:
    """The table under the first row that isn't blank; None for an empty one."""
    found: list[GridRow] = []
    for row in rows:
        if any(cell.text or cell.flaw for cell in row.cells):
            found.append(row)
        if len(found) > MOST_ROWS + 1:
            raise BookUnreadable(
                zh=f"表里超过 {MOST_ROWS} 行，什么都没有改动。请分成几个文件。",
                en=f"The table has more than {MOST_ROWS} rows. Nothing was changed; split it.",
            )
    if len(found) < 2:
        return None
    headings = [cell.text.strip() for cell in found[0].cells]
    while headings and not headings[-1]:
        headings.pop()
    return Grid(title, tuple(headings), tuple(found[1:]))
