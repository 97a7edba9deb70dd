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


_LOCKS = ("safe_carry", "safe_lock")
_ELECTRONICS = ("safe_electronics", "safe_network")
_CARE = ("safe_care",)
SKILL_SETS = (
    (*_LOCKS, *_ELECTRONICS, *_CARE),
    (*_LOCKS, *_ELECTRONICS),
    (*_LOCKS, *_CARE),
    (*_LOCKS, *_ELECTRONICS, *_CARE),
    (*_LOCKS, *_ELECTRONICS),
    (*_ELECTRONICS, *_CARE),
)
"""One in three knows everything, the others two trades of three; dealt in turn."""
REPORT_SHIFTS = ((("06:00", "14:00"), 17), (("14:00", "22:00"), 18), (("22:00", "06:00"), 10))
"""Forty-five on a working day, as the calls come: most in the afternoon, fewest at night."""
REST_DAYS = ("1-6", "1-5;7")
"""Six days a week; half rest on Saturday and half on Sunday, so all are there from Monday to Friday."""


def report_posts(city: City, chance: random.Random) -> Iterator[Post]:
    """The forty-five technicians of the report's city, three quarters of them near the served seats."""
    box = _Box(city.outlet_point)
    seats = [seat for seat in city.seats if box.holds(seat)]
    members = []
    for hours, count in REPORT_SHIFTS:
        for number in range(count):
            skills = SKILL_SETS[number % len(SKILL_SETS)]
            home = box.any(chance) if number % 4 == 3 else box.near(chance.choice(seats), chance)
            week = (Hours(REST_DAYS[number % 2], *hours),)
            members.append(Member(tuple(sorted(skills)), home, week))
    yield Post(city.outlet_code, tuple(members))


class _Box:
    """The square of SIDE_KM around a point."""

    def __init__(self, centre: Point) -> None:
        self._centre = centre
        self._lat = SIDE_KM / 2 / KM_PER_DEGREE
        self._lng = self._lat / math.cos(math.radians(centre.lat))

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return (
            abs(point.lat - self._centre.lat) <= self._lat
            and abs(point.lng - self._centre.lng) <= self._lng
        )

    def any(self, chance: random.Random) -> Point:
        """A point somewhere in it."""
        return Point(
            round(self._centre.lat + chance.uniform(-self._lat, self._lat), 5),
            round(self._centre.lng + chance.uniform(-self._lng, self._lng), 5),
        )

    def near(self, seat: Point, chance: random.Random) -> Point:
        """A point in it within a few kilometres of a seat."""
        while True:
            lat = seat.lat + chance.gauss(0, 2.5) / KM_PER_DEGREE
            lng = seat.lng + chance.gauss(0, 2.5) / (
                KM_PER_DEGREE * math.cos(math.radians(seat.lat))
            )
            point = Point(round(lat, 5), round(lng, 5))
            if self.holds(point):
                return point


def _beside(seat: Point, number: int) -> Point:
    """A home up to about two kilometres from a seat, in a direction of its own (the golden angle)."""
    angle, km = 2.399963 * number, 0.6 + 0.2 * (number % 8)
    lat = seat.lat + km * math.sin(angle) / KM_PER_DEGREE
    lng = seat.lng + km * math.cos(angle) / (KM_PER_DEGREE * math.cos(math.radians(seat.lat)))
    return Point(round(lat, 5), round(lng, 5))
