"""What every technician would mean for every request: arrival, risk, terms, or why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from yinuo.engines.routing.calls import Calls
from yinuo.engines.routing.fleet import Fleet
from yinuo.engines.routing.params import Params
from yinuo.engines.routing.reason import Bar, Terms
from yinuo.engines.routing.travel import Floats, Travel

BARS = tuple(Bar)
FREE_TO_GO = -1


@dataclass(frozen=True, slots=True)
class Scores:
    """Arrays of shape (requests, technicians); `bar` is FREE_TO_GO or an index into BARS.

    `eta`, `sd` and `travel` are minutes, `eta` counted from now. `terms` holds one weighted array
    per field of Terms, `cost` their sum, infinite where the technician cannot come.
    """

    eta: Floats
    sd: Floats
    travel: Floats
    p_late: Floats
    bar: NDArray[np.int8]
    terms: dict[str, Floats]
    cost: Floats

    def terms_at(self, row: int, column: int) -> Terms:
        """The terms of one pair."""
        return Terms(**{f.name: float(self.terms[f.name][row, column]) for f in fields(Terms)})

    def columns(self, count: int) -> Scores:
        """The first `count` technicians only."""
        return Scores(
            eta=self.eta[:, :count],
            sd=self.sd[:, :count],
            travel=self.travel[:, :count],
            p_late=self.p_late[:, :count],
            bar=self.bar[:, :count],
            terms={name: values[:, :count] for name, values in self.terms.items()},
            cost=self.cost[:, :count],
        )

    def replace_columns(self, places: Sequence[int], anew: Scores) -> None:
        """Put what was found anew for these technicians where it stood before."""
        for mine, other in zip(self._arrays(), anew._arrays(), strict=True):
            mine[:, places] = other

    def _arrays(self) -> Iterator[NDArray[Any]]:
        yield from (self.eta, self.sd, self.travel, self.p_late, self.bar, self.cost)
        yield from self.terms.values()

    def honest(self, threshold: float) -> Floats:
        """The earliest t in minutes with P(arrival <= t) >= threshold; infinite for the barred."""
        return np.where(self.bar == FREE_TO_GO, self.eta + ndtri(threshold) * self.sd, np.inf)


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores pairs at one instant with one source of travel times and one set of parameters."""

    now: datetime
    travel: Travel
    params: Params

    def score(self, fleet: Fleet, calls: Calls) -> Scores:
        """Every pair's arrival, risk, cost and obstacle."""
        eta, sd, travel = self._arrivals(fleet, calls)
        due = calls.due[:, None]
        p_late = np.where(due <= 0, 1.0, 1 - ndtr((due - eta) / sd))
        bar = self._bars(fleet, calls, eta)
        terms = self._terms(calls, eta, travel, p_late)
        cost = np.where(bar == FREE_TO_GO, sum(terms.values()), np.inf)
        return Scores(eta, sd, travel, p_late, bar, terms, cost)

    def _arrivals(self, fleet: Fleet, calls: Calls) -> tuple[Floats, Floats, Floats]:
        """Mean and spread of each arrival, and the mean time on the road, all in minutes.

        The door is taken as uniform in a disc of radius r: its distance from the origin then has
        second moment d^2 + r^2/2, split here as mean^2 = d^2 + r^2/4 and variance r^2/4 (along the
        way, exact for r much smaller than d). Travel noise is proportional, the rest independent.
        """
        p = self.params
        at_point = self.travel.minutes(fleet.points, calls.points, self.now, fleet.leave).T
        spread = self.travel.span_minutes(calls.radius_m, self.now, fleet.leave).T / 2
        travel = np.hypot(at_point, spread)
        variance = (p.noise * travel) ** 2 + spread**2 + p.door_sd_minutes**2
        return fleet.leave + travel, np.sqrt(variance + fleet.leave_sd**2), travel

    def _terms(
        self, calls: Calls, eta: Floats, travel: Floats, p_late: Floats
    ) -> dict[str, Floats]:
        """The weighted terms; a broken promise has no word left to keep, only minutes."""
        p = self.params
        promised = np.where(calls.broken, 0.0, calls.promised_p)[:, None]
        return {
            "late": p.late_weight * p_late,
            "minutes_late": p.minutes_late_weight * np.maximum(eta - calls.due[:, None], 0.0),
            "travel": p.travel_weight * travel,
            "response": p.response_weight * (eta - calls.made[:, None]),
            "word": p.word_weight * np.maximum(promised - (1 - p_late), 0.0),
        }

    def _bars(self, fleet: Fleet, calls: Calls, eta: Floats) -> NDArray[np.int8]:
        """The first obstacle of each pair.

        A technician must leave before the shift ends and be expected to finish no later than the
        allowed overtime: nobody is sent to a job that the next shift would have to take over.
        """
        p = self.params
        ends = eta + calls.service[:, None]
        obstacles: dict[Bar, NDArray[np.bool_]] = {
            Bar.OFF_SHIFT: (fleet.shift_end <= 0) | self._starts_too_late(fleet),
            Bar.LACKS_SKILL: ~_skilled(fleet, calls),
            Bar.BARRED: _barred(fleet, calls),
            Bar.SAME_JOB: _same_job(fleet, calls),
            Bar.BUSY_TOO_LONG: (fleet.leave >= fleet.shift_end) | (fleet.leave > p.horizon_minutes),
            Bar.SHIFT_ENDS: ends > fleet.shift_end + p.overtime_minutes,
        }
        bar = np.full(eta.shape, FREE_TO_GO, dtype=np.int8)
        for code in reversed(BARS):
            bar = np.where(obstacles[code], np.int8(BARS.index(code)), bar)
        return bar

    def _starts_too_late(self, fleet: Fleet) -> NDArray[np.bool_]:
        off = np.array([standing == "off" for standing in fleet.standings], dtype=bool)
        too_late: NDArray[np.bool_] = off & (fleet.leave > self.params.horizon_minutes)
        return too_late


def _skilled(fleet: Fleet, calls: Calls) -> NDArray[np.bool_]:
    """Who has every skill that a request needs; compared once per distinct set of skills."""
    sets = fleet.skill_sets
    enough = [[request.skills <= skills for skills in sets] for request in calls.requests]
    table = np.array(enough, dtype=bool).reshape(len(calls.requests), len(sets))
    return table[:, fleet.skill_kind]


def _barred(fleet: Fleet, calls: Calls) -> NDArray[np.bool_]:
    barred = np.zeros((len(calls.requests), len(fleet.ids)), dtype=bool)
    for row, request in enumerate(calls.requests):
        if request.barred:
            barred[row] = [who in request.barred for who in fleet.ids]
    return barred


def _same_job(fleet: Fleet, calls: Calls) -> NDArray[np.bool_]:
    """Who already holds a seat of the same request: nobody is both members of a crew."""
    same = np.zeros((len(calls.requests), len(fleet.ids)), dtype=bool)
    rows: dict[str, list[int]] = {}
    for row, request in enumerate(calls.requests):
        rows.setdefault(request.id, []).append(row)
    for column, held in enumerate(fleet.engaged):
        for id in held & rows.keys():
            same[rows[id], column] = True
    return same
