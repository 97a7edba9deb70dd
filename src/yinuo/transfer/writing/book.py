"""Writes a table into a file on disk, however long it is, and counts its rows."""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from openpyxl import Workbook

from yinuo.transfer.guard import Value, safe


class Format(StrEnum):
    """What kind of file."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that nobody else can open, at its beginning; it goes when it is closed."""

    file: IO[bytes]
    rows: int


def write_table(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], format: Format
) -> Written:
    """The table as a file. A CSV file begins with a mark that tells spreadsheets that it is UTF-8."""
    write = _write_workbook if format is Format.XLSX else _write_text
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile())
        count = write(file, title, headings, rows)
        stack.pop_all()  # it is the receiver's to close
    file.seek(0)
    return Written(file, count)


def _write_workbook(
    file: IO[bytes], title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.append([safe(heading) for heading in headings])
    count = 0
    for row in rows:
        sheet.append([safe(value) for value in row])
        count += 1
    book.save(file)
    return count


def _write_text(
    file: IO[bytes], title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> int:
    del title
    file.write(codecs.BOM_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([safe(heading) for heading in headings])
    count = 0
    for row in rows:
        writer.writerow([safe(value) for value in row])
        count += 1
    text.detach()
    return count
