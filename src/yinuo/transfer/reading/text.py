"""CSV files, in whatever encoding and with whatever mark between the cells they were saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yinuo.outlet.sheets import numbered_rows
from yinuo.transfer.facts import Cell, Flaw, GridRow
from yinuo.transfer.guard import unguarded

MOST_COLUMNS = 100
"""A table that people fill in has fewer; whatever stands behind is left out."""
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,2}")
"""How a spreadsheet writes a long number into a CSV file: the digits are lost."""


def read_text(data: bytes) -> list[tuple[str, Iterator[GridRow]]]:
    """The one table of a CSV file. Raises FileUnreadable of the outlet room."""
    return [("", _rows(data))]


def _rows(data: bytes) -> Iterator[GridRow]:
    for number, cells in numbered_rows(data):
        yield GridRow(
            number,
            tuple(_cell(text.strip().removeprefix("\ufeff")) for text in cells[:MOST_COLUMNS]),
        )


def _cell(text: str) -> Cell:
    return Cell(text, Flaw.ROUNDED) if _SCIENTIFIC.fullmatch(text) else Cell(unguarded(text))
