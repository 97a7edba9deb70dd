"""Finds the town that a text names inside a division that is already known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Row, Town, load
from yinuo.engines.places.letters import simplify
from yinuo.engines.places.lexicon import is_of_a_place
from yinuo.engines.places.names import town_base

_WINDOW = 40
"""Letters after the division in which a town's full name is still looked for."""
_RARE = 3
"""Towns of one name in a province up to which the name is rare."""
_ROADS = "路街道巷"
"""Ends of towns' names (延安路街道) that without their kind name the road."""
_GENERIC = re.compile(
    r"..|(?:经济|技术|高新|产业|工业|旅游|度假|综合|保税|管理|开发|县|城|园|新|区)+"
)
"""Names of towns that are words of their own: they count only right after their county."""
_COUNTIES = tuple("县市区旗")
"""Letters that make a county of a name that its town has too: 无极县 said again is no 无极镇."""
_AHEAD = re.compile(r".{1,12}?(?:街道|镇|乡|地区|苏木)")
"""A text that goes on with what may be a town's full name."""
_KINDS = ("街道", "镇", "乡", "区")
"""What people put after a town's name when its kind has changed, or was never known to them."""


@dataclass(slots=True)
class TownFound:
    """A town, the county or city whose list it stands in, and where the text names it.

    `moved_after` is the last year in which it was another town, `was`, maybe of another county; 0 and None
    where no list tells.
    """

    town: Town
    home: str
    start: int
    end: int
    is_renamed: bool = False
    moved_after: int = 0
    was: Town | None = None


class _Written:
    """Towns by one way to write them, found by their first two letters."""

    def __init__(self) -> None:
        self._towns: dict[str, list[tuple[str, Town, int, Town | None]]] = {}
        self._sizes: dict[str, tuple[int, ...]] = {}

    def add(
        self, name: str, home: str, town: Town, moved_after: int = 0, was: Town | None = None
    ) -> None:
        """Note a town under a name of two letters or more."""
        if len(name) < 2:
            return
        self._towns.setdefault(name, []).append((home, town, moved_after, was))
        sizes = self._sizes.get(name[:2], ())
        if len(name) not in sizes:
            self._sizes[name[:2]] = tuple(sorted((*sizes, len(name)), reverse=True))

    def at(self, text: str, start: int) -> list[TownFound]:
        """The towns of the longest name that begins there."""
        for size in self._sizes.get(text[start : start + 2], ()):
            if known := self._towns.get(text[start : start + size]):
                end = start + size
                return [
                    TownFound(town, home, start, end, moved_after=year, was=was)
                    for home, town, year, was in known
                ]
        return []

    def within(self, text: str, start: int, end: int) -> list[TownFound]:
        """Those of the first place with any that begins before `end`."""
        sizes = self._sizes
        for at in range(start, min(end, len(text) - 1)):
            found = self.at(text, at) if text[at : at + 2] in sizes else []
            if found and not _GENERIC.fullmatch(text, at, found[0].end):
                return found
        return []


class _Listed:
    """The towns of some counties in force by their full names; and by those names without their kind."""

    def __init__(self, homes: tuple[str, ...]) -> None:
        listed = [(home, town) for home in homes for town in load().towns(home)]
        names = simplify("\n".join(town.name for _, town in listed)).split("\n")
        self._named = list(zip(names, listed, strict=True)) if listed else []
        self.full = _Written()
        for name, (home, town) in self._named:
            self.full.add(name, home, town)

    def names(self) -> Iterator[tuple[str, Town]]:
        """Each town by its name."""
        return ((name, town) for name, (_, town) in self._named)

    @cached_property
    def base(self) -> _Written:
        """Made where it is first asked for: most texts name a town in full, or none."""
        base = _Written()
        for name, (home, town) in self._named:
            base.add(town_base(name), home, town)
        return base


def find_town(row: Row, text: str, start: int) -> TownFound | None:
    """The town of a county, or of a city without counties, named from `start` on; None if unclear.

    A full name counts within 40 letters; a name without its kind, or with another kind, only at once.
    A town that the county had until lately is found under what it is today, in whatever county.
    """
    if start >= len(text):
        return None
    home = row.bureau_code or row.code
    listed = _listed(home)
    found = _at_once(listed, text, start)
    if not found and _AHEAD.match(text, start):
        found = _former(home).at(text, start)
    found = found or listed.full.within(text, start, start + _WINDOW)
    return found[0] if len(found) == 1 else None


def find_town_before(row: Row, text: str, end: int) -> TownFound | None:
    """The town of a county whose full name ends where the county's begins: 罗塘街道姜堰区，泰州市."""
    home = row.bureau_code or row.code
    found = [
        TownFound(town, home, end - len(name), end)
        for name, town in _listed(home).names()
        if len(name) > 2 and text.endswith(name, 0, end)
    ]
    return min(found, key=lambda town: town.start, default=None)


def find_moved(row: Row, text: str, start: int) -> TownFound | None:
    """The town named at `start` that isn't the county's any more: 余杭区临平街道 is 临平区's.

    A list of earlier years says so; or the county's own hasn't got it, just one other in the city has, and
    hardly another in the province: what the county was said to be is out of date. A name that many places
    have (城关镇) tells no such thing.
    """
    own = row.bureau_code or row.code
    if _AHEAD.match(text, start) is None or _listed(own).full.at(text, start):
        return None
    former = _former(own).at(text, start)
    if former:
        return former[0] if len(former) == 1 and former[0].home != own else None
    found = _listed_below(own[:2]).full.at(text, start)
    near = [town for town in found if town.home[:4] == own[:4]]
    return near[0] if len(near) == 1 and near[0].home != own and len(found) <= _RARE else None


def find_towns_below(row: Row, text: str, start: int) -> list[TownFound]:
    """Towns named right after, or in a city near, a province or city; one for each county that fits."""
    if row.level is Level.PROVINCE:
        return _listed_below(row.code[:2]).full.at(text, start)
    return _listed_below(row.code[:4]).full.within(text, start, start + _WINDOW)


@cache
def _listed(home: str) -> _Listed:
    return _Listed((home,))


@cache
def _listed_below(prefix: str) -> _Listed:
    return _Listed(tuple(load().town_homes(prefix)))


@cache
def _former(home: str) -> _Written:
    """The towns that a county had since 2016 and hasn't any more, as what and where they are today."""
    written = _Written()
    for former in load().former_towns(home):
        for heir in load().towns(former.heir_county):
            if heir.code == former.heir_town:
                name = simplify(former.name)
                was = Town(former.code, former.name, "nbs")
                written.add(name, former.heir_county, heir, former.last_year, was)
    return written


def _at_once(listed: _Listed, text: str, start: int) -> list[TownFound]:
    """At `start`: the full name, else the name with another kind, else without any."""
    if found := listed.full.at(text, start):
        return found
    found = listed.base.at(text, start)
    if not found:
        return []
    end = found[0].end
    kind = next((k for k in _KINDS if text.startswith(k, end)), "")
    if kind:
        return [replace(f, end=end + len(kind), is_renamed=True) for f in _settled(found)]
    if (
        text[end - 1] in _ROADS
        or text[end : end + 1] in _COUNTIES
        or is_of_a_place(text[end : end + 10])
    ):
        return []
    return _settled(found)


def _settled(found: list[TownFound]) -> list[TownFound]:
    """Of one name listed twice (as 镇 by one authority, 街道 by the other), the ministry's."""
    ministry = [f for f in found if f.town.authority == "mca"]
    return ministry if len(ministry) == 1 else found
