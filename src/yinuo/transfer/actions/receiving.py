"""A file comes in: kept encrypted, and its columns guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.store.secrecy import blind_index, encrypt_bytes
from yinuo.transfer.columns import ORDER
from yinuo.transfer.facts import Book, FileKind, Grid, ImportFacts, ImportState, KindUnclear
from yinuo.transfer.matching import guess_columns, guess_kind
from yinuo.transfer.models import Import
from yinuo.transfer.reads import find_remembered

KEEP_UNCONFIRMED = timedelta(days=2)
"""How long a file waits for somebody to confirm it."""
_SAMPLES = 3
_NAME_LIMIT = 120


@action
def receive_book(
    *,
    company_id: UUID,
    staff_id: UUID | None,
    name: str,
    book: Book,
    kind: FileKind | None,
    actor: Actor,
    now: datetime,
) -> tuple[ImportFacts, ...]:
    """An import for each table of a file, in the order in which they need each other; nothing is imported.

    `kind` says what the lines are, None: by their headings. A sheet whose headings mean nothing is left out
    beside others. Raises KindUnclear where not one table can be told.
    """
    del actor
    found = [
        (at, grid, one)
        for at, grid in enumerate(book.grids)
        if (one := kind or _kind(company_id, grid)) is not None
    ]
    if not found:
        raise KindUnclear
    found.sort(key=lambda parts: ORDER.index(parts[2]))
    sealed, digest = encrypt_bytes(book.data), file_digest(book.data)
    rows = []
    for at, grid, one in found:
        row = _row(company_id, grid, one, now)
        row.staff_id, row.name, row.data, row.digest = staff_id, _plain(name), sealed, digest
        row.sheet_at = at
        row.save(force_insert=True)
        rows.append(row.to_facts())
    return tuple(rows)


def _plain(name: str) -> str:
    """A file's name as it can be shown: without control characters and bytes that were no text."""
    return "".join(mark for mark in name if mark.isprintable())[:_NAME_LIMIT]


def file_digest(data: bytes) -> str:
    """What stands for a file. Keyed: a small list of customers could be guessed from a plain digest."""
    return blind_index("transfer.file", data.hex())


def _kind(company_id: UUID, grid: Grid) -> FileKind | None:
    remembered = find_remembered(company_id, grid.headings)
    return remembered[0] if remembered else guess_kind(grid)


def _row(company_id: UUID, grid: Grid, kind: FileKind, now: datetime) -> Import:
    remembered = find_remembered(company_id, grid.headings)
    chosen = remembered[1] if remembered and remembered[0] is kind else None
    return Import(
        id=new_id(now),
        company_id=company_id,
        kind=kind.value,
        state=ImportState.MAPPING.value,
        title=grid.title,
        headings=list(grid.headings),
        samples=_samples(grid),
        columns=list(guess_columns(kind, grid, chosen)),
        lines=len(grid.rows),
        created_at=now,
        purge_at=now + KEEP_UNCONFIRMED,
    )


def _samples(grid: Grid) -> Sequence[Sequence[str]]:
    """For each heading the first cells below it that aren't blank."""
    found = []
    for at in range(len(grid.headings)):
        texts = (row.cells[at].text for row in grid.rows[:50] if at < len(row.cells))
        found.append([text[:60] for text in texts if text][:_SAMPLES])
    return found
