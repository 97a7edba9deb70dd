"""Tells which divisions in force took over from each that is gone, with which of its towns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from data.places.formertowns import Former
from data.places.history import Spell, Succession
from data.places.patch import Patch
from data.places.sources import Path3

FIRST_TOLD = 2015
"""A county last listed before the end of this year has no towns in the yearly lists, which begin in 2016."""
_WHOLE, _PART = "whole", "part"
_FEW = 0.05
"""Share of a county's towns below which a neighbour got a strip of it, and is no successor."""


@dataclass(frozen=True, slots=True)
class Heir:
    """A division in force, whether it got the "whole" or a "part", and the towns known to have come."""

    path: Path3
    share: str
    towns: tuple[str, ...] = ()


Heirs = dict[Path3, list[Heir]]


def chased_heirs(
    spells: dict[Path3, Spell], current: dict[Path3, str], succession: Succession, patch: Patch
) -> Heirs:
    """The heirs of every division gone: as reviewed, else followed step by step to those in force."""
    by_code = {code: path for path, code in current.items()}
    reviewed = {
        key: [Heir(by_code[row.to], row.share, row.towns) for row in rows]
        for key, rows in patch.successors().items()
    }

    def chase(spell: Spell, seen: frozenset[Path3]) -> list[Heir]:
        if spell.path in current:
            return [Heir(spell.path, _WHOLE)]
        if known := reviewed.get((spell.code, spell.name)):
            return known
        following = [s for s in succession.next_of(spell) if s.path not in seen]
        return [heir for s in following for heir in chase(s, seen | {s.path})]

    gone = [spell for path, spell in spells.items() if path not in current]
    return {s.path: _shared(chase(s, frozenset([s.path]))) for s in gone}


def with_towns(
    heirs: Heirs, spells: dict[Path3, Spell], current: dict[Path3, str], former: Iterable[Former]
) -> Heirs:
    """The same with the towns that each part got, for counties of which a yearly list tells the towns.

    A county of which neither a review nor the lists of divisions tell has gone where most of its towns are.
    """
    paths, homes = {code: path for path, code in current.items()}, _homes(former)
    told: Heirs = {}
    for gone, found in heirs.items():
        spell = spells[gone]
        towns = {paths[c]: names for c, names in homes.get(spell.code, {}).items() if c in paths}
        if spell.level < 3 or spell.code in paths or not towns or spell.last < FIRST_TOLD:
            told[gone] = found
        else:
            told[gone] = _told(found or _by_towns(towns), towns)
    return told


def strays(
    heirs: Heirs, spells: dict[Path3, Spell], current: dict[Path3, str], former: Iterable[Former]
) -> list[str]:
    """Where a county's towns went to a division that isn't among its heirs: to be reviewed."""
    homes, alive = _homes(former), set(current.values())
    found = []
    for gone, known in heirs.items():
        spell = spells[gone]
        if spell.level < 3 or spell.code in alive or spell.last < FIRST_TOLD:
            continue
        codes = {current[heir.path] for heir in known}
        towns = homes.get(spell.code, {})
        most = sum(map(len, towns.values())) * _FEW
        found += [
            f"{spell.code} {spell.name}: {code} has {'|'.join(names)}"
            for code, names in towns.items()
            if code in alive and code not in codes and len(names) > max(most, 1)
        ]
    return found


def _homes(former: Iterable[Former]) -> dict[str, dict[str, list[str]]]:
    homes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for town in former:
        if town.now:
            homes[town.county][town.now[0]].append(town.name)
    return homes


def _by_towns(towns: dict[Path3, list[str]]) -> list[Heir]:
    least = sum(map(len, towns.values())) * _FEW
    ranked = sorted(towns.items(), key=lambda item: -len(item[1]))
    return _shared([Heir(path, _WHOLE) for path, names in ranked if len(names) > least])


def _told(heirs: list[Heir], towns: dict[Path3, list[str]]) -> list[Heir]:
    return [
        heir
        if heir.share == _WHOLE
        else replace(heir, towns=heir.towns or tuple(towns.get(heir.path, ())))
        for heir in heirs
    ]


def _shared(heirs: list[Heir]) -> list[Heir]:
    """Each division once: the only one got the whole, of several each got a part."""
    unique = {heir.path: heir for heir in heirs}.values()
    share = _WHOLE if len(unique) == 1 else _PART
    return [replace(heir, share=share) for heir in unique]
