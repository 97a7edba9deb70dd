"""Who works where and when in the demo company: small crews everywhere, forty-five in one city."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yinuo.base.point import Point

REPORT_CITY = "370100"
"""济南: three of the named areas lie in its core, so a whole day fits into about 25 x 25 km."""
SIDE_KM = 25.0
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class City:
    """A dispatch zone with its one outlet and the seats of the areas served."""

    region: str
    name_zh: str
    name_en: str
    place_zh: str
    outlet_code: str
    division_code: str
    seats: tuple[Point, ...]
    outlet_point: Point
    areas: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours that come back every week, as a rota file writes them."""

    days: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Member:
    """One technician: skills, where they wait for work, and their hours."""

    skills: tuple[str, ...]
    home: Point
    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """Technicians who share a rota."""

    outlet_code: str
    members: tuple[Member, ...]


_NIGHT = ("00:00", "08:00")
_DAY = ("08:00", "16:00")
_EVENING = ("16:00", "00:00")
ROUND_THE_CLOCK = (
    (Hours("1-5", *_DAY),),
    (Hours("3-7", *_EVENING),),
    (Hours("1-3;6-7", *_NIGHT),),
    (Hours("6-7", *_DAY), Hours("1-2", *_EVENING), Hours("4-5", *_NIGHT)),
)
"""Four people hold one place day and night: every hour of the week once, 16 hours' rest between two
shifts, at least a day off, 40 hours a week and 48 for the one who fills in."""


def city_posts(city: City, skills: Sequence[str]) -> Iterator[Post]:
    """A post at each seat, and two at least, since some work takes two; everybody has every skill."""
    seats = city.seats if len(city.seats) > 1 else city.seats * 2
    for number, seat in enumerate(seats):
        members = tuple(
            Member(tuple(skills), _beside(seat, number * 4 + place), hours)
            for place, hours in enumerate(ROUND_THE_CLOCK)
        )
        yield Post(city.outlet_code, members)


def _beside(seat: Point, number: int) -> Point:
    """A home up to about two kilometres from a seat, in a direction of its own (the golden angle)."""
    angle, km = 2.399963 * number, 0.6 + 0.2 * (number % 8)
    lat = seat.lat + km * math.sin(angle) / KM_PER_DEGREE
    lng = seat.lng + km * math.cos(angle) / (KM_PER_DEGREE * math.cos(math.radians(seat.lat)))
    return Point(round(lat, 5), round(lng, 5))
