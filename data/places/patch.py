"""Reads patch.csv, what was reviewed by hand; each row carries its reason."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "patch.csv"
KINDS = frozenset(
    {
        "difference", "first_year", "former_town", "gone", "point", "seat", "special", "spelling",
        "successor", "town", "town_difference",
    }
)  # fmt: skip


class PatchError(ValueError):
    """A row of patch.csv is of no known kind, or gives no reason."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One row: what `to`, `share` and `towns` mean is told by `kind`, see README.md."""

    kind: str
    code: str
    name: str
    to: str
    share: str
    towns: tuple[str, ...]
    reason: str


class Patch:
    """All rows, by kind."""

    def __init__(self, rows: list[Reviewed]) -> None:
        for row in rows:
            if row.kind not in KINDS or not row.reason.strip():
                raise PatchError(f"patch.csv: no known kind, or no reason: {row}")
        self._rows = rows

    def of(self, kind: str) -> list[Reviewed]:
        """The rows of a kind, as they stand in the file."""
        return [row for row in self._rows if row.kind == kind]

    def codes(self, kind: str) -> set[str]:
        """The codes that have a row of a kind."""
        return {row.code for row in self.of(kind)}

    def points(self) -> dict[str, tuple[float, float]]:
        """Code -> seat, latitude and longitude in WGS-84."""
        pairs = {row.code: row.to.split("|") for row in self.of("point")}
        return {code: (float(lat), float(lng)) for code, (lat, lng) in pairs.items()}

    def first_years(self) -> dict[str, int]:
        """Code -> the year the division in force was set up."""
        return {row.code: int(row.to) for row in self.of("first_year")}

    def successors(self) -> dict[tuple[str, str], list[Reviewed]]:
        """Code and name of a division gone -> one row for each successor."""
        found: dict[tuple[str, str], list[Reviewed]] = defaultdict(list)
        for row in self.of("successor"):
            found[row.code, row.name].append(row)
        return found


def read_patch() -> Patch:
    """The reviewed rows of the repository. Raises PatchError."""
    with _FILE.open(encoding="utf-8") as file:
        rows = [_reviewed(row) for row in csv.DictReader(file)]
    return Patch(rows)


def _reviewed(row: dict[str, str]) -> Reviewed:
    towns = tuple(name for name in row["towns"].split("|") if name)
    return Reviewed(
        row["kind"], row["code"], row["name"], row["to"], row["share"], towns, row["reason"]
    )
