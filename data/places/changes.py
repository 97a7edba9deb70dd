"""Tells in a readable file what changed from one snapshot to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from math import cos, hypot, radians
from typing import Any

Snapshot = dict[str, Any]
_KM = 111.2
_MOVED_KM = 1.0
"""A seat that moved less is the same seat, measured better."""

_CODE, _NAME, _PARENT, _LAST, _POINT, _HEIRS = 0, 1, 3, 5, 6, 7
"""Places in a division's row of the snapshot."""


class _Rows:
    """A snapshot's divisions by code (those in force) and by code and path (those gone)."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._rows: list[list[Any]] = snapshot.get("divisions", [])
        self.now = {row[_CODE]: row for row in self._rows if not row[_LAST]}
        self.gone = {(row[_CODE], self.path(row)): row for row in self._rows if row[_LAST]}

    def path(self, row: list[Any]) -> str:
        """The names from the province down."""
        above = self.path(self._rows[row[_PARENT]]) + " " if row[_PARENT] >= 0 else ""
        return above + str(row[_NAME])

    def parent(self, row: list[Any]) -> str:
        """The path of what lies above."""
        return self.path(self._rows[row[_PARENT]]) if row[_PARENT] >= 0 else ""

    def heirs(self, row: list[Any]) -> str:
        """The heirs' names and codes, with their shares and how many towns are known of each."""
        heirs = [(self._rows[index], share, towns) for index, share, towns in row[_HEIRS]]
        found = [
            f"{heir[_NAME]} {heir[_CODE]} {'part' if share == 'p' else 'whole'}"
            + (f", {len(towns)} towns" if towns else "")
            for heir, share, towns in heirs
        ]
        return "; ".join(sorted(found)) or "none"


def report(before: Snapshot, after: Snapshot) -> str:
    """The Markdown of what changed; the same text for the same two snapshots."""
    old, new = _Rows(before), _Rows(after)
    sections = [
        ("Divisions set up", _list(new, new.now.keys() - old.now.keys())),
        ("Divisions gone", _list(old, old.now.keys() - new.now.keys())),
        ("Divisions renamed", _renamed(old, new)),
        ("Divisions that kept their names under new codes", _recoded(old, new)),
        ("Divisions with another parent", _moved(old, new)),
        ("Successors changed", _succeeded(old, new)),
        ("Seats moved, found or lost", _seated(old, new)),
        ("Special places", _specials(before, after)),
        ("Towns", _towns(before, after, new)),
    ]
    was, now = before.get("as_of", "nothing"), after["as_of"]
    text = [
        f"# What changed in the snapshot\n\nFrom {was} to {now}; written by data/places/build.py."
    ]
    text += [f"- before: {counts(before)}\n- now: {counts(after)}"]
    for title, lines in sections:
        found = list(lines)
        text.append(f"## {title} ({len(found)})\n\n" + ("\n".join(found) or "None."))
    return "\n\n".join(text) + "\n"


def counts(snapshot: Snapshot) -> str:
    """How much of everything a snapshot holds, in one line."""
    rows = _Rows(snapshot)
    towns, former = (
        sum(packed.count(";") + 1 for packed in snapshot.get(part, {}).values())
        for part in ("towns", "former_towns")
    )
    orphans = sum(not row[_HEIRS] for row in rows.gone.values())
    seats = sum(bool(row[_POINT]) for row in rows.now.values())
    return (
        f"{len(rows.now)} divisions in force ({seats} with a seat), {len(rows.gone)} gone "
        f"({orphans} without successor), {len(snapshot.get('specials', []))} special places, "
        f"{towns} towns, {former} former towns"
    )


def _list(rows: _Rows, codes: Iterable[str]) -> Iterator[str]:
    return (f"- {code} {rows.path(rows.now[code])}" for code in sorted(codes))


def _both(old: _Rows, new: _Rows) -> Iterator[tuple[str, list[Any], list[Any]]]:
    return (
        (code, old.now[code], new.now[code]) for code in sorted(old.now.keys() & new.now.keys())
    )


def _renamed(old: _Rows, new: _Rows) -> Iterator[str]:
    for code, was, now in _both(old, new):
        if was[_NAME] != now[_NAME]:
            yield f"- {code} {old.path(was)}: now {now[_NAME]}"


def _recoded(old: _Rows, new: _Rows) -> Iterator[str]:
    codes = {new.path(row): code for code, row in new.now.items()}
    for code, row in sorted(old.now.items()):
        path = old.path(row)
        if code not in new.now and path in codes:
            yield f"- {code} {path}: now {codes[path]}"


def _moved(old: _Rows, new: _Rows) -> Iterator[str]:
    for code, was, now in _both(old, new):
        if old.parent(was) != new.parent(now):
            yield f"- {code} {was[_NAME]}: from {old.parent(was)} to {new.parent(now)}"


def _succeeded(old: _Rows, new: _Rows) -> Iterator[str]:
    for key in sorted(old.gone.keys() | new.gone.keys()):
        was, now = (rows.heirs(rows.gone[key]) if key in rows.gone else "" for rows in (old, new))
        if was != now:
            told = f"{was} -> {now}" if was and now else now or "no longer in the history"
            yield f"- {key[0]} {key[1]}: {told}"


def _seated(old: _Rows, new: _Rows) -> Iterator[str]:
    for code, was, now in _both(old, new):
        if not was[_POINT] or not now[_POINT]:
            if was[_POINT] != now[_POINT]:
                yield f"- {code} {new.path(now)}: {'found' if now[_POINT] else 'lost'}"
        elif (away_km := _km(was[_POINT], now[_POINT])) > _MOVED_KM:
            yield f"- {code} {new.path(now)}: {away_km:.0f} km"


def _km(one: list[float], other: list[float]) -> float:
    """Along a plane that touches between the two: exact enough for a report."""
    narrowed = cos(radians((one[0] + other[0]) / 2))
    return _KM * hypot(one[0] - other[0], (one[1] - other[1]) * narrowed)


def _specials(before: Snapshot, after: Snapshot) -> Iterator[str]:
    was, now = ({row[0]: row[1] for row in s.get("specials", [])} for s in (before, after))
    for code in sorted(was.keys() | now.keys()):
        if was.get(code) != now.get(code):
            yield f"- {code}: {was.get(code, 'new')} -> {now.get(code, 'gone')}"


def _names(packed: str) -> Counter[str]:
    return Counter(town.partition(",")[0] for town in packed.split(";"))


def _towns(before: Snapshot, after: Snapshot, rows: _Rows) -> Iterator[str]:
    """By county: which towns came and went; counted, and named."""
    was, now = (
        {county: _names(packed) for county, packed in s.get("towns", {}).items()}
        for s in (before, after)
    )
    for county in sorted(was.keys() | now.keys()):
        came = now.get(county, Counter()) - was.get(county, Counter())
        went = was.get(county, Counter()) - now.get(county, Counter())
        if came or went:
            place = rows.path(rows.now[county]) if county in rows.now else "special"
            names = [f"+{name}" for name in sorted(came)] + [f"-{name}" for name in sorted(went)]
            yield f"- {county} {place} (+{len(came)} -{len(went)}): {' '.join(names)}"
