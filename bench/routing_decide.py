"""How long one decision and one quote take, reasons included, at 50, 200 and 1,000 technicians."""

from __future__ import annotations

import argparse
import os

# One core is the figure that counts; set before numpy starts its threads.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np

from yinuo.base.point import Point
from yinuo.engines.routing import (
    Commitment,
    CrowFlight,
    Params,
    Request,
    Standing,
    State,
    Technician,
    decide,
    quote,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SIZES = ((50, 5), (200, 10), (1000, 10), (1000, 40))
SKILLS = ("door", "lock", "power")


def city(technicians: int, requests: int, seed: int) -> State:
    """A random city of 25 x 25 km: six in ten technicians busy, some requests already late."""
    draw = np.random.default_rng(seed)
    people = tuple(_technician(draw, number) for number in range(technicians))
    held = tuple(
        Commitment(t.id, f"held-{t.id}", 1, t.free_at - timedelta(minutes=30))
        for t in people
        if t.standing is not Standing.IDLE
    )
    return State(people, tuple(_request(draw, number) for number in range(requests)), held)


def _point(draw: np.random.Generator) -> Point:
    return Point(30.55 + draw.uniform(0, 0.225), 103.95 + draw.uniform(0, 0.26))


def _technician(draw: np.random.Generator, number: int) -> Technician:
    busy = draw.random() < 0.6
    at = _point(draw)
    return Technician(
        id=f"t{number:04}",
        skills=frozenset(skill for skill in SKILLS if draw.random() < 0.6),
        standing=Standing.WORKING if busy else Standing.IDLE,
        at=at,
        free_at=NOW + timedelta(minutes=float(draw.uniform(0, 40)) if busy else 0.0),
        free_point=at,
        shift_starts_at=NOW - timedelta(hours=2),
        shift_ends_at=NOW + timedelta(hours=6),
    )


def _request(draw: np.random.Generator, number: int) -> Request:
    made_at = NOW - timedelta(minutes=float(draw.uniform(0, 35)))
    return Request(
        id=f"r{number:04}",
        seat=1,
        point=_point(draw),
        radius_m=float(draw.choice([0, 100, 500])),
        skills=frozenset({SKILLS[number % 3]}),
        service_minutes=35.0,
        made_at=made_at,
        due_at=made_at + timedelta(minutes=30),
    )


def measure(
    act: Callable[[State], object], technicians: int, requests: int, rounds: int
) -> dict[str, float]:
    """p50 and p99 of the processor time in milliseconds over `rounds` different cities."""
    taken = []
    for seed in range(rounds):
        state = city(technicians, requests, seed)
        start = time.thread_time()
        act(state)
        taken.append((time.thread_time() - start) * 1000)
    return {f"p{q}": round(float(np.percentile(taken, q)), 2) for q in (50, 99)}


def main() -> None:
    """One JSON line per size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    travel, params = CrowFlight(), Params()
    newcomer = _request(np.random.default_rng(0), 9999)
    for technicians, requests in SIZES:
        line = {
            "technicians": technicians,
            "waiting": requests,
            "decide_ms": measure(
                lambda state: decide(state, NOW, travel, params), technicians, requests, rounds
            ),
            "quote_ms": measure(
                lambda state: quote(state, newcomer, NOW, travel, params),
                technicians,
                requests,
                rounds,
            ),
        }
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
