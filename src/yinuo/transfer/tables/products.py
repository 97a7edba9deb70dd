"""The list of products with their dates, and whose they are where whole numbers are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from yinuo.people.facts import UnitFacts
from yinuo.people.known import list_units_after
from yinuo.people.reads import list_customers
from yinuo.transfer.facts import FileKind
from yinuo.transfer.guard import Value

from .table import Ask, Table, headings_of, pages

_NAMES = ("serial", "model", "sold_date", "installed_date", "registered_date", "made_date")


def products(ask: Ask) -> Table:
    """All products that the company has registered."""
    names = (*_NAMES, "phone", "email") if ask.is_whole else _NAMES
    headings = headings_of(FileKind.PRODUCTS, names, is_english=ask.is_english)
    return Table("Products" if ask.is_english else "产品", headings, _rows(ask))


def _rows(ask: Ask) -> Iterator[Sequence[Value]]:
    def read(last: UnitFacts | None) -> Sequence[UnitFacts]:
        return list_units_after(last.serial if last else "")

    for page in pages(read):
        owner_ids = {unit.owner_id for unit in page if unit.owner_id} if ask.is_whole else set()
        owners = {owner.id: owner for owner in list_customers(owner_ids)}
        for unit in page:
            dates = unit.sold_at_date, unit.installed_date, unit.registered_date, unit.made_date
            line = [unit.serial, unit.model, *map(_day, dates)]
            owner = owners.get(unit.owner_id) if unit.owner_id else None
            if ask.is_whole:
                line += [owner.phone, owner.email or ""] if owner else ["", ""]
            yield line


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
