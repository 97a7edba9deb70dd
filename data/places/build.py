"""Compiles the dated snapshot that the places engine ships with: `python -m data.places.build PACKAGES`.

PACKAGES is a folder with the source packages unpacked side by side (README.md says which). The build
stops on a difference between the two current lists that patch.csv doesn't explain.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from data.places import sources
from data.places.history import Spell, Succession, spells_of
from data.places.points import points_of
from data.places.sources import Path3

_HERE = Path(__file__).parent
_YEAR = 2026
_TARGET = _HERE.parent.parent / "src/yinuo/engines/places/divisions-2026-09.json.gz"
Heirs = list[tuple[Path3, str, list[str]]]
"""Successors of one division: path, "whole" or "part", towns known to have gone there."""


def main(root: Path) -> None:
    """Read, check, compile, write, report."""
    patch = _read_patch()
    current = sources.read_current(root)
    _check_second_opinion(current, sources.read_second_opinion(root), patch)
    spells = spells_of(sources.read_yearly(root), current, _YEAR)
    towns = _merge_towns(root, current, patch)
    heirs = _heirs(root, spells, current, towns, patch)
    places = sources.read_points(root)
    followers = {path: [heir for heir, _, _ in found] for path, found in heirs.items()}
    points = points_of(spells, places, followers, _reviewed_points(patch))
    order = sorted(spells, key=lambda path: (spells[path].level, spells[path].code, path))
    snapshot = {
        "as_of": "2026-09-11",
        "divisions": _rows(order, spells, current, points, heirs, patch),
        "specials": [[p["code"], p["name"], p["to"]] for p in patch if p["kind"] == "special"],
        "towns": {code: sorted(found.items()) for code, found in sorted(towns.items())},
        "letters": _letters(root, order, towns),
    }
    packed = json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")).encode()
    _TARGET.write_bytes(gzip.compress(packed, mtime=0))
    _report(spells, current, heirs, points, towns)


def _read_patch() -> list[dict[str, str]]:
    with (_HERE / "patch.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _reviewed_points(patch: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    rows = [row for row in patch if row["kind"] == "point"]
    pairs = {row["code"]: row["to"].split("|") for row in rows}
    return {code: (float(lat), float(lng)) for code, (lat, lng) in pairs.items()}


def _check_second_opinion(
    current: dict[Path3, str], second: dict[Path3, str], patch: list[dict[str, str]]
) -> None:
    reviewed = {row["code"] for row in patch if row["kind"] == "difference"}
    differing = set(current.items()) ^ set(second.items())
    if unexplained := sorted(item for item in differing if item[1] not in reviewed):
        sys.exit(f"the two current lists differ, and patch.csv does not say why: {unexplained}")


def _merge_towns(
    root: Path, current: dict[Path3, str], patch: list[dict[str, str]]
) -> dict[str, dict[str, str]]:
    """County code -> town name -> 9 digits; the ministry's first, the bureau's marked with "s"."""
    towns: dict[str, dict[str, str]] = defaultdict(dict, sources.read_ministry_towns(root))
    codes = set(current.values()) | {row["code"] for row in patch if row["kind"] == "special"}
    for county, found in sources.read_statistics_towns(root).items():
        home = "620200" if county == "620201" else county
        if home in codes:
            for name, code in found.items():
                if not name.endswith("直辖村级区划"):
                    towns[home].setdefault(name, code + "s")
    for row in patch:
        if row["kind"] == "town":
            towns[row["code"][:6]].setdefault(row["name"], row["to"] + "s")
    return towns


def _heirs(
    root: Path,
    spells: dict[Path3, Spell],
    current: dict[Path3, str],
    towns: dict[str, dict[str, str]],
    patch: list[dict[str, str]],
) -> dict[Path3, Heirs]:
    succession = Succession(spells, sources.read_changes(root), _YEAR)
    by_code = {code: path for path, code in current.items()}
    patched: dict[tuple[str, str], Heirs] = defaultdict(list)
    for row in patch:
        if row["kind"] == "successor":
            names = row["towns"].split("|") if row["towns"] else []
            patched[row["code"], row["name"]].append((by_code[row["to"]], row["share"], names))
    moved = _heirs_by_towns(sources.read_statistics_towns(root), current, towns)

    def chase(spell: Spell, share: str, seen: frozenset[Path3]) -> Heirs:
        if spell.path in current:
            return [(spell.path, share, [])]
        if known := patched.get((spell.code, spell.name)) or moved.get(spell.code):
            return [(p, "part" if share == "part" else s, t) for p, s, t in known]
        following = [s for s in succession.next_of(spell) if s.path not in seen]
        part = "part" if len(following) > 1 else share
        return [h for s in following for h in chase(s, part, seen | {s.path})]

    gone = [spell for path, spell in spells.items() if path not in current]
    return {s.path: _unique(chase(s, "whole", frozenset([s.path]))) for s in gone}


def _unique(heirs: Heirs) -> Heirs:
    return list({heir[0]: heir for heir in heirs}.values())


def _heirs_by_towns(
    before: dict[str, dict[str, str]],
    current: dict[Path3, str],
    towns: dict[str, dict[str, str]],
) -> dict[str, Heirs]:
    """For counties gone since the bureau's list of 2023: where the ministry now lists their towns."""
    alive, result = set(current.values()), {}
    paths = {code: path for path, code in current.items()}
    for gone in (code for code in before if code not in alive and int(code[4:]) < 70):
        if gone[:4] not in {code[:4] for code in alive if code[4:] != "00"}:
            continue
        homes: dict[str, list[str]] = defaultdict(list)
        for name in before[gone]:
            found = [c for c in alive if c[:4] == gone[:4] and name in towns.get(c, {})]
            if len(found) == 1:
                homes[found[0]].append(name)
        share = "whole" if len(homes) == 1 else "part"
        ranked = sorted(homes.items(), key=lambda item: -len(item[1]))
        result[gone] = [(paths[c], share, n if share == "part" else []) for c, n in ranked]
    return result


def _rows(
    order: list[Path3],
    spells: dict[Path3, Spell],
    current: dict[Path3, str],
    points: dict[Path3, tuple[float, float]],
    heirs: dict[Path3, Heirs],
    patch: list[dict[str, str]],
) -> list[list[Any]]:
    """Code, name, level, parent's row, first and last year (0: unknown, still), point, successors."""
    index = {path: i for i, path in enumerate(order)}
    firsts = {row["code"]: int(row["to"]) for row in patch if row["kind"] == "first_year"}
    rows = []
    for path in order:
        spell = spells[path]
        parent = (path[0], path[1], "") if path[2] else (path[0], "", "")
        above = index.get(parent, index[path[0], "", ""]) if spell.level > 1 else -1
        first = firsts.get(spell.code, spell.first) if path in current else spell.first
        last = 0 if path in current else spell.last
        following = [[index[p], share[0], names] for p, share, names in heirs.get(path, [])]
        point = list(points.get(path, ()))
        first = 0 if first == 1980 else first
        rows.append([spell.code, spell.name, spell.level, above, first, last, point, following])
    return rows


def _letters(root: Path, order: list[Path3], towns: dict[str, dict[str, str]]) -> dict[str, str]:
    """Only the letters whose simplified form stands in some name."""
    used = {letter for path in order for name in path for letter in name}
    used |= {letter for found in towns.values() for name in found for letter in name}
    letters = sources.read_letters(root)
    return {old: new for old, new in letters.items() if new in used and old != new}


def _report(
    spells: dict[Path3, Spell],
    current: dict[Path3, str],
    heirs: dict[Path3, Heirs],
    points: dict[Path3, tuple[float, float]],
    towns: dict[str, dict[str, str]],
) -> None:
    orphans = [p for p in heirs if not heirs[p]]
    pointless = [current[p] + "".join(p) for p in current if p not in points and p[2]]
    late = ["".join(p) for p in orphans if spells[p].last >= 2000]
    print(f"{len(current)} current, {len(heirs)} past, {len(orphans)} past without successor")
    print(f"{sum(map(len, towns.values()))} towns; {_TARGET.stat().st_size} bytes")
    print("gone since 2000 without successor:", " ".join(late) or "none")
    print("without point:", " ".join(pointless) or "none")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
