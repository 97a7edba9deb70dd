"""The invented company 安诺: the files that its outlets, crews and rules are loaded from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

BUILT_DATE = date(2026, 11, 22)
"""The day as of which the files' dates are meant."""
RULEBOOK = "rulebook.yaml"
ORDER = (
    "company.csv",
    RULEBOOK,
    "models.csv",
    "warranty.csv",
    "outlets.csv",
    "credentials.csv",
    "areas.csv",
    "technicians.csv",
    "shifts.csv",
    "tariff.csv",
    "units.csv",
)
"""The files in the order in which they need each other."""
_MOVED = {
    "technicians.csv": ("no_record_checked_date", "no_record_valid_to"),
    "units.csv": ("sold_date", "installed_date", "registered_date", "made_date"),
}
"""Columns whose dates only mean something beside today: yearly proofs, and dates of sale."""


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """A file as it is to be loaded."""

    name: str
    data: bytes


def company_files(today: date) -> Iterator[CompanyFile]:
    """The company's files in the order to load them, yearly proofs and sale dates moved to today.

    A demonstration starts on any day; without this its technicians' proofs would have run out and its
    units left their warranty a year after the files were written. The same day gives the same bytes.
    """
    for name in ORDER:
        data = (files(__package__) / name).read_bytes()
        yield CompanyFile(name, _moved(data, _MOVED[name], today) if name in _MOVED else data)


def _moved(data: bytes, columns: tuple[str, ...], today: date) -> bytes:
    by = today - BUILT_DATE
    reader = csv.DictReader(io.StringIO(data.decode()))
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    for row in reader:
        writer.writerow(row | {name: _shift(row[name], by) for name in columns})
    return out.getvalue().encode()


def _shift(text: str, by: timedelta) -> str:
    return (date.fromisoformat(text) + by).isoformat() if text else ""
