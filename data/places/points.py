"""Where each division's seat lies, in WGS-84, from a table in GCJ-02."""

from __future__ import annotations

from data.places.history import Spell
from data.places.sources import Path3
from yinuo.engines.places.datum import to_wgs84

Place = tuple[str, float, float]
LatLng = tuple[float, float]


def points_of(
    spells: dict[Path3, Spell],
    places: dict[str, Place],
    followers: dict[Path3, list[Path3]],
    reviewed: dict[str, LatLng],
) -> dict[Path3, LatLng]:
    """A reviewed point, else by code and name, else by a name alone in its province, else a relative's."""
    named: dict[tuple[str, str], list[Place]] = {}
    for code, seat in places.items():
        named.setdefault((code[:2], seat[0]), []).append(seat)
    found = {p: reviewed[s.code] for p, s in spells.items() if s.code in reviewed}
    for path, spell in spells.items():
        same_name = named.get((spell.code[:2], spell.name), [])
        place = places.get(spell.code)
        if path in found:
            continue
        if place and place[0] == spell.name:
            found[path] = _seat(place)
        elif len(same_name) == 1:
            found[path] = _seat(same_name[0])
    for old, new in _both_ways(followers):
        if old in found:
            found.setdefault(new, found[old])
    return found


def _seat(place: Place) -> LatLng:
    """To about a metre, as exact as the table is."""
    lat, lng = to_wgs84(place[1], place[2])
    return round(lat, 5), round(lng, 5)


def _both_ways(followers: dict[Path3, list[Path3]]) -> list[tuple[Path3, Path3]]:
    pairs = [(old, new) for old, news in followers.items() for new in news]
    return [*pairs, *((new, old) for old, new in pairs)]
