"""Reads all sources and derives from them what the snapshot holds: spells, heirs, seats, towns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from data.places import borders, sources, townlists
from data.places.formertowns import Edition, Former, former_towns, lost_cities
from data.places.formertowns import root_of as town_root
from data.places.heirs import FIRST_TOLD, Heirs, chased_heirs, strays, with_towns
from data.places.history import Spell, Succession, spells_of
from data.places.patch import Patch
from data.places.points import points_of
from data.places.sources import Listed, Path3
from data.places.townlists import TownList
from yinuo.engines.places.lookup import TOWN_HOMES

YEAR = 2026
AS_OF = "2026-09-11"
BUREAU_MARK = "s"
"""Stands behind a town's code that the statistics bureau gave."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the sources say, and what was derived from it; `strays` and `misplaced` are problems."""

    patch: Patch
    current: dict[Path3, str]
    second: dict[Path3, str]
    spells: dict[Path3, Spell]
    heirs: Heirs
    points: dict[Path3, tuple[float, float]]
    towns: TownList
    former: list[Former]
    ministry_towns: TownList
    ministry_towns_before: TownList
    bureau_areas: dict[str, str]
    letters: dict[str, tuple[str, ...]]
    strays: list[str]
    misplaced: list[str]


def compile_sources(root: Path, patch: Patch) -> Compiled:
    """Everything from a folder of packages and the reviewed rows."""
    current = sources.read_current(root)
    spells = spells_of(_respelt(sources.read_yearly(root), patch), current, YEAR)
    spells |= _missing_spells(patch)
    chased = chased_heirs(
        spells, current, Succession(spells, sources.read_changes(root), YEAR), patch
    )
    ministry, before = sources.read_ministry_towns(root), townlists.read_ministry_towns(root)
    bureau = {year: _at_home(townlists.read_bureau_towns(root, year)) for year in townlists.BUREAU}
    towns = _towns_of_today(ministry, before, bureau[max(bureau)], _leaves(current), patch)
    former = _former(root, bureau, before, towns, _recent(chased, spells, current), patch)
    heirs = with_towns(chased, spells, current, former)
    followers = {path: [heir.path for heir in found] for path, found in heirs.items()}
    points = points_of(spells, sources.read_points(root), followers, patch.points())
    return Compiled(
        patch=patch,
        current=current,
        second=sources.read_second_opinion(root),
        spells=spells,
        heirs=heirs,
        points=points,
        towns=towns,
        former=former,
        ministry_towns=ministry,
        ministry_towns_before=before,
        bureau_areas=townlists.read_bureau_areas(root, max(bureau)),
        letters=sources.read_letters(root),
        strays=strays(heirs, spells, current, former),
        misplaced=borders.misplaced(root, current, points, patch),
    )


def bare_code(code: str) -> str:
    """A town's 9 digits without the mark of whose they are."""
    return code.removesuffix(BUREAU_MARK)


def _leaves(current: dict[Path3, str]) -> set[str]:
    """Codes of what has towns: counties, and cities without counties."""
    with_counties = {path[:2] for path in current if path[2]}
    return {code for path, code in current.items() if path[2] or path[:2] not in with_counties}


def _respelt(listed: list[Listed], patch: Patch) -> list[Listed]:
    """With the names that the lists misspell as they are written, whatever their code was that year."""
    right = {(row.code[:4], row.name): row.to for row in patch.of("spelling")}
    found = []
    for item in listed:
        name = right.get((item.code[:4], item.path[2]))
        found.append(replace(item, path=(*item.path[:2], name)) if name else item)
    return found


def _missing_spells(patch: Patch) -> dict[Path3, Spell]:
    """Counties gone that no list has; `to` is first|last year, `towns` the names above."""
    found = {}
    for row in patch.of("gone"):
        first, last = row.to.split("|")
        province, city = row.towns
        path = (province, city, row.name)
        found[path] = Spell(path, row.code, int(first), int(last))
    return found


def _at_home(towns: TownList) -> TownList:
    found: TownList = defaultdict(dict)
    for county, names in towns.items():
        found[TOWN_HOMES.get(county, county)] |= names
    return dict(found)


def _towns_of_today(
    ministry: TownList, before: TownList, bureau: TownList, leaves: set[str], patch: Patch
) -> TownList:
    """The ministry's towns, and those of the bureau that the ministry doesn't list and nothing replaced.

    Where neither has any, the ministry's of the year before.
    """
    towns: TownList = defaultdict(dict, {county: dict(found) for county, found in ministry.items()})
    homes = leaves | patch.codes("special")
    for home, found in bureau.items():
        if home in homes:
            own = ministry.get(home, {})
            fresh = {town_root(name) for name in own.keys() - found.keys()}
            for name, code in found.items():
                is_renamed = bool(own) and town_root(name) in fresh
                has_ended = bool(own) and name in before.get(home, {})
                if name not in own and not is_renamed and not has_ended:
                    towns[home][name] = code + BUREAU_MARK
    for county in leaves & (before.keys() - towns.keys()):
        towns[county] = dict(before[county])
    for row in patch.of("town"):
        towns[row.code[:6]].setdefault(row.name, row.to + BUREAU_MARK)
    return dict(towns)


def _former(
    root: Path, bureau: dict[int, TownList], before: TownList, towns: TownList,
    heirs: Mapping[str, list[str]], patch: Patch,
) -> list[Former]:  # fmt: skip
    today = {
        county: {name: bare_code(code) for name, code in found.items()}
        for county, found in towns.items()
    }
    cities = lost_cities([*bureau.values(), before], today)
    editions = [
        Edition(year, found, townlists.read_villages(root, year, cities))
        for year, found in bureau.items()
    ]
    editions.append(Edition(townlists.MINISTRY_YEAR, before, {}))
    reviewed = {(row.code, row.name): (row.to, "") for row in patch.of("former_town")}
    return [
        replace(town, now=reviewed.get((town.county, town.name), town.now))
        for town in former_towns(editions, today, heirs)
    ]


def _recent(
    heirs: Heirs, spells: dict[Path3, Spell], current: dict[Path3, str]
) -> dict[str, list[str]]:
    """Codes of counties gone since the yearly lists of towns began -> codes of their heirs."""
    alive = set(current.values())
    return {
        spells[gone].code: [current[heir.path] for heir in found]
        for gone, found in heirs.items()
        if spells[gone].last >= FIRST_TOLD and spells[gone].code not in alive
    }
