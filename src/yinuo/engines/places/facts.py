"""What the places engine answers with: divisions, candidates, a resolution, and its one error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yinuo.base.point import Point


class Status(StrEnum):
    """How far a text could be resolved."""

    RESOLVED = "resolved"
    """One county, or one city without counties."""
    PARTIAL = "partial"
    """One province or city, and nothing that says which county in it."""
    AMBIGUOUS = "ambiguous"
    """Several places fit, or several are named; somebody has to choose."""
    CONFLICT = "conflict"
    """Parts of the text, or the drop-down and the text, contradict each other."""
    SPECIAL = "special"
    """A place the ministry doesn't list; `code` is the division that administers it."""
    NONE = "none"
    """No division is named."""


class Level(StrEnum):
    """Rank of a division."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


@dataclass(frozen=True, slots=True)
class Names:
    """Official names level by level; "" where the level is absent or not named."""

    province: str = ""
    city: str = ""
    county: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Successor:
    """A division in force that took over all ("whole") or some ("part") of one that is gone.

    `towns` names towns known to have gone there; empty means not known town by town.
    """

    code: str
    share: str
    towns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """One division: 6-digit code, or 9 digits for a town.

    `point` is the seat in WGS-84, None where no source tells it. `valid_from` and `valid_to`
    (exclusive) have the precision of a year, since the yearly lists do: the division began on or
    after the one and had ended by the other; None means before 1981, and still in force.
    """

    code: str
    names: Names
    level: Level
    point: Point | None
    valid_from: date | None
    valid_to: date | None
    successors: tuple[Successor, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a text.

    `authority` is "mca" (ministry) or "nbs" (statistics bureau): whose code the most exact one given is.
    `town` has 9 digits or is None. `score` lies in 0 to 1 and ranks readings; it is no probability.
    `spans` are (start, end) positions in the original text, in order. `reasons` are codes, not prose.
    """

    code: str
    authority: str
    level: Level
    names: Names
    town: str | None
    score: float
    spans: tuple[tuple[int, int], ...]
    reasons: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    successors: tuple[Successor, ...] = ()

    @property
    def bureau_code(self) -> str:
        """The statistics bureau's own code of a SPECIAL place; "" for any other."""
        found = (r for r in self.reasons if r.startswith("bureau_code:"))
        return next(found, "").removeprefix("bureau_code:")

    @property
    def is_territory(self) -> bool:
        """Whether no county holds its land: false of a SPECIAL zone, which lies across some.

        The bureau numbers land that has no county of its own from 61 to 69, zones from 71 on.
        """
        return not self.bureau_code or "61" <= self.bureau_code[4:] <= "69"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text names, best reading first, as of a date (the snapshot's when none was asked for)."""

    status: Status
    candidates: tuple[Candidate, ...]
    as_of: date


class DivisionUnknown(KeyError):
    """No division, in force or gone, has the code."""
