"""Plans: one visit each first, then visits queued behind others where that costs less."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from yinuo.engines.routing import State
from yinuo.engines.routing.calls import gather
from yinuo.engines.routing.fleet import muster
from yinuo.engines.routing.matching import match
from yinuo.engines.routing.plan import Plan, make_plan
from yinuo.engines.routing.score import Scorer

from .cast import NOW, PARAMS, TRAVEL, request, state, states, technician


def plan_of(city: State) -> Plan:
    calls = gather(city.requests, NOW)
    return make_plan(Scorer(NOW, TRAVEL, PARAMS), muster(city, NOW, PARAMS), calls)


def chains(plan: Plan) -> dict[str, list[str]]:
    """The request ids of every technician in order."""
    return {
        plan.fleet.ids[column]: [plan.calls.requests[stop.row].id for stop in chain]
        for column, chain in plan.chains.items()
        if chain
    }


def test_only_technician_is_queued_for_everybody() -> None:
    city = state((technician("a"),), (request("near", 2), request("far", 12), request("mid", 5)))
    assert chains(plan_of(city)) == {"a": ["near", "mid", "far"]}


def test_queued_visit_starts_at_the_door_of_the_one_before_it() -> None:
    city = state((technician("a"),), (request("x", 2, service=20), request("y", 4, due=300)))
    first, second = plan_of(city).chains[0]
    assert second.leave == pytest.approx(first.eta + 20)
    assert second.travel == pytest.approx(first.travel, rel=0.01)  # two kilometres each
    assert second.sd > first.sd


def test_queueing_beats_a_technician_whose_shift_begins_in_eight_hours() -> None:
    city = state(
        (technician("night"), technician("day", shift=(480, 960))),
        (request("x", 1), request("y", 2)),
    )
    assert {who: set(whom) for who, whom in chains(plan_of(city)).items()} == {"night": {"x", "y"}}


def test_waiting_broken_promise_is_queued_before_a_waiting_open_one() -> None:
    wanted = (
        request("b1", 1, made=-60, due=-30),
        request("b2", 9, made=-60, due=-30),
        request("open", 2, due=200),
    )
    assert chains(plan_of(state((technician("a"),), wanted))) == {"a": ["b1", "b2", "open"]}


def test_technician_is_never_queued_for_the_second_seat_of_a_job() -> None:
    city = state((technician("a"),), (request("r"), request("r", seat=2)))
    plan = plan_of(city)
    assert list(plan.stops()) == [0]


@given(states())
def test_queueing_never_costs_more_and_serves_at_least_as_many(city: State) -> None:
    plan = plan_of(city)
    matched = match(plan.scores, plan.calls, PARAMS)
    planned = plan.stops()
    assert set(planned) >= set(matched)
    before = sum(float(plan.scores.cost[pair]) for pair in matched.items())
    after = sum(planned[row].cost for row in matched)
    assert after <= before + 1e-6


@given(states())
def test_no_technician_is_in_two_places(city: State) -> None:
    plan = plan_of(city)
    for chain in plan.chains.values():
        for one, other in pairwise(chain):
            served = one.eta + plan.calls.requests[one.row].service_minutes
            assert other.leave == pytest.approx(served)
            assert other.eta >= served


@given(states())
def test_every_visit_can_be_expected_to_end_within_shift_and_overtime(city: State) -> None:
    plan = plan_of(city)
    for column, chain in plan.chains.items():
        for stop in chain:
            ends = stop.eta + plan.calls.requests[stop.row].service_minutes
            assert ends <= plan.fleet.shift_end[column] + PARAMS.overtime_minutes + 1e-9
