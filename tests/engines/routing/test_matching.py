"""The batch: the optimum by exhaustion, who waits when hands are short, broken promises first."""

from __future__ import annotations

from itertools import permutations

import numpy as np
from hypothesis import given

from yinuo.engines.routing import State
from yinuo.engines.routing.calls import Calls, gather
from yinuo.engines.routing.fleet import muster
from yinuo.engines.routing.matching import match
from yinuo.engines.routing.score import Scorer, Scores

from .cast import NOW, PARAMS, TRAVEL, request, state, states, technician


def scored(city: State) -> tuple[Scores, Calls]:
    calls = gather(city.requests, NOW)
    return Scorer(NOW, TRAVEL, PARAMS).score(muster(city, NOW, PARAMS), calls), calls


def matched(city: State) -> dict[str, str]:
    scores, calls = scored(city)
    ids = muster(city, NOW, PARAMS).ids
    return {calls.requests[r].id: ids[c] for r, c in match(scores, calls, PARAMS).items()}


def best_by_exhaustion(scores: Scores, calls: Calls) -> tuple[int, float]:
    """Most requests served, and the least cost at which so many can be, over every matching.

    Minutes already waited are left out of the cost, as the engine does when somebody has to wait.
    """
    n, width = scores.cost.shape
    cost = scores.cost + PARAMS.response_weight * calls.made[:, None]
    best = (0, 0.0)
    seats = [*range(width), *[-1] * n]
    for chosen in set(permutations(seats, n)):
        pairs = [(row, column) for row, column in enumerate(chosen) if column >= 0]
        total = float(sum(cost[row, column] for row, column in pairs))
        if np.isfinite(total):
            best = min(best, (-len(pairs), total))
    return -best[0], best[1]


@given(states())
def test_matching_is_the_optimum_found_by_trying_everything(city: State) -> None:
    kept = [r for r in city.requests if r.due_at > NOW][:3]
    city = State(city.technicians[:4], tuple(kept))
    scores, calls = scored(city)
    if not calls.requests:
        return
    found = match(scores, calls, PARAMS)
    count, total = best_by_exhaustion(scores, calls)
    cost = scores.cost + PARAMS.response_weight * calls.made[:, None]
    assert len(found) == count
    assert abs(sum(float(cost[pair]) for pair in found.items()) - total) < 1e-6


def test_batch_gives_up_the_nearest_for_the_sum() -> None:
    # Nearest-first would send a to x (2 km) and leave y 20 km to b: late. The batch crosses over.
    city = state(
        (technician("a", 0), technician("b", -8)),
        (request("x", -2), request("y", 7)),
    )
    assert matched(city) == {"x": "b", "y": "a"}


def test_equals_are_decided_by_rank_and_then_by_id() -> None:
    twins = (technician("b", 3), technician("a", 3))
    assert matched(state(twins, (request("r"),))) == {"r": "a"}
    ranked = (technician("b", 3), technician("a", 3, rank=1))
    assert matched(state(ranked, (request("r"),))) == {"r": "b"}


def test_one_that_can_still_be_kept_is_not_given_up_for_a_hopeless_one() -> None:
    city = state((technician("a"),), (request("hopeless", 25, due=20), request("kept", 5, due=20)))
    assert matched(city) == {"kept": "a"}


def test_broken_promise_is_served_before_one_that_can_still_be_kept() -> None:
    city = state((technician("a"),), (request("broken", 25, made=-60, due=-30), request("new", 5)))
    assert matched(city) == {"broken": "a"}


def test_broken_promise_takes_another_technician_only_within_the_slack() -> None:
    broken, new = request("broken", 0, made=-60, due=-30), request("new", -9)
    close = state((technician("a", 0), technician("b", 1)), (broken, new))
    assert matched(close) == {"broken": "b", "new": "a"}
    far = state((technician("a", 0), technician("b", 6)), (broken, new))
    assert matched(far) == {"broken": "a", "new": "b"}


def test_minutes_already_waited_do_not_make_the_oldest_wait_longer() -> None:
    wanted = (request("old", 1.9, made=-200, due=60), request("fresh", 2, due=60))
    assert matched(state((technician("a"),), wanted)) == {"old": "a"}


def test_age_of_a_broken_promise_never_makes_it_wait() -> None:
    old = request("old", 9, made=-60 * 24 * 400, due=-60 * 24 * 399)
    city = state((technician("a"),), (old, request("new", 1)))
    assert matched(city) == {"old": "a"}
