"""Everybody for one seat: the same figures as a decision, whoever is barred included, with the reason why."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.engines.routing.cast import NOW, PARAMS, TRAVEL, request, technician
from yinuo.engines.routing import (
    Bar,
    Outcome,
    Rule,
    State,
    appraise,
    decide,
    explain,
    reason_by_hand,
)


def test_the_first_is_whom_the_engine_would_send() -> None:
    crew = (technician("a", 9), technician("b", 2), technician("c", 5))
    wanted = request("r")
    state = State(crew, (wanted,))
    found = appraise(state, wanted, NOW, TRAVEL, PARAMS)
    (sent,) = decide(state, NOW, TRAVEL, PARAMS).assignments
    assert [one.candidate.technician_id for one in found] == ["b", "c", "a"]
    assert sent.technician_id == "b"
    assert found[0].candidate.p_late == sent.p_late
    assert all(one.bar is None for one in found)


def test_who_can_not_come_is_there_with_figures_and_the_reason() -> None:
    wanted = request(
        "r", skills=("lock",), barred=frozenset({"b"}), barred_reasons=(("b", "refused"),)
    )
    crew = (technician("a"), technician("b"), technician("c", skills=("door",)))
    found = {
        one.candidate.technician_id: one
        for one in appraise(State(crew, ()), wanted, NOW, TRAVEL, PARAMS)
    }
    assert (found["b"].bar, found["b"].detail) == (Bar.BARRED, "refused")
    assert found["c"].bar is Bar.LACKS_SKILL
    assert found["c"].candidate.minutes < 60
    assert found["c"].candidate.total < 10


def test_a_seat_that_somebody_holds_may_be_asked_about_and_nobody_is_nobody() -> None:
    assert appraise(State((), ()), request("r"), NOW, TRAVEL, PARAMS) == ()


def test_a_choice_by_hand_says_so_beside_whom_the_engine_would_weigh() -> None:
    crew = (technician("near", 1), technician("far", 9), technician("off", skills=()))
    wanted = request("r", skills=("lock",))
    found = appraise(State(crew, ()), wanted, NOW, TRAVEL, PARAMS)
    reason = reason_by_hand(wanted, found, "far", PARAMS)
    assert (reason.rule, reason.outcome, reason.candidates) == (Rule.BY_HAND, Outcome.GOES, 2)
    assert reason.chosen is not None
    assert reason.chosen.technician_id == "far"
    assert [other.technician_id for other in reason.others] == ["near"]
    assert [(one.why, one.count) for one in reason.excluded] == [(Bar.LACKS_SKILL, 1)]
    said = explain(reason, {"far": "王师傅", "near": "李师傅"}, "zh")
    assert said.startswith("调度员指派了王师傅")
    assert "没有选最近的李师傅" in said


@given(st.lists(st.floats(min_value=-20, max_value=20), min_size=1, max_size=8, unique=True))
def test_everybody_comes_once_the_able_first(places: list[float]) -> None:
    crew = tuple(technician(f"t{n}", east) for n, east in enumerate(places))
    found = appraise(State(crew, ()), request("r"), NOW, TRAVEL, PARAMS)
    assert {one.candidate.technician_id for one in found} == {member.id for member in crew}
    bars = [one.bar is not None for one in found]
    assert bars == sorted(bars)
    totals = [one.candidate.total for one in found if one.bar is None]
    assert totals == sorted(totals)
