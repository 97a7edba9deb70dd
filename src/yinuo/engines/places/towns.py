"""Finds the town that a text names inside a division that is already known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Row, Town, load
from yinuo.engines.places.letters import simplify
from yinuo.engines.places.lexicon import is_of_a_place
from yinuo.engines.places.names import town_base

_WINDOW = 40
"""Letters after the division in which a town's full name is still looked for."""
_KINDS = ("街道", "镇", "乡", "区")
"""What people put after a town's name when its kind has changed, or was never known to them."""


@dataclass(frozen=True, slots=True)
class TownFound:
    """A town, the county or city whose list it stands in, and where the text names it."""

    town: Town
    home: str
    start: int
    end: int
    is_renamed: bool = False


@dataclass(frozen=True, slots=True)
class _Names:
    full: dict[str, list[tuple[str, Town]]]
    base: dict[str, list[tuple[str, Town]]]
    longest: int


def find_town(row: Row, text: str, start: int) -> TownFound | None:
    """The town of a county, or of a city without counties, named from `start` on; None if unclear.

    A full name counts within 40 letters; a name without its kind, or with another kind, only at once.
    """
    names = _names((row.bureau_code or row.code,))
    found = _at_once(names, text, start) or _further_on(names, text, start)
    return found[0] if len(found) == 1 else None


def find_towns_below(row: Row, text: str, start: int) -> list[TownFound]:
    """Towns named right after, or in a city near, a province or city; one for each county that fits."""
    prefix = row.code[: 2 if row.level is Level.PROVINCE else 4]
    names = _names(tuple(load().town_homes(prefix)))
    if row.level is Level.PROVINCE:
        return _longest(names.full, text, start, names.longest)
    return _further_on(names, text, start)


@lru_cache(maxsize=512)
def _names(homes: tuple[str, ...]) -> _Names:
    full: dict[str, list[tuple[str, Town]]] = {}
    base: dict[str, list[tuple[str, Town]]] = {}
    for home in homes:
        for town in load().towns(home):
            name = simplify(town.name)
            full.setdefault(name, []).append((home, town))
            base.setdefault(town_base(name), []).append((home, town))
    return _Names(full, base, max(map(len, full), default=0))


def _further_on(names: _Names, text: str, start: int) -> list[TownFound]:
    for at in range(start, min(start + _WINDOW, len(text))):
        if found := _longest(names.full, text, at, names.longest):
            return found
    return []


def _longest(
    names: dict[str, list[tuple[str, Town]]], text: str, start: int, longest: int
) -> list[TownFound]:
    for size in range(min(longest, len(text) - start), 1, -1):
        if known := names.get(text[start : start + size]):
            return [TownFound(town, home, start, start + size) for home, town in known]
    return []


def _at_once(names: _Names, text: str, start: int) -> list[TownFound]:
    """At `start`: the full name, else the name with another kind, else without any."""
    if found := _longest(names.full, text, start, names.longest):
        return found
    found = _longest(names.base, text, start, names.longest)
    if not found:
        return []
    end = found[0].end
    kind = next((k for k in _KINDS if text.startswith(k, end)), "")
    if kind:
        return [
            TownFound(f.town, f.home, start, end + len(kind), is_renamed=True)
            for f in _settled(found)
        ]
    return [] if is_of_a_place(text[end : end + 3]) else _settled(found)


def _settled(found: list[TownFound]) -> list[TownFound]:
    """Of one name listed twice (as 镇 by one authority, 街道 by the other), the ministry's."""
    ministry = [f for f in found if f.town.authority == "mca"]
    return ministry if len(ministry) == 1 else found
