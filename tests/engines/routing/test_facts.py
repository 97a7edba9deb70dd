"""A state that contradicts itself is refused before anything is decided from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yinuo.engines.routing import Commitment, State, StateInvalid

from .cast import NOW, at, request, state, technician


def test_a_technician_twice_is_refused() -> None:
    with pytest.raises(StateInvalid, match="technician comes twice"):
        state((technician("a"), technician("a", 3)))


def test_a_seat_twice_is_refused_but_two_seats_are_a_crew() -> None:
    with pytest.raises(StateInvalid, match="seat of a request comes twice"):
        state((), (request("r"), request("r")))
    assert len(state((), (request("r"), request("r", seat=2))).requests) == 2


def test_a_technician_committed_to_two_places_is_refused() -> None:
    held = (Commitment("a", "x", 1, at(5)), Commitment("a", "y", 1, at(5)))
    with pytest.raises(StateInvalid, match="two places"):
        State((technician("a"),), (), held)


def test_a_seat_cannot_wait_and_be_committed() -> None:
    with pytest.raises(StateInvalid, match="both wait and be committed"):
        State((technician("a"),), (request("r"),), (Commitment("a", "r", 1, at(5)),))


def test_a_shift_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(StateInvalid, match="shift"):
        technician("a", shift=(10, 10))


@pytest.mark.parametrize("radius_m", [-1.0, float("nan"), float("inf")])
def test_a_radius_that_is_none_is_refused(radius_m: float) -> None:
    with pytest.raises(StateInvalid, match="radius"):
        request("r", radius_m=radius_m)


def test_a_service_time_of_nothing_is_refused() -> None:
    with pytest.raises(StateInvalid, match="service"):
        request("r", service=0)


def test_a_promised_probability_above_one_is_refused() -> None:
    with pytest.raises(StateInvalid, match="probability"):
        request("r", promised_p=1.2)


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(StateInvalid, match="aware"):
        replace(request("r"), due_at=NOW.replace(tzinfo=None))
    with pytest.raises(StateInvalid, match="aware"):
        replace(technician("a"), free_at=NOW.replace(tzinfo=None))
