"""The company's own tables, in the words in which they are imported."""

from __future__ import annotations

from yinuo.outlet.reads import list_sheet
from yinuo.transfer.columns import SHEET_OF
from yinuo.transfer.facts import FileKind

from .table import Ask, Table


def company_sheet(ask: Ask) -> Table:
    """One of them; the names that English readers see are those of the files."""
    sheet = SHEET_OF[FileKind(ask.kind.value)]
    names = [column.name for column in sheet.columns]
    headings = names if ask.is_english else [column.zh for column in sheet.columns]
    lines = list_sheet(ask.company_id, sheet.name)
    rows = ([line.get(name, "") for name in names] for line in lines)
    return Table(sheet.name if ask.is_english else sheet.zh, tuple(headings), rows)
