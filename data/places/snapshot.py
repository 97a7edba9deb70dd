"""The snapshot as it is packed into one file: rows, towns, former towns, letters."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from data.places.compiled import AS_OF, Compiled, bare_code
from data.places.sources import Path3

TARGET = Path(__file__).parent.parent.parent / "src/yinuo/engines/places/divisions-2026-09.json.gz"
Snapshot = dict[str, Any]

_POINTS = {"kind": "seat", "datum": "WGS-84", "source_datum": "GCJ-02"}
_BEGINNING = 1980
"""Where the yearly lists begin: "since 1980" means since an unknown year, stored as 0."""


def read() -> Snapshot:
    """The snapshot that lies there; empty when there is none yet."""
    if not TARGET.exists():
        return {}
    found: Snapshot = json.loads(gzip.decompress(TARGET.read_bytes()))
    return found


def write(snapshot: Snapshot) -> None:
    """Puts it in its place; the same bytes for the same content."""
    packed = json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(packed, mtime=0))


def of(c: Compiled) -> Snapshot:
    """What the engine loads, in the order and with the types that JSON gives back."""
    order = sorted(c.spells, key=lambda path: (c.spells[path].level, c.spells[path].code, path))
    return {
        "as_of": AS_OF,
        "points": _POINTS,
        "divisions": _rows(c, order),
        "specials": [[r.code, r.name, r.to, list(r.towns)] for r in c.patch.of("special")],
        "towns": {code: _packed(found.items()) for code, found in sorted(c.towns.items())},
        "former_towns": _former(c),
        "letters": _letters(c, order),
    }


def _rows(c: Compiled, order: list[Path3]) -> list[list[Any]]:
    """Code, name, level, parent's row, first and last year (0: unknown, still), point, successors."""
    index = {path: i for i, path in enumerate(order)}
    firsts = c.patch.first_years()
    rows = []
    for path in order:
        spell = c.spells[path]
        parent = (path[0], path[1], "") if path[2] else (path[0], "", "")
        above = index.get(parent, index[path[0], "", ""]) if spell.level > 1 else -1
        first = firsts.get(spell.code, spell.first) if path in c.current else spell.first
        last = 0 if path in c.current else spell.last
        heirs = [[index[h.path], h.share[0], list(h.towns)] for h in c.heirs.get(path, [])]
        point = list(c.points.get(path, ()))
        first = 0 if first == _BEGINNING else first
        rows.append([spell.code, spell.name, spell.level, above, first, last, point, heirs])
    return rows


def _former(c: Compiled) -> dict[str, str]:
    """County code -> its former towns: name, code, last year, county and town now, "" if unknown."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for town in c.former:
        now = ("", "")
        if town.now:
            county, name = town.now
            now = (county, bare_code(c.towns[county][name]) if name else "")
        found[town.county].append((town.name, town.code, str(town.last_year), *now))
    return {county: _packed(towns) for county, towns in sorted(found.items())}


def _packed(rows: Iterable[tuple[str, ...]]) -> str:
    """As "a,b;c,d": a county's towns are read only when somebody asks for them."""
    return ";".join(",".join(row) for row in sorted(rows))


def _letters(c: Compiled, order: list[Path3]) -> dict[str, str]:
    """Only the letters whose simplified form stands in some name, and that aren't that form already.

    A letter that stands in a name itself is changed to its likeliest form alone, as names are too.
    """
    used = {letter for path in order for name in path for letter in name}
    used |= {letter for found in c.towns.values() for name in found for letter in name}
    used |= {letter for town in c.former for letter in town.name}
    used |= {letter for r in c.patch.of("special") for name in r.towns for letter in name}
    found = {}
    for old, options in c.letters.items():
        known = [new for new in (options[:1] if old in used else options) if new in used]
        if known and known[0] != old:
            found[old] = known[0]
    return found
