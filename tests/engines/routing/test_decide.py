"""Decisions: who sets out now, who is foreseen, and a reason for every seat."""

from __future__ import annotations

import json
from dataclasses import asdict
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.routing import (
    Bar,
    Commitment,
    Decision,
    Excluded,
    Outcome,
    Standing,
    State,
    decide,
)

from .cast import NOW, PARAMS, TRAVEL, at, request, state, states, technician


def decided(city: State) -> Decision:
    return decide(city, NOW, TRAVEL, PARAMS)


def test_idle_technician_leaves_now_and_a_busy_one_is_only_foreseen() -> None:
    city = state((technician("a"), technician("b", 9, free=8)), (request("x", 1), request("y", 9)))
    decision = decided(city)
    assert [(a.request_id, a.technician_id) for a in decision.assignments] == [("x", "a")]
    assert [(a.request_id, a.technician_id) for a in decision.tentative] == [("y", "b")]
    assert decision.tentative[0].leaves_at == at(8)


def test_technician_soon_free_next_door_is_waited_for_rather_than_one_far_off() -> None:
    city = state((technician("far", 16), technician("near", 1, free=3)), (request("r"),))
    decision = decided(city)
    assert (decision.assignments, decision.tentative[0].technician_id) == ((), "near")


def test_shift_that_begins_in_ten_minutes_is_foreseen_but_nobody_is_sent_before_it() -> None:
    decision = decided(state((technician("a", shift=(10, 500)),), (request("r", 1),)))
    assert decision.assignments == ()
    assert decision.tentative[0].leaves_at == at(10)
    assert decision.reasons["r", 1].outcome is Outcome.LATER


def test_nobody_to_send_is_said_with_the_counts() -> None:
    city = state(
        (
            technician("a", skills=()),
            technician("b", shift=(-500, -1)),
            technician("c"),
            technician("d"),
            technician("e"),
        ),
        (
            request(
                "r",
                skills=("lock",),
                barred=frozenset({"c", "d", "e"}),
                barred_reasons=(("c", "refused"), ("d", "no_opening_credential")),
            ),
        ),
    )
    reason = decided(city).reasons["r", 1]
    assert (reason.outcome, reason.chosen, reason.candidates) == (Outcome.NOBODY, None, 0)
    assert reason.excluded == (
        Excluded(Bar.OFF_SHIFT, "", 1),
        Excluded(Bar.LACKS_SKILL, "", 1),
        Excluded(Bar.BARRED, "", 1),
        Excluded(Bar.BARRED, "no_opening_credential", 1),
        Excluded(Bar.BARRED, "refused", 1),
    )


def test_reason_holds_the_terms_of_the_chosen_and_of_the_nearest() -> None:
    crew = (technician("busy", 1, free=25), *(technician(f"t{n}", 3 + n) for n in range(8)))
    reason = decided(state(crew, (request("r"),))).reasons["r", 1]
    assert reason.chosen is not None
    assert reason.chosen.technician_id == "t0"
    assert sum(asdict(reason.chosen.terms).values()) == reason.chosen.total
    assert "busy" in {c.technician_id for c in reason.others}
    assert len(reason.others) <= PARAMS.candidates_kept + 1
    assert reason.candidates == len(crew)


def test_candidate_who_goes_elsewhere_is_marked_with_that_request() -> None:
    city = state((technician("a", 0), technician("b", -8)), (request("x", -2), request("y", 7)))
    others = decided(city).reasons["x", 1].others
    assert {c.technician_id: c.taken_by for c in others} == {"a": "y"}


def test_second_seat_never_goes_to_the_one_already_on_the_way() -> None:
    driving = technician("a", free=30, standing=Standing.DRIVING)
    held = (Commitment("a", "r", 1, at(5)),)
    decision = decided(State((driving, technician("b", 12)), (request("r", seat=2),), held))
    assert [a.technician_id for a in decision.assignments] == ["b"]


def test_nothing_waiting_is_an_empty_decision() -> None:
    assert decided(state((technician("a"),))) == Decision((), (), {})


def test_nobody_on_the_books_still_gives_a_reason() -> None:
    assert decided(state((), (request("r"),))).reasons["r", 1].outcome is Outcome.NOBODY


@given(states())
def test_no_technician_is_sent_to_two_places_and_every_seat_has_one_answer(city: State) -> None:
    decision = decided(city)
    sent = [a.technician_id for a in decision.assignments]
    assert len(set(sent)) == len(sent)
    keys = [(a.request_id, a.seat) for a in decision.assignments + decision.tentative]
    assert len(set(keys)) == len(keys)
    crews = [(a.request_id, a.technician_id) for a in decision.assignments + decision.tentative]
    assert len(set(crews)) == len(crews)
    assert set(decision.reasons) == {r.key for r in city.requests}
    unserved = {k for k, r in decision.reasons.items() if r.outcome is Outcome.NOBODY}
    assert unserved == set(decision.reasons) - set(keys)


@given(states())
def test_only_idle_technicians_on_shift_set_out_now(city: State) -> None:
    people = {t.id: t for t in city.technicians}
    for assign in decided(city).assignments:
        who = people[assign.technician_id]
        assert who.standing is Standing.IDLE
        assert who.shift_starts_at <= NOW < who.shift_ends_at
        assert assign.leaves_at == NOW


@given(states(), st.integers(0, 99))
def test_order_of_the_input_changes_nothing(city: State, seed: int) -> None:
    people, wanted = list(city.technicians), list(city.requests)
    Random(seed).shuffle(people)
    Random(seed).shuffle(wanted)
    assert decided(State(tuple(people), tuple(wanted))) == decided(city)


@given(states())
def test_same_state_gives_the_same_bytes(city: State) -> None:
    assert as_bytes(decided(city)) == as_bytes(decided(city))


def as_bytes(decision: Decision) -> bytes:
    """The whole decision as JSON: its parts are plain values."""
    parts = [asdict(a) for a in decision.assignments + decision.tentative]
    reasons = [asdict(reason) for reason in decision.reasons.values()]
    return json.dumps([parts, reasons], default=lambda instant: instant.isoformat()).encode()
