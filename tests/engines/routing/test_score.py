"""Arrival, risk and cost of every pair, and the first obstacle where there is one."""

from __future__ import annotations

from math import hypot

import pytest
from scipy.special import ndtr

from yinuo.engines.routing import Bar, Commitment, Request, State
from yinuo.engines.routing.calls import gather
from yinuo.engines.routing.fleet import muster
from yinuo.engines.routing.score import BARS, FREE_TO_GO, Scorer, Scores

from .cast import NOW, PARAMS, TRAVEL, at, request, state, technician


def score(city: State, *wanted: Request) -> Scores:
    scorer = Scorer(NOW, TRAVEL, PARAMS)
    return scorer.score(muster(city, NOW, PARAMS), gather(wanted, NOW))


def bar_of(scores: Scores) -> Bar | None:
    code = int(scores.bar[0, 0])
    return None if code == FREE_TO_GO else BARS[code]


def test_terms_are_those_of_the_design() -> None:
    scores = score(state((technician("a"),)), request("r", 10, made=-5, due=25))
    drive = float(scores.travel[0, 0])
    late = float(1 - ndtr((25 - drive) / hypot(0.12 * drive, 0.3)))
    assert drive == pytest.approx(32.4, rel=1e-3)
    assert scores.p_late[0, 0] == pytest.approx(late)
    design = late + 0.02 * (drive - 25) + 0.004 * drive + 0.002 * (drive + 5)
    assert scores.cost[0, 0] == pytest.approx(design)


def test_word_term_charges_only_what_falls_below_the_promised_probability() -> None:
    city = state((technician("a"),))
    free = score(city, request("r", 9, due=30))
    held = score(city, request("r", 9, due=30, promised_p=0.9))
    short = 0.9 - (1 - free.p_late[0, 0])
    assert short > 0
    assert held.cost[0, 0] - free.cost[0, 0] == pytest.approx(4 * short)
    near = score(city, request("r", 2, due=30, promised_p=0.9))
    assert near.terms["word"][0, 0] == 0


def test_radius_makes_the_arrival_later_and_less_sure() -> None:
    city = state((technician("a"),))
    exact, rough = score(city, request("r", 5)), score(city, request("r", 5, radius_m=2000))
    assert rough.eta[0, 0] > exact.eta[0, 0]
    assert rough.sd[0, 0] > exact.sd[0, 0]


@pytest.mark.parametrize(
    ("bar", "city", "wanted"),
    [
        (None, state((technician("a"),)), request("r")),
        (Bar.OFF_SHIFT, state((technician("a", shift=(-500, -1)),)), request("r")),
        (Bar.OFF_SHIFT, state((technician("a", shift=(800, 1200)),)), request("r")),
        (Bar.LACKS_SKILL, state((technician("a", skills=("x",)),)), request("r", skills=("lock",))),
        (Bar.BARRED, state((technician("a"),)), request("r", barred=frozenset({"a"}))),
        (
            Bar.SAME_JOB,
            state((technician("a", free=30),), (), (Commitment("a", "r", 1, at(5)),)),
            request("r", seat=2),
        ),
        (Bar.BUSY_TOO_LONG, state((technician("a", free=90, shift=(-9, 80)),)), request("r")),
        (Bar.SHIFT_ENDS, state((technician("a", shift=(-9, 10)),)), request("r", service=45)),
    ],
)
def test_first_obstacle_is_named(bar: Bar | None, city: State, wanted: Request) -> None:
    assert bar_of(score(city, wanted)) == bar


def test_overtime_is_allowed_up_to_its_limit_and_no_further() -> None:
    city = state((technician("a", shift=(-9, 10)),))
    assert bar_of(score(city, request("r", service=39.9))) is None
    assert bar_of(score(city, request("r", service=40.1))) is Bar.SHIFT_ENDS


def test_a_broken_promise_is_late_for_certain_and_has_no_word_left() -> None:
    scores = score(state((technician("a"),)), request("r", made=-40, due=-10, promised_p=0.9))
    assert scores.p_late[0, 0] == 1
    assert scores.terms["word"][0, 0] == 0
