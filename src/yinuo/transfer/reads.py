"""What others may ask about imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import QuerySet

from yinuo.store.secrecy import blind_index, decrypt_bytes

from .columns import ORDER
from .facts import (
    Book,
    FileKind,
    Grid,
    ImportFacts,
    ImportState,
    ImportUnknown,
    Line,
    LineFacts,
    Outcome,
)
from .matching import fold
from .models import Import, ImportLine
from .models import Mapping as Remembered
from .reading import read_book, read_table


def open_book(data: bytes) -> Book:
    """A file that somebody hands in, read to its end: before the transaction that keeps it, since that takes
    as long as the file is large. Raises BookUnreadable."""
    return Book(data, read_book(data))


def get_import(import_id: UUID) -> ImportFacts:
    """The import. Raises ImportUnknown."""
    row = Import.objects.defer("data").filter(id=import_id).first()
    if row is None:
        raise ImportUnknown
    return _to_facts(row)


def list_imports(
    company_id: UUID, *, before: UUID | None = None, limit: int = 20
) -> tuple[ImportFacts, ...]:
    """A company's imports, the newest first; `before` continues an earlier page."""
    rows = Import.objects.defer("data").filter(company_id=company_id).order_by("-id")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return tuple(_to_facts(row) for row in rows[:limit])


def list_tables(import_id: UUID) -> tuple[ImportFacts, ...]:
    """The tables that came in one file with this one, itself among them, in the order in which they need each
    other."""
    row = Import.objects.values("company_id", "digest", "created_at").filter(id=import_id).first()
    rows = Import.objects.defer("data").filter(**row) if row else Import.objects.none()
    return _in_order(rows)


def find_unfinished(company_id: UUID, digest: str) -> tuple[ImportFacts, ...]:
    """Imports of this very file that were begun and aren't done, in the order they need."""
    states = (ImportState.RUNNING, ImportState.STOPPED)
    rows = Import.objects.defer("data").filter(
        company_id=company_id, digest=digest, state__in=states
    )
    return _in_order(rows)


def list_lines(
    import_id: UUID, *, outcome: Outcome | None = None, after: int = 0, limit: int = 100
) -> tuple[LineFacts, ...]:
    """The lines of which there is something to say, of one outcome or of all, in the file's order."""
    rows = ImportLine.objects.filter(of_id=import_id, number__gt=after).order_by("number")
    if outcome is not None:
        rows = rows.filter(outcome=outcome)
    return tuple(row.to_facts() for row in rows[:limit])


def map_lines(import_id: UUID) -> dict[int, LineFacts]:
    """All of them by their number in the file: for the file with its column of reasons."""
    rows = ImportLine.objects.filter(of_id=import_id).order_by("number").iterator(chunk_size=500)
    return {row.number: row.to_facts() for row in rows}


def read_grid(import_id: UUID) -> Grid:
    """The table as it stands in the file. Raises ImportUnknown, also once the file was dropped."""
    found = Import.objects.filter(id=import_id).values_list("data", "sheet_at").first()
    if found is None or found[0] is None:
        raise ImportUnknown
    return read_table(decrypt_bytes(bytes(found[0])), found[1])


def lines_of(grid: Grid, columns: tuple[str, ...]) -> Iterator[Line]:
    """The rows of a table in our names, by what was chosen for each heading."""
    chosen = [(at, name) for at, name in enumerate(columns) if name]
    for row in grid.rows:
        cells = {name: row.cells[at] for at, name in chosen if at < len(row.cells)}
        yield Line(row.number, cells)


def headings_index(headings: tuple[str, ...]) -> str:
    """What stands for a set of headings, in whatever order."""
    return blind_index("transfer.headings", "\0".join(sorted(map(fold, headings))))


def find_remembered(
    company_id: UUID, headings: tuple[str, ...]
) -> tuple[FileKind, Mapping[str, str]] | None:
    """What somebody of the company chose for just these headings before."""
    row = Remembered.objects.filter(
        company_id=company_id, headings_index=headings_index(headings)
    ).first()
    return (FileKind(row.kind), dict(row.columns)) if row else None


def _in_order(rows: QuerySet[Import]) -> tuple[ImportFacts, ...]:
    found = (_to_facts(row) for row in rows.order_by("sheet_at", "id"))
    return tuple(sorted(found, key=lambda one: ORDER.index(one.kind)))


def _to_facts(row: Import) -> ImportFacts:
    return row.to_facts()
