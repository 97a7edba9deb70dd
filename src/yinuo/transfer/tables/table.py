"""What somebody asks for, and the table that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from yinuo.base.local_time import ZONE
from yinuo.case.facts import CaseFilter
from yinuo.promise.facts import PromiseState
from yinuo.promise.figures import Tally
from yinuo.transfer.columns import find_column
from yinuo.transfer.facts import FileKind
from yinuo.transfer.guard import Value

T = TypeVar("T")


class ListKind(StrEnum):
    """The lists that go out; those of the company's own tables are named as their sheets are."""

    CASES = "cases"
    PROMISES = "promises"
    FIGURES = "figures"
    FIGURE = "figure"  # the cases behind one of them
    QUOTES = "quotes"
    REMEDIES = "remedies"
    CALLS = "calls"
    LOOKS = "looks"
    FAKES = "fakes"
    CUSTOMERS = "customers"
    PRODUCTS = "products"
    STAFF = "staff"
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


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the company's: the table that it stands in, its line's words, and how promises came out
    there, or a number with what it is of."""

    table: str
    text: str
    tally: Tally | None = None
    count: float | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A list, and how it is cut. `outlet_ids` is what `list_outlet_ids` says of the scope of who asks; with
    `is_whole` numbers and addresses are in it as they are, else masked or left out. `case_ids` are those
    behind a figure, `figures` the figures themselves, `staff_id` whose looks are asked for, None: those of
    everybody."""

    kind: ListKind
    company_id: UUID
    outlet_ids: frozenset[UUID] | None
    is_english: bool
    is_whole: bool = False
    wanted: CaseFilter = field(default_factory=CaseFilter)
    promise: PromiseState | None = None
    case_ids: tuple[UUID, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A title, headings, and rows that are read as they are written out."""

    title: str
    headings: tuple[str, ...]
    rows: Iterable[Sequence[Value]]


def headings_of(kind: FileKind, names: Sequence[str], *, is_english: bool) -> tuple[str, ...]:
    """The words of these columns of a kind that can be imported, so that the file is understood again."""
    columns = [find_column(kind, name) for name in names]
    return tuple((one.en if is_english else one.zh) for one in columns if one is not None)


def pages(
    read: Callable[[T | None], Sequence[T]],
) -> Iterator[Sequence[T]]:
    """Page after page, each asked for with the last thing of the one before, until one is empty."""
    last: T | None = None
    while page := read(last):
        yield page
        last = page[-1]


def local(at: datetime | None) -> str:
    """An instant as people of the company write it."""
    return f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" if at else ""
