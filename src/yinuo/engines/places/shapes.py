"""Reads the polygons of a GeoJSON file (RFC 7946), each checked, none mended in silence."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from yinuo.engines.places.datum import to_wgs84

DATUMS = ("wgs84", "gcj02")
_WEST, _SOUTH, _EAST, _NORTH = 73.0, 3.0, 136.0, 54.0
"""Degrees within which all of China lies; what lies outside has its coordinates the wrong way round."""
_MOST_POINTS = 200_000
"""Corners of one shape: a county to a few metres has some ten thousand."""


_STUMBLES = (
    *(AttributeError, IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError),
    ShapelyError,
)
"""What a broken feature makes the library stumble over."""


class ShapesUnreadable(ValueError):
    """A file that isn't a collection of shapes, with the reason in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature of a file: its number from 1, its properties as texts, and its polygons in WGS-84.

    `geometry` is None for one that can't be taken, and `fault_zh`, `fault_en` say why.
    """

    number: int
    properties: Mapping[str, str]
    geometry: BaseGeometry | None
    fault_zh: str = ""
    fault_en: str = ""


def read_shapes(text: str, *, datum: str = "wgs84") -> tuple[Shape, ...]:
    """The features of a FeatureCollection, in order.

    `datum` is that of the file: WGS-84 as the standard says, or "gcj02" as maps in China are drawn.
    Raises ShapesUnreadable.
    """
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError, RecursionError):
        features = None
    if not isinstance(features, list) or not features:
        raise ShapesUnreadable(
            "文件不是 GeoJSON 的 FeatureCollection，或者里面没有图形。什么都没有改动。",
            "The file is no GeoJSON FeatureCollection, or holds no features. Nothing was changed.",
        )
    return tuple(_read(number, feature, datum) for number, feature in enumerate(features, 1))


def _read(number: int, feature: Any, datum: str) -> Shape:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    given = properties if isinstance(properties, dict) else {}
    texts = {str(name): _text(value) for name, value in given.items() if value is not None}
    try:
        found = shape(feature["geometry"])
        fault = _fault_of(found)
        if fault is None and datum == "gcj02":
            found = shapely.transform(found, _moved)
            fault = _fault_of(found)
    except _STUMBLES as error:
        return Shape(number, texts, None, f"读不出图形：{error}", f"no shape can be read: {error}")
    return Shape(number, texts, None, *fault) if fault else Shape(number, texts, found)


def _text(value: object) -> str:
    """A property as text; a whole number that a program wrote as 370102.0 is the number."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _fault_of(found: BaseGeometry) -> tuple[str, str] | None:
    if found.geom_type not in ("Polygon", "MultiPolygon") or found.is_empty:
        return f"要多边形，这是 {found.geom_type}", f"must be a polygon, is a {found.geom_type}"
    if shapely.get_num_coordinates(found) > _MOST_POINTS:
        return (
            f"顶点超过 {_MOST_POINTS} 个，请先简化",
            f"has more than {_MOST_POINTS} corners; simplify it",
        )
    west, south, east, north = found.bounds
    if not (west >= _WEST and south >= _SOUTH and east <= _EAST and north <= _NORTH):
        return (
            "有顶点不在中国：GeoJSON 先写经度，后写纬度",
            "has corners outside China: GeoJSON writes the longitude first, then the latitude",
        )
    if not found.is_valid:
        why = explain_validity(found)
        return f"边界自己相交或有重复：{why}", f"the border crosses or repeats itself: {why}"
    return None


def _moved(corners: Any) -> Any:
    for corner in corners:
        corner[1], corner[0] = to_wgs84(float(corner[1]), float(corner[0]))
    return corners


def overlapping(shapes: Iterable[tuple[str, BaseGeometry]]) -> list[tuple[str, str]]:
    """Pairs of names whose shapes share ground, more than a border drawn twice may: 1 % of the smaller."""
    named = list(shapes)
    tree = shapely.STRtree([geometry for _, geometry in named])
    found = []
    for first, second in tree.query([geometry for _, geometry in named], "intersects").T.tolist():
        if first < second:
            (name, one), (other, two) = named[first], named[second]
            if one.intersection(two).area > 0.01 * min(one.area, two.area):
                found.append((name, other))
    return found
