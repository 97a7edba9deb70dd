"""Facts of imports: kinds of tables, where an import stands, what becomes of a line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from .errors import (
    BookUnreadable,
    ColumnsMissing,
    ColumnTwice,
    ImportNotInState,
    ImportUnknown,
    KindUnclear,
)

__all__ = [
    "Book",
    "BookUnreadable",
    "Cell",
    "ColumnTwice",
    "ColumnsMissing",
    "Fault",
    "FileKind",
    "Flaw",
    "Grid",
    "GridRow",
    "ImportFacts",
    "ImportNotInState",
    "ImportState",
    "ImportUnknown",
    "KindUnclear",
    "Line",
    "LineFacts",
    "Options",
    "Outcome",
    "Verdict",
]


class FileKind(StrEnum):
    """What the lines of a table are. Those of the company itself are named as its sheets are."""

    CUSTOMERS = "customers"
    PRODUCTS = "products"
    STAFF = "staff"
    CASES = "cases"
    COMPANIES = "companies"
    MODELS = "models"
    WARRANTY = "warranty"
    OUTLETS = "outlets"
    CREDENTIALS = "credentials"
    AREAS = "areas"
    TECHNICIANS = "technicians"
    CERTIFICATES = "certificates"
    SHIFTS = "shifts"
    TARIFF = "tariff"
    VANS = "vans"


class ImportState(StrEnum):
    """Where an import stands."""

    MAPPING = "mapping"  # somebody says which column is what
    CHECKING = "checking"  # the dry run goes on
    CHECKED = "checked"  # somebody reads what would become of it
    RUNNING = "running"
    STOPPED = "stopped"  # by somebody; what was taken stays, the rest may follow
    DONE = "done"


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"
    REFUSED = "refused"


class Flaw(StrEnum):
    """What a spreadsheet did to a cell, so that it doesn't say any more what was typed."""

    NUMBER = "number"  # digits kept as a number: zeros in front are gone, if there were any
    ROUNDED = "rounded"  # more than fifteen digits: the last ones are wrong
    ERROR = "error"  # #REF!, #N/A
    NO_VALUE = "no_value"  # a formula that was never computed


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as text, and what may be wrong with that text."""

    text: str
    flaw: Flaw | None = None


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that isn't blank: its number in the file and its cells."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands in a file: headings, and the rows below them. `title` is the sheet's name."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[GridRow, ...]


class Book:
    """A file that was read: its bytes and the tables in it.

    As text it is its digest: that stands for it where one request is held against another.
    """

    def __init__(self, data: bytes, grids: tuple[Grid, ...]) -> None:
        self.data = data
        self.grids = grids

    def __str__(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """A row in our names: its number in the file, and the cells of the columns that were chosen."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, name: str) -> str:
        """The cell's text, empty where there is no such column."""
        cell = self.cells.get(name)
        return cell.text if cell else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, or worth knowing: the column's name, empty for the line as a whole, and the
    sentence that says what to do."""

    column: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a line. `faults` say why it is refused, or what to know of one that is taken; `wanted`
    is what the loader will write."""

    number: int
    outcome: Outcome
    faults: tuple[Fault, ...] = ()
    wanted: Any = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the person decided beside the columns: whether customers of imported cases are told, and that
    digits in the column of serial numbers never had zeros in front."""

    tell_customers: bool = False
    digits_are_whole: bool = False


@dataclass(frozen=True, slots=True)
class ImportFacts:
    """One table of one file on its way in. `columns` says for each heading which column it is, empty: none.

    `position` counts the lines done of `lines`, in the state at hand; the counts are those of the dry run
    until the import runs, and then its own. `run` counts how often the lines were begun anew.
    """

    id: UUID
    company_id: UUID
    staff_id: UUID | None
    kind: FileKind
    state: ImportState
    name: str
    title: str
    headings: tuple[str, ...]
    columns: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    options: Options
    lines: int
    run: int
    position: int
    created: int
    updated: int
    same: int
    refused: int
    noted: int
    created_at: datetime
    finished_at: datetime | None
    has_file: bool

    @property
    def left(self) -> int:
        """Lines that are still to be looked at, or taken."""
        return self.lines - self.position

    @property
    def is_at_work(self) -> bool:
        """Whether something goes on without anybody's doing."""
        return self.state in (ImportState.CHECKING, ImportState.RUNNING)


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line of which there is something to say."""

    number: int
    outcome: Outcome
    faults: tuple[Fault, ...] = field(default=())
