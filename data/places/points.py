"""Where each division's seat lies, in WGS-84, from a table in GCJ-02."""

from __future__ import annotations

import math

from data.places.history import Spell
from data.places.sources import Path3

_AXIS_M = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
"""The Krasovsky 1940 ellipsoid, on which the published offset of GCJ-02 is defined."""

Place = tuple[str, float, float]
LatLng = tuple[float, float]


def to_wgs84(lat: float, lng: float) -> LatLng:
    """GCJ-02 to WGS-84 degrees by fixed-point iteration on the forward offset; good to a metre."""
    guess_lat, guess_lng = lat, lng
    for _ in range(4):
        off_lat, off_lng = _offset(guess_lat, guess_lng)
        guess_lat, guess_lng = lat - off_lat, lng - off_lng
    return round(guess_lat, 5), round(guess_lng, 5)


def _offset(lat: float, lng: float) -> LatLng:
    x, y = lng - 105.0, lat - 35.0
    waves = 20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += 2 / 3 * (waves + 20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi))
    north += 2 / 3 * (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += 2 / 3 * (waves + 20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi))
    east += 2 / 3 * (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi))
    radians = math.radians(lat)
    flat = 1 - _ECCENTRICITY_SQUARED * math.sin(radians) ** 2
    metres_north = _AXIS_M * (1 - _ECCENTRICITY_SQUARED) / flat**1.5 * math.pi / 180
    metres_east = _AXIS_M / math.sqrt(flat) * math.cos(radians) * math.pi / 180
    return north / metres_north, east / metres_east


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
            found[path] = to_wgs84(place[1], place[2])
        elif len(same_name) == 1:
            found[path] = to_wgs84(same_name[0][1], same_name[0][2])
    for old, new in _both_ways(followers):
        if old in found:
            found.setdefault(new, found[old])
    return found


def _both_ways(followers: dict[Path3, list[Path3]]) -> list[tuple[Path3, Path3]]:
    pairs = [(old, new) for old, news in followers.items() for new in news]
    return [*pairs, *((new, old) for old, new in pairs)]
