"""The link that opens the phone's map at a door."""

from __future__ import annotations

import math

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yinuo.base.point import Point

_AXIS_M = 6_378_245.0
_ECCENTRICITY = 0.00669342162296594323
"""The Krasovsky ellipsoid, in metres, on which GCJ-02 is defined."""


def navigate_link(point: Point | None) -> SafeString:
    """The address of the map at a point, in the datum that the operator's map takes; empty without a point.

    It may be of any scheme, `geo:` for one, since the operator's own settings name it.
    """
    if point is None:
        return SafeString()
    there = to_gcj02(point) if settings.YINUO_NAVIGATE_DATUM == "gcj02" else point
    url = settings.YINUO_NAVIGATE_URL.format(lat=f"{there.lat:.6f}", lng=f"{there.lng:.6f}")
    return mark_safe(escape(url))  # noqa: S308 - escaped here


def to_gcj02(point: Point) -> Point:
    """Where maps published in China draw a WGS-84 point, by the formula that is generally used for it, within
    a few metres; outside China they draw it where it is."""
    if not (72.004 <= point.lng <= 137.8347 and 0.8293 <= point.lat <= 55.8271):
        return point
    x, y = point.lng - 105, point.lat - 35
    radians = math.radians(point.lat)
    flat = 1 - _ECCENTRICITY * math.sin(radians) ** 2
    root = math.sqrt(flat)
    per_lat = math.radians(_AXIS_M * (1 - _ECCENTRICITY) / (flat * root))
    per_lng = math.radians(_AXIS_M / root * math.cos(radians))
    return Point(point.lat + _north_m(x, y) / per_lat, point.lng + _east_m(x, y) / per_lng)


def _north_m(x: float, y: float) -> float:
    plain = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return (
        plain
        + _waves(x)
        + _wave(20, y)
        + _wave(40, y / 3)
        + _wave(160, y / 12)
        + _wave(320, y / 30)
    )


def _east_m(x: float, y: float) -> float:
    plain = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return (
        plain
        + _waves(x)
        + _wave(20, x)
        + _wave(40, x / 3)
        + _wave(150, x / 12)
        + _wave(300, x / 30)
    )


def _waves(x: float) -> float:
    return _wave(20, 6 * x) + _wave(20, 2 * x)


def _wave(size: float, x: float) -> float:
    return size * math.sin(x * math.pi) * 2 / 3
