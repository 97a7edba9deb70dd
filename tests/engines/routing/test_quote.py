"""Quotes: honest for the newcomer, harmless to everybody who already has a promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.routing import (
    Outcome,
    Params,
    Quote,
    Request,
    State,
    decide,
    quote,
)
from yinuo.engines.routing.fleet import degrees
from yinuo.engines.routing.travel import Floats

from .cast import NOW, PARAMS, TRAVEL, at, coordinates, km, request, state, states, technician

newcomers = st.builds(
    lambda east, north, radius_m, service: request(
        "new", east, north, radius_m=radius_m, service=service
    ),
    coordinates,
    coordinates,
    st.sampled_from([0.0, 300.0, 2000.0]),
    st.sampled_from([15.0, 35.0]),
)


def quoted(city: State, wanted: Request, params: Params = PARAMS) -> Quote:
    return quote(city, wanted, NOW, TRAVEL, params)


def test_idle_technician_close_by_makes_thirty_minutes() -> None:
    answer = quoted(state((technician("a", 3),)), request("new"))
    assert (answer.technician_id, answer.reasons.outcome) == ("a", Outcome.GOES)
    assert answer.p_on_time > 0.99
    assert answer.honest_at is not None
    assert answer.eta is not None
    assert answer.eta < answer.honest_at < at(30)


def test_honest_time_is_later_than_thirty_minutes_where_that_cannot_be_kept() -> None:
    answer = quoted(state((technician("a", 15),)), request("new"))
    assert answer.p_on_time < 0.9
    assert answer.honest_at is not None
    assert answer.honest_at > at(30)


def test_nobody_on_shift_within_the_horizon_can_be_quoted() -> None:
    answer = quoted(state((technician("a", shift=(900, 1400)),)), request("new"))
    assert (answer.technician_id, answer.eta, answer.honest_at) == (None, None, None)
    assert answer.p_on_time == 0
    assert answer.reasons.excluded[0].why == "off_shift"


def test_no_technicians_at_all_is_an_answer_too() -> None:
    answer = quoted(state(()), request("new"))
    assert (answer.technician_id, answer.reasons.outcome) == (None, Outcome.NOBODY)


def test_shift_that_begins_in_ten_minutes_is_quoted_from_its_beginning() -> None:
    answer = quoted(state((technician("a", 1, shift=(10, 500)),)), request("new"))
    assert answer.technician_id == "a"
    assert answer.eta is not None
    assert answer.eta > at(10)
    assert answer.p_on_time > 0.9


def test_technician_soon_free_next_door_is_quoted_before_one_far_off() -> None:
    crew = (technician("far", 25), technician("near", 1, free=15))
    assert quoted(state(crew), request("new")).technician_id == "near"


def test_waiting_request_keeps_its_technician_and_the_newcomer_comes_after_it() -> None:
    city = state((technician("a", free=5),), (request("first", 4, due=30),))
    answer = quoted(city, request("new", 4))
    assert answer.eta is not None
    assert answer.eta > at(5 + 10 + 35)
    assert answer.reasons.chosen is not None
    assert answer.reasons.chosen.taken_by == "first"


def test_newcomer_may_go_ahead_of_one_whose_promise_stays_as_safe_as_the_threshold() -> None:
    city = state((technician("a", free=5),), (request("patient", 4, due=240),))
    answer = quoted(city, request("new", 4))
    assert answer.eta is not None
    assert answer.eta < at(20)
    assert answer.reasons.chosen is not None
    assert answer.reasons.chosen.taken_by is None


def test_newcomer_does_not_go_ahead_if_only_the_second_of_two_visits_would_suffer() -> None:
    crew = (technician("a", free=5),)
    patient, second = request("patient", 1, due=400), request("second", 2, due=75)
    alone = quoted(state(crew, (patient,)), request("new", 1))
    both = quoted(state(crew, (patient, second)), request("new", 1))
    assert alone.eta is not None
    assert both.eta is not None
    assert alone.eta < at(15)
    assert both.eta > at(75)


def test_newcomer_never_goes_ahead_of_a_visit_that_can_start_now() -> None:
    city = state((technician("a"),), (request("patient", 4, due=240),))
    answer = quoted(city, request("new", 4))
    assert answer.reasons.chosen is not None
    assert answer.reasons.chosen.taken_by == "patient"
    assert [a.request_id for a in decide(city, NOW, TRAVEL, PARAMS).assignments] == ["patient"]


def test_those_who_cannot_come_are_counted_once_however_many_visits_they_have() -> None:
    crew = (technician("a", free=5), technician("b", free=5))
    waiting = (request("x", 1), request("y", 1), request("z", 1))
    wanted = request("new", barred=frozenset({"a", "b"}), barred_reasons=(("a", "refused"),))
    answer = quoted(state(crew, waiting), wanted)
    assert answer.technician_id is None
    assert [(e.detail, e.count) for e in answer.reasons.excluded] == [("", 1), ("refused", 1)]


def test_newcomer_never_goes_ahead_of_a_broken_promise() -> None:
    city = state((technician("a", free=5),), (request("broken", 4, made=-90, due=-60),))
    answer = quoted(city, request("new", 4))
    assert answer.reasons.chosen is not None
    assert answer.reasons.chosen.taken_by == "broken"


def test_second_seat_is_quoted_with_another_technician() -> None:
    city = state((technician("a", 1), technician("b", 9)), (request("new"),))
    assert quoted(city, request("new", seat=2)).technician_id == "b"


def test_second_seat_is_not_put_ahead_of_the_first_with_the_same_technician() -> None:
    city = state((technician("a", 1, free=5),), (request("new", due=300),))
    assert quoted(city, request("new", seat=2)).technician_id is None


def test_request_already_waiting_is_quoted_as_itself_not_twice() -> None:
    wanted = request("new", 4)
    alone, waiting = state((technician("a"),)), state((technician("a"),), (wanted,))
    assert quoted(waiting, wanted) == quoted(alone, wanted)


@given(states(), newcomers, st.floats(0, 400))
def test_chance_to_be_on_time_is_a_probability_and_grows_with_the_deadline(
    city: State, wanted: Request, more: float
) -> None:
    sooner = quoted(city, wanted)
    later = quoted(city, replace(wanted, due_at=wanted.due_at + timedelta(minutes=more)))
    assert 0 <= sooner.p_on_time <= later.p_on_time <= 1
    assert sooner.honest_at == later.honest_at


@given(states(), newcomers)
def test_honest_time_is_where_the_chance_reaches_the_threshold(
    city: State, wanted: Request
) -> None:
    answer = quoted(city, wanted)
    if answer.honest_at is None:
        return
    assert quoted(city, replace(wanted, due_at=answer.honest_at)).p_on_time >= 0.9 - 1e-9
    earlier = replace(wanted, due_at=answer.honest_at - timedelta(seconds=1.1))
    assert quoted(city, earlier).p_on_time < 0.9


@given(states(), newcomers, st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_honest_time_never_gets_earlier_with_a_higher_threshold(
    city: State, wanted: Request, one: float, other: float
) -> None:
    low, high = (quoted(city, wanted, Params(threshold=t)).honest_at for t in sorted((one, other)))
    assert (low is None) == (high is None)
    assert low is None or high is None or low <= high


@given(states(), newcomers, st.floats(0, 5000))
def test_wider_radius_never_makes_the_honest_time_earlier(
    city: State, wanted: Request, more: float
) -> None:
    exact = quoted(city, wanted).honest_at
    rough = quoted(city, replace(wanted, radius_m=wanted.radius_m + more)).honest_at
    assert exact is not None or rough is None
    assert exact is None or rough is None or exact <= rough


@given(states(), newcomers)
def test_technician_can_keep_the_quote_once_the_newcomer_is_added(
    city: State, wanted: Request
) -> None:
    """A plan with the newcomer in the quoted place exists, and harms nobody.

    The decision may find a better one for all together; quoted alone, the same technician goes.
    """
    answer = quoted(city, wanted)
    if answer.honest_at is None:
        return
    promised = replace(
        wanted, due_at=max(answer.honest_at, wanted.due_at), promised_p=max(answer.p_on_time, 0.9)
    )
    again = quoted(State(city.technicians, (*city.requests, promised)), promised)
    assert again.technician_id == answer.technician_id
    assert again.p_on_time >= 0.9 - 1e-9
    decision = decide(State(city.technicians, (*city.requests, promised)), NOW, TRAVEL, PARAMS)
    assert decision.reasons["new", 1].outcome is not Outcome.NOBODY


@given(states(), newcomers)
def test_alone_the_newcomer_gets_what_was_quoted_within_what_other_terms_can_buy(
    city: State, wanted: Request
) -> None:
    """With nobody else waiting, the word's price keeps the decision at the quoted probability.

    It may fall below by what 60 minutes of travel and response are worth, divided by the slope of
    lateness and word together.
    """
    city = State(city.technicians, ())
    answer = quoted(city, wanted)
    if answer.honest_at is None:
        return
    promised = replace(wanted, due_at=max(answer.honest_at, wanted.due_at), promised_p=0.9)
    decision = decide(State(city.technicians, (promised,)), NOW, TRAVEL, PARAMS)
    (assign,) = decision.assignments + decision.tentative
    slope = PARAMS.late_weight + PARAMS.word_weight
    bought = (PARAMS.travel_weight * 60 + PARAMS.response_weight * 60) / slope
    assert 1 - assign.p_late >= 0.9 - bought


@pytest.mark.parametrize("radius_m", [0.0, 1500.0])
def test_quotes_at_ninety_percent_are_kept_nine_times_in_ten(radius_m: float) -> None:
    """Calibration: doors drawn from the disc, lognormal drives, gamma jobs; not the normal used."""
    draw = np.random.default_rng(20261123)
    kept = []
    for _ in range(60):
        place = draw.uniform(-10, 10, 4)
        busy = draw.random() < 0.5
        one = technician("a", place[0], place[1], free=30.0 if busy else 0.0)
        wanted = request("new", place[2], place[3], radius_m=radius_m)
        answer = quoted(state((one,)), wanted)
        assert answer.honest_at is not None
        promised = (answer.honest_at - NOW).total_seconds() / 60
        kept.append(np.mean(_arrivals(draw, place, radius_m, busy) <= promised))
    assert 0.87 <= float(np.mean(kept)) <= 0.94


def _arrivals(draw: np.random.Generator, place: Floats, radius_m: float, busy: bool) -> Floats:
    """400 arrivals of one technician as the world might have them, minutes from now."""
    n = 400
    way, angle = radius_m / 1000 * np.sqrt(draw.random(n)), draw.uniform(0, 2 * np.pi, n)
    east, north = place[2] + way * np.cos(angle), place[3] + way * np.sin(angle)
    doors = degrees([km(e, n) for e, n in zip(east.tolist(), north.tolist(), strict=True)])
    free = draw.gamma(1 / 0.35**2, 35 * 0.35**2, n) - 5 if busy else np.zeros(n)
    mean = TRAVEL.minutes(degrees([km(place[0], place[1])]), doors, NOW, np.zeros(1))[0]
    arrivals: Floats = free + mean * draw.lognormal(-(0.12**2) / 2, 0.12, n)
    return arrivals + draw.normal(0, 0.3, n)
