"""The offset of maps in China: GCJ-02 to WGS-84, on which everything here is stored."""

from __future__ import annotations

import math

_AXIS_M = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
"""The Krasovsky 1940 ellipsoid, on which the published offset of GCJ-02 is defined."""


def to_wgs84(lat: float, lng: float) -> tuple[float, float]:
    """GCJ-02 to WGS-84 degrees by fixed-point iteration on the forward offset; good to a metre."""
    guess_lat, guess_lng = lat, lng
    for _ in range(4):
        off_lat, off_lng = _offset(guess_lat, guess_lng)
        guess_lat, guess_lng = lat - off_lat, lng - off_lng
    return guess_lat, guess_lng


def _offset(lat: float, lng: float) -> tuple[float, float]:
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
