"""What a manager does with a file: hands it in, takes the columns as guessed, reads the dry run, goes on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from openpyxl import Workbook

from yinuo.base.actor import Actor
from yinuo.store.perform import perform
from yinuo.transfer.actions import choose_columns, receive_book, start_import
from yinuo.transfer.facts import FileKind, ImportFacts, LineFacts, Options
from yinuo.transfer.going import carry_on
from yinuo.transfer.reads import get_import, list_lines, open_book

ACTOR = Actor.system("import")
Rows = Sequence[Sequence[Any]]


def csv_of(rows: Rows) -> bytes:
    """The rows as a CSV file."""
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()


def xlsx_of(**sheets: Rows) -> bytes:
    """A workbook with these sheets."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def receive(
    company_id: UUID, data: bytes, now: datetime, kind: FileKind | None = None
) -> tuple[ImportFacts, ...]:
    """The tables of a file, its columns guessed."""
    return perform(
        receive_book,
        actor=ACTOR,
        now=now,
        company_id=company_id,
        staff_id=None,
        name="list.csv",
        book=open_book(data),
        kind=kind,
    )


def check(one: ImportFacts, now: datetime, options: Options | None = None) -> ImportFacts:
    """The dry run, through to its end."""
    perform(
        choose_columns,
        actor=ACTOR,
        now=now,
        import_id=one.id,
        columns=one.columns,
        options=options or Options(),
        has_worker=False,
    )
    carry_on(one.id)
    return get_import(one.id)


def run(one: ImportFacts, now: datetime) -> ImportFacts:
    """The import itself, through to its end."""
    perform(start_import, actor=ACTOR, now=now, import_id=one.id, has_worker=False)
    carry_on(one.id)
    return get_import(one.id)


def bring(
    company_id: UUID,
    rows: Rows,
    now: datetime,
    kind: FileKind | None = None,
    options: Options | None = None,
) -> tuple[ImportFacts, ImportFacts]:
    """A table all the way: what the dry run said, and what came of it."""
    (one,) = receive(company_id, csv_of(rows), now, kind)
    checked = check(one, now, options)
    return checked, run(one, now)


def counts(one: ImportFacts) -> tuple[int, int, int, int]:
    """Created, updated, the same, refused."""
    return one.created, one.updated, one.same, one.refused


def said(one: ImportFacts) -> dict[int, LineFacts]:
    """The lines of which there is something to say."""
    return {line.number: line for line in list_lines(one.id)}
