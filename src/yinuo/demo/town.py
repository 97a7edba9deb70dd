"""A day of a city: who has trouble with what, where and when, all from one seed."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.base.local_time import ZONE
from yinuo.base.point import Point
from yinuo.case.facts import Door, OwnerKind
from yinuo.engines.rulebook import FaultRule, Level, Urgency
from yinuo.intake.facts import FaultReport
from yinuo.people.facts import PointSource

# Requests by hour of the day, as shares of an average hour: few before dawn, most after work.
_HOURS = (
    0.5, 0.4, 0.35, 0.3, 0.35, 0.5, 0.8, 1.2, 1.3, 1.2, 1.1, 1.1,
    1.1, 1.0, 1.0, 1.1, 1.3, 1.5, 1.6, 1.5, 1.3, 1.1, 0.9, 0.7,
)  # fmt: skip
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_TITLES = ("女士", "先生", "老师")
_QUARTERS = (("历下区", 36.666, 117.077), ("市中区", 36.651, 116.997), ("槐荫区", 36.651, 116.901))
_SPREAD_KM = 3.0
_KM_PER_DEGREE = 111.2
MAIL_DOMAIN = "customers.invalid"  # reserved by RFC 2606: nobody's


@dataclass(frozen=True, slots=True)
class Manner:
    """How a simulated customer behaves, drawn once from the seed."""

    at_door: str  # code, tap, silent
    seconds_to_answer: float
    accepts: bool
    overpaid_fen: int
    confirms_price: bool
    after_work: str  # fixed, silent, dispute
    withdraws_after: timedelta | None
    mistypes: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """One request of the day."""

    number: int
    at: datetime
    report: FaultReport
    manner: Manner


def draw_day(
    seed: int, starts_at: datetime, faults: Sequence[FaultRule], *, most: int = 112
) -> tuple[Arrival, ...]:
    """`most` requests of 24 hours from `starts_at` on, in order; the same seed gives the same day."""
    rng = random.Random(f"day:{seed}")
    wanted = [fault for fault in faults if _comes_on_site(fault)]
    weights = [_weight(fault) for fault in wanted]
    instants = sorted(_instant(rng, starts_at) for _ in range(most))
    return tuple(
        draw_arrival(seed, number, at, rng.choices(wanted, weights)[0])
        for number, at in enumerate(instants)
    )


def draw_arrival(seed: int, number: int, at: datetime, fault: FaultRule) -> Arrival:
    """One request: who, where, what, and how this customer behaves."""
    rng = random.Random(f"arrival:{seed}:{number}")
    quarter, lat, lng = rng.choice(_QUARTERS)
    point = _somewhere(rng, lat, lng)
    surname, title = rng.choice(_SURNAMES), rng.choice(_TITLES)
    door = Door.SHUT if fault.kind_if_shut and rng.random() < 0.4 else Door.OPEN
    street, house, room = rng.randrange(1, 300), rng.randrange(1, 20), rng.randrange(101, 2400)
    report = FaultReport(
        address=f"山东省济南市{quarter}示范路{street}号{house}栋{room}",
        phone=f"199{seed % 1000:03d}{number % 100_000:05d}",
        name=surname + title,
        email=f"sim-{seed}-{number}@{MAIL_DOMAIN}",
        fault_id=fault.id,
        door=door,
        owner_kind=OwnerKind.SELF if rng.random() < 0.9 else OwnerKind.ORGANISATION,
        point=point,
        point_source=PointSource.DEVICE,
        is_detail_asked=True,
    )
    return Arrival(number, at, report, draw_manner(rng))


def draw_manner(rng: random.Random) -> Manner:
    """A customer's ways: most answer soon, some forget, a few dispute."""
    at_door = rng.choices(("code", "tap", "silent"), (70, 26, 4))[0]
    after_work = rng.choices(("fixed", "silent", "dispute"), (86, 11, 3))[0]
    withdraws = timedelta(minutes=rng.uniform(1, 8)) if rng.random() < 0.03 else None
    return Manner(
        at_door=at_door,
        seconds_to_answer=rng.uniform(15, 90),
        accepts=rng.random() < 0.93,
        overpaid_fen=5000 if rng.random() < 0.02 else 0,
        confirms_price=rng.random() < 0.95,
        after_work=after_work,
        withdraws_after=withdraws,
        mistypes=rng.random() < 0.05,
    )


def _comes_on_site(fault: FaultRule) -> bool:
    return fault.crew > 0 and fault.urgency is not Urgency.EMERGENCY and fault.level < Level.L3


def _weight(fault: FaultRule) -> float:
    """Simple trouble is more frequent than what takes two people and half a day."""
    return 60.0 / max(20, fault.minutes_expected) / fault.crew**2


def _instant(rng: random.Random, starts_at: datetime) -> datetime:
    hour = rng.choices(range(24), _HOURS)[0]
    local = starts_at + timedelta(hours=(hour - starts_at.astimezone(ZONE).hour) % 24)
    return local + timedelta(seconds=rng.uniform(0, 3600))


def _somewhere(rng: random.Random, lat: float, lng: float) -> Point:
    north, east = rng.gauss(0, _SPREAD_KM), rng.gauss(0, _SPREAD_KM)
    per_east = _KM_PER_DEGREE * math.cos(math.radians(lat))
    return Point(round(lat + north / _KM_PER_DEGREE, 6), round(lng + east / per_east, 6))
