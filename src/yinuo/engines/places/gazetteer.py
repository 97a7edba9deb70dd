"""The packaged snapshot of divisions and towns, loaded once, on first use."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from yinuo.base.point import Point
from yinuo.engines.places.facts import Level, Names, Successor

SNAPSHOT = "divisions-2026-09.json.gz"
MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
_LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY)
_SHARES = {"w": "whole", "p": "part"}


@dataclass(frozen=True, slots=True)
class Row:
    """A division under one name and one parent; `index` and `parent` are places in `Gazetteer.rows`.

    `first` and `last` are the years it was listed in, 0 for before 1981 and for still in force. A
    special row has the code of the division that administers it and its own in `bureau_code`; its
    `aliases` are other names that people give it, of use only next to its city's (高新区).
    """

    index: int
    code: str
    name: str
    level: Level
    parent: int
    first: int
    last: int
    point: Point | None
    heirs: tuple[tuple[int, str, tuple[str, ...]], ...]
    bureau_code: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def is_current(self) -> bool:
        """Whether it is in force on the snapshot's date."""
        return self.last == 0

    @property
    def valid_from(self) -> date | None:
        """It began on or after this day."""
        return date(self.first, 1, 1) if self.first else None

    @property
    def valid_to(self) -> date | None:
        """It had ended by this day."""
        return date(self.last + 1, 12, 31) if self.last else None

    def is_valid_on(self, day: date) -> bool:
        """Whether it may have been in force; true for old and new alike in a year of change."""
        ends_date = self.valid_to
        return self.first <= day.year and (ends_date is None or day < ends_date)


@dataclass(frozen=True, slots=True)
class Town:
    """A town: 9-digit code, official name, and whose list it stands in ("mca" or "nbs")."""

    code: str
    name: str
    authority: str


@dataclass(frozen=True, slots=True)
class FormerTown:
    """A town that a yearly list had since 2016 and that doesn't stand in its county's list any more.

    `code` (9 digits) and `county` (6) are those it was listed under, `last_year` the last list's. Where its
    place lies today tell `heir_county` and `heir_town`, codes in force (or the bureau's, for a special
    place); "" where no source tells. The heir may have the same name in another county: 江干区's 下沙街道.
    """

    code: str
    name: str
    county: str
    last_year: int
    heir_county: str
    heir_town: str


class Gazetteer:
    """All rows, with what hangs below and above each."""

    def __init__(self, snapshot: dict[str, Any]) -> None:
        self.as_of = date.fromisoformat(snapshot["as_of"])
        self.letters: dict[str, str] = snapshot["letters"]
        self.rows = [_row(i, packed) for i, packed in enumerate(snapshot["divisions"])]
        self.by_code = self._index_codes()
        for own, name, home, aliases in snapshot["specials"]:
            parent = self.by_code[home]
            row = Row(
                len(self.rows),
                home,
                name,
                Level.COUNTY,
                parent,
                0,
                0,
                None,
                (),
                own,
                tuple(aliases),
            )
            self.rows.append(row)
        self.above = [self._above(row) for row in self.rows]
        self._towns: dict[str, str] = snapshot["towns"]
        self._former: dict[str, str] = snapshot["former_towns"]
        self._has_counties = {
            row.parent for row in self.rows if row.level is Level.COUNTY and row.is_current
            and not row.bureau_code
        }  # fmt: skip

    def _index_codes(self) -> dict[str, int]:
        """Code to row: the one in force, else the one that held the code last."""
        found: dict[str, int] = {}
        for row in self.rows:
            known = self.rows[found[row.code]] if row.code in found else None
            if known is None or (row.last or 9999) > (known.last or 9999):
                found[row.code] = row.index
        return found

    def _above(self, row: Row) -> tuple[int, ...]:
        found = []
        while row.parent >= 0:
            found.append(row.parent)
            row = self.rows[row.parent]
        return tuple(found)

    def ancestors(self, row: Row) -> list[Row]:
        """Parents from the nearest up; `above` has their places in `rows`."""
        return [self.rows[index] for index in self.above[row.index]]

    def names(self, row: Row, town: str = "") -> Names:
        """The names along its path."""
        path = {r.level: r.name for r in (row, *self.ancestors(row))}
        province, city, county = (path.get(level, "") for level in _LEVELS)
        return Names(province, city, county, town)

    def successors(self, row: Row) -> tuple[Successor, ...]:
        """The divisions in force that took its place; empty for one in force."""
        return tuple(Successor(self.rows[i].code, share, towns) for i, share, towns in row.heirs)

    def is_leaf(self, row: Row) -> bool:
        """Whether nothing but towns lies below: a county, or a city without counties."""
        return row.level is Level.COUNTY or (
            row.level is Level.CITY and row.index not in self._has_counties and row.is_current
        )

    def towns(self, code: str) -> list[Town]:
        """The towns of a county, or of a city without counties; empty when no list has them."""
        found = (town.split(",") for town in self._towns.get(code, "").split(";") if town)
        return [Town(own[:9], name, "nbs" if own.endswith("s") else "mca") for name, own in found]

    def former_towns(self, code: str) -> list[FormerTown]:
        """The towns once listed in a county, in force or gone, and those of others that lie in it today."""
        own = _former(code, self._former.get(code, ""))
        return own + [town for town in self._taken_over.get(code, ()) if town.county != code]

    @cached_property
    def _taken_over(self) -> dict[str, list[FormerTown]]:
        """County in force -> the former towns that lie in it today; read on first use."""
        found: dict[str, list[FormerTown]] = defaultdict(list)
        for county, packed in self._former.items():
            for town in _former(county, packed):
                found[town.heir_county].append(town)
        return found

    def town_homes(self, prefix: str) -> list[str]:
        """Codes of the counties in force below a code prefix that have towns."""
        return [
            code
            for code in self._towns
            if code.startswith(prefix) and self.rows[self.by_code.get(code, 0)].code == code
        ]


def _row(index: int, packed: list[Any]) -> Row:
    code, name, level, parent, first, last, point, heirs = packed
    return Row(
        index, code, name, _LEVELS[level - 1], parent, first, last,
        Point(*point) if point else None,
        tuple((i, _SHARES[share], tuple(towns)) for i, share, towns in heirs),
    )  # fmt: skip


def _former(county: str, packed: str) -> list[FormerTown]:
    """Unpacked only where asked for: most questions name no town that is gone."""
    fields = (town.split(",") for town in packed.split(";") if town)
    return [
        FormerTown(code, name, county, int(last_year), heir_county, heir_town)
        for name, code, last_year, heir_county, heir_town in fields
    ]


@cache
def load() -> Gazetteer:
    """The gazetteer of the packaged snapshot."""
    packed = files("yinuo.engines.places").joinpath(SNAPSHOT).read_bytes()
    return Gazetteer(json.loads(gzip.decompress(packed)))
