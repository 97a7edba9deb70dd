"""A small city for the routing tests: points by kilometres, technicians, requests, and generators."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from yinuo.base.point import Point
from yinuo.engines.routing import (
    Commitment,
    CrowFlight,
    Params,
    Request,
    Standing,
    State,
    Technician,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai, with an even speed for hours to come."""
TRAVEL = CrowFlight()
PARAMS = Params()
SKILLS = ("door", "lock")


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def km(east: float, north: float = 0.0) -> Point:
    """A point so many kilometres from the centre (one degree of latitude is 111.195 km)."""
    return Point(30.0 + north / 111.195, 104.0 + east / (111.195 * 0.8660254))


def technician(
    id: str,
    east: float = 0.0,
    north: float = 0.0,
    *,
    free: float = 0.0,
    standing: Standing | None = None,
    skills: tuple[str, ...] = SKILLS,
    shift: tuple[float, float] = (-120, 360),
    rank: int = 0,
) -> Technician:
    """Idle unless `free` minutes are given, then finishing a job at that place."""
    if standing is None:
        standing = Standing.WORKING if free else Standing.IDLE
    place = km(east, north)
    starts_at, ends_at = at(shift[0]), at(shift[1])
    skilled = frozenset(skills)
    return Technician(id, skilled, standing, place, at(free), place, starts_at, ends_at, rank)


def request(
    id: str,
    east: float = 0.0,
    north: float = 0.0,
    *,
    seat: int = 1,
    made: float = 0.0,
    due: float = 30.0,
    radius_m: float = 0.0,
    skills: tuple[str, ...] = (),
    service: float = 35.0,
    barred: frozenset[str] = frozenset(),
    barred_reasons: tuple[tuple[str, str], ...] = (),
    promised_p: float | None = None,
) -> Request:
    return Request(
        id=id,
        seat=seat,
        point=km(east, north),
        radius_m=radius_m,
        skills=frozenset(skills),
        service_minutes=service,
        made_at=at(made),
        due_at=at(due),
        barred=barred,
        barred_reasons=barred_reasons,
        promised_p=promised_p,
    )


def state(
    technicians: tuple[Technician, ...],
    requests: tuple[Request, ...] = (),
    commitments: tuple[Commitment, ...] = (),
) -> State:
    return State(technicians, requests, commitments)


coordinates = st.floats(-12, 12).map(lambda x: round(x, 3))
skill_sets = st.sampled_from([(), ("door",), ("lock",), SKILLS])


@st.composite
def technicians(draw: st.DrawFn, most: int = 6) -> tuple[Technician, ...]:
    """Idle, busy, overrunning, off shift and soon off shift, some with the same rank and place."""
    return tuple(
        technician(
            f"t{number}",
            draw(coordinates),
            draw(coordinates),
            free=draw(st.sampled_from([0.0, 0.0, -5.0, 4.0, 20.0, 55.0])),
            skills=draw(skill_sets),
            shift=draw(st.sampled_from([(-120, 360), (-120, 60), (45, 500), (-400, -5)])),
            rank=draw(st.integers(0, 1)),
        )
        for number in range(draw(st.integers(0, most)))
    )


@st.composite
def requests(draw: st.DrawFn, most: int = 5) -> tuple[Request, ...]:
    """Open, urgent and broken ones, with one or two seats."""
    found: list[Request] = []
    for number in range(draw(st.integers(0, most))):
        made = draw(st.floats(-90, 0))
        one = request(
            f"r{number}",
            draw(coordinates),
            draw(coordinates),
            made=made,
            due=made + draw(st.sampled_from([30.0, 60.0, 120.0])),
            radius_m=draw(st.sampled_from([0.0, 200.0, 3000.0])),
            skills=draw(skill_sets),
            service=draw(st.sampled_from([15.0, 35.0, 90.0])),
            barred=draw(st.frozensets(st.sampled_from(["t0", "t1"]))),
            promised_p=draw(st.sampled_from([None, 0.9])),
        )
        found += [one, *draw(st.sampled_from([(), (second_seat(one),)]))]
    return tuple(found)


def second_seat(one: Request) -> Request:
    """The other member of the crew."""
    return request(
        one.id,
        seat=2,
        made=(one.made_at - NOW).total_seconds() / 60,
        due=(one.due_at - NOW).total_seconds() / 60,
        service=one.service_minutes,
    )


@st.composite
def states(draw: st.DrawFn) -> State:
    return State(draw(technicians()), draw(requests()))
