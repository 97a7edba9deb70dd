"""Compares the sources with each other; what they disagree on has to be explained in patch.csv.

Each check returns the differences that no reviewed row covers; the build stops if there is any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.places.heirs import Heirs
from data.places.history import Spell
from data.places.patch import Patch
from data.places.sources import Path3
from data.places.townlists import TownList


def differing_divisions(
    current: dict[Path3, str], second: dict[Path3, str], patch: Patch
) -> Iterator[str]:
    """Divisions that one of the two current lists has and the other lacks, or has under another code."""
    reviewed = patch.codes("difference")
    for path, code in sorted(set(current.items()) ^ set(second.items())):
        if code not in reviewed:
            yield f"difference {code} {''.join(path)}: in one of the two current lists only"


def differing_towns(now: TownList, before: TownList, patch: Patch) -> Iterator[str]:
    """Counties whose towns differ between the ministry's list of now and that of last year's end.

    A reviewed row names exactly the towns that it explains.
    """
    reviewed = {row.code: row.towns for row in patch.of("town_difference")}
    for county in sorted(now.keys() | before.keys() | reviewed.keys()):
        names = changed_towns(now.get(county, {}), before.get(county, {}))
        if names != reviewed.get(county, ()):
            yield f"town_difference {county}: {'|'.join(names) or 'none (any more)'}"


def changed_towns(now: dict[str, str], before: dict[str, str]) -> tuple[str, ...]:
    """Names of the towns that only one list has, or has under another code, sorted."""
    return tuple(sorted({name for name, _ in set(now.items()) ^ set(before.items())}))


def unfounded_rows(
    current: dict[Path3, str], spells: dict[Path3, Spell], areas: dict[str, str],
    second: dict[Path3, str], patch: Patch,
) -> Iterator[str]:  # fmt: skip
    """Rows of patch.csv that speak of a division or a difference that no source has (any more)."""
    gone = {(s.code, s.name) for p, s in spells.items() if p not in current}
    alive = {(code, next(n for n in reversed(path) if n)) for path, code in current.items()}
    differing = {code for _, code in set(current.items()) ^ set(second.items())}
    known = {
        "successor": gone,
        "special": set(areas.items()),
        "point": alive,
        "first_year": alive,
        "difference": {
            (row.code, row.name) for row in patch.of("difference") if row.code in differing
        },
    }
    codes = {code for code, _ in alive}
    for kind, rows in known.items():
        for row in patch.of(kind):
            if (row.code, row.name) not in rows:
                yield f"{kind} {row.code} {row.name}: no source speaks of it"
            if kind in ("successor", "special") and row.to not in codes:
                yield f"{kind} {row.code} {row.name}: {row.to} isn't in force"


def unfit_heirs(heirs: Heirs, current: dict[Path3, str]) -> Iterator[str]:
    """Divisions gone without an heir, counties gone to a city with counties, cities gone to a county.

    The last is the mark of a namesake: 吉安市 went to 吉州区, not to 吉安县 around it.
    """
    with_counties = {path[:2] for path in current if path[2]}
    for gone, found in sorted(heirs.items()):
        name = "".join(gone)
        if not found:
            yield f"{name}: no successor"
        if gone[2].endswith("市") and [heir.path[2][-1:] for heir in found] == ["县"]:
            yield f"{name}: a city became {found[0].path[2]}"
        for heir in found:
            if gone[2] and not heir.path[2] and heir.path[:2] in with_counties:
                yield f"{name}: its successor {''.join(heir.path)} is no county"


def uneven_shares(patch: Patch) -> Iterator[str]:
    """Reviewed divisions whose only successor got a part, or that several got whole."""
    for (code, name), rows in patch.successors().items():
        if {row.share for row in rows} != {"whole" if len(rows) == 1 else "part"}:
            yield f"successor {code} {name}: shares {[row.share for row in rows]}"


def first_of(problems: Iterable[str], most: int = 40) -> list[str]:
    """At most so many of the problems, and how many there are in all."""
    found = list(problems)
    return found[:most] + ([f"... {len(found)} in all"] if len(found) > most else [])
