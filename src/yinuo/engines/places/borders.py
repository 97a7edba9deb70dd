"""From a point to the division it lies in: exact where borders are known, else by the nearest seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from yinuo.base.point import EARTH_RADIUS_M, Point
from yinuo.engines.places.gazetteer import load

_FARTHEST_M = 250_000.0
"""Land of the widest counties (若羌, 尼玛, 格尔木) lies so far from their seats; nobody's lies farther."""
_ROOMY = 1.5
"""A point belongs to the nearest seat only within so many times the distance from that seat to its own next
neighbour, and never less than _AT_LEAST_M: in the crowded east a point abroad is no county's."""
_AT_LEAST_M = 40_000.0
_ELSEWHERE = frozenset({"710000", "810000", "820000"})
"""Taiwan, Hong Kong and Macau: their own divisions aren't in the list, so a point there is in none of it."""
_DOUBT = 1.25
"""A second seat within so many times the distance of the nearest is worth naming."""


@dataclass(frozen=True, slots=True)
class Located:
    """The division of a point: 6-digit code, and the town's 9 digits where its border is known.

    `is_estimate` says that no border tells: it is the division with the nearest seat, `distance_m` metres
    away, and `other` is the next one, if that is hardly farther; "" otherwise.
    """

    code: str
    town: str | None
    is_estimate: bool
    distance_m: float | None = None
    other: str = ""


class Borders:
    """Polygons of divisions and towns, in WGS-84, asked for the one that holds a point."""

    def __init__(self, shapes: Iterable[tuple[str, BaseGeometry]] = ()) -> None:
        """`shapes` are (code of 6 or 9 digits, polygon or multipolygon)."""
        named = sorted(shapes, key=lambda named: named[0])
        self._codes = [code for code, _ in named]
        self._shapes = [geometry for _, geometry in named]
        self._known = frozenset(self._codes)
        self._tree = shapely.STRtree(self._shapes)

    def knows(self, code: str) -> bool:
        """Whether the border of a division is known."""
        return code in self._known

    def codes_at(self, point: Point) -> list[str]:
        """The codes of all shapes that hold a point, their own line included, in order."""
        spot = shapely.Point(point.lng, point.lat)
        return sorted(self._codes[at] for at in self._tree.query(spot, "intersects").tolist())

    def is_inside(self, point: Point, code: str) -> bool:
        """Whether a division's border is known and holds the point."""
        return code in self.codes_at(point)


def locate(point: Point, borders: Borders | None = None) -> Located | None:
    """The division in force that a point lies in; None for a point far from any.

    A point on a line that two share belongs to the lower code, so that it always belongs to the same one. A
    division whose own border doesn't hold the point is none it may lie in. The seats know no border of
    the state: near it an estimate may name a county of ours for a place abroad, so nobody is sent by one
    that the customer hasn't confirmed.
    """
    codes = borders.codes_at(point) if borders is not None else []
    county = next((code for code in codes if len(code) == 6), "")
    town = next((code for code in codes if len(code) == 9 and code.startswith(county)), None)
    if county or town:
        return Located(county or (town or "")[:6], town, is_estimate=False)
    return _nearest(point, borders or Borders())


def _nearest(point: Point, borders: Borders) -> Located | None:
    codes, seats, reaches = _seats()
    metres = _distances(seats, point)
    ranked = np.argsort(metres, kind="stable")
    first, second = [at for at in map(int, ranked[:50]) if not borders.knows(codes[at])][:2]
    if metres[first] > reaches[first] or codes[first] in _ELSEWHERE:
        return None
    is_close = metres[second] <= metres[first] * _DOUBT
    nearest = round(float(metres[first]), 1)
    other = codes[second] if is_close else ""
    return Located(codes[first], None, is_estimate=True, distance_m=nearest, other=other)


def _distances(seats: NDArray[np.float64], point: Point) -> NDArray[np.float64]:
    """Great-circle metres from each seat, by the haversine formula."""
    lat, lng = np.radians(point.lat), np.radians(point.lng)
    half_lat = np.sin((seats[:, 0] - lat) / 2)
    half_lng = np.sin((seats[:, 1] - lng) / 2)
    chord = half_lat**2 + np.cos(lat) * np.cos(seats[:, 0]) * half_lng**2
    metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    return metres


@cache
def _seats() -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Codes, seats in radians and metres that each reaches: counties, cities without, and 港澳台."""
    gazetteer = load()
    found = sorted(
        (row.code, row.point)
        for row in gazetteer.rows
        if row.is_current and row.point and not row.bureau_code
        if gazetteer.is_leaf(row) or row.code in _ELSEWHERE
    )
    seats = np.radians(np.array([(point.lat, point.lng) for _, point in found]))
    neighbours = [np.partition(_distances(seats, point), 1)[1] for _, point in found]
    reaches = np.clip(np.array(neighbours) * _ROOMY, _AT_LEAST_M, _FARTHEST_M)
    return [code for code, _ in found], seats, reaches
