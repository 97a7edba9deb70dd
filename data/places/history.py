"""Finds, for each division that is gone, the divisions that took its place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from data.places.sources import Change, Listed, Path3

_SUFFIX = re.compile(r"(自治县|自治旗|自治州|地区|行政区|矿区|特区|林区|新区|县|市|区|旗|盟|镇)$")
_SINCE = 1984
"""Before that year whole provinces renumbered their codes, so equal codes prove nothing."""

_SPLIT_PROVINCES = {"四川省": "重庆市", "广东省": "海南省"}
"""The two provinces that were carved out of another since 1980: old -> new."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A division under one name and one parent: its last code, first and last year listed."""

    path: Path3
    code: str
    first: int
    last: int

    @property
    def name(self) -> str:
        """The name at its own level."""
        return next(part for part in reversed(self.path) if part)

    @property
    def level(self) -> int:
        """1 province, 2 city, 3 county."""
        return 3 if self.path[2] else 2 if self.path[1] else 1


def root_of(name: str) -> str:
    """The name without what kind of division it is: 湟中县 and 湟中区 are both 湟中."""
    bare = _SUFFIX.sub("", name)
    return bare or name


def spells_of(listed: list[Listed], current: dict[Path3, str], year: int) -> dict[Path3, Spell]:
    """One spell for each path ever listed; those in force end in `year`."""
    rows: dict[Path3, list[Listed]] = defaultdict(list)
    for row in listed:
        rows[row.path].append(row)
    spells = {}
    for path, found in rows.items():
        found.sort(key=lambda row: row.year)
        spells[path] = Spell(path, found[-1].code, found[0].year, found[-1].year)
    for path, code in current.items():
        first = spells[path].first if path in spells else year
        spells[path] = Spell(path, code, first, year)
    return spells


class Succession:
    """The four ways to a successor, best evidence first."""

    def __init__(self, spells: dict[Path3, Spell], changes: list[Change], year: int) -> None:
        self._year = year
        self._by_name: dict[tuple[str, str], list[Spell]] = defaultdict(list)
        self._by_code: dict[tuple[str, int], list[Spell]] = defaultdict(list)
        self._by_root: dict[tuple[str, str, int], list[Spell]] = defaultdict(list)
        for spell in spells.values():
            self._by_name[spell.code, spell.name].append(spell)
            self._by_code[spell.code, spell.level].append(spell)
            self._by_root[spell.path[0], root_of(spell.name), spell.level].append(spell)
        self._events: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in changes:
            self._events[change.old].append(change)

    def next_of(self, spell: Spell) -> list[Spell]:
        """The spells that follow directly; empty when the sources do not tell."""
        for rule in (self._by_event, self._by_same_root, self._by_same_code):
            if found := rule(spell):
                return found
        return []

    def _follows(self, spell: Spell, other: Spell) -> bool:
        return (
            other.path != spell.path and other.first <= spell.last + 2 and other.last > spell.last
        )

    def _by_event(self, spell: Spell) -> list[Spell]:
        found: list[Spell] = []
        for change in self._events[spell.code, spell.name]:
            if spell.last <= change.year <= spell.last + 2:
                found += [s for s in self._by_name[change.new] if self._may_inherit(spell, s)]
        return list(dict.fromkeys(found))

    def _may_inherit(self, spell: Spell, other: Spell) -> bool:
        """A neighbour in the same city, a new one, or a namesake in the same province.

        The events name far older divisions by mistake: Harbin's 太平区 did not go to Fuxin's.
        """
        is_near = other.path[:2] == spell.path[:2] or other.first > spell.last
        is_namesake = root_of(other.name) == root_of(spell.name) or spell.level == 2
        is_kin = other.path[0] == spell.path[0] and other.level == spell.level and is_namesake
        return (is_near or is_kin) and self._follows(spell, other)

    def _by_same_root(self, spell: Spell) -> list[Spell]:
        """The same name root at the same level, new when the old one went; same city wins."""
        provinces = [spell.path[0], _SPLIT_PROVINCES.get(spell.path[0], "")]
        root = root_of(spell.name)
        options = [o for p in provinces for o in self._by_root[p, root, spell.level]]
        options = [o for o in options if self._follows(spell, o) and o.first > spell.last]
        at_home = [o for o in options if o.path[:2] == spell.path[:2]]
        found = at_home or options
        return found if len(found) == 1 else []

    def _by_same_code(self, spell: Spell) -> list[Spell]:
        if spell.last < _SINCE:
            return []
        options = self._by_code[spell.code, spell.level]
        found = [o for o in options if self._follows(spell, o) and o.first > spell.last]
        return found if len(found) == 1 else []
