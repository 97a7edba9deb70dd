"""What follows from a rulebook: promises, levels, proofs and places."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.rulebook import (
    STRICT,
    CaseKind,
    Door,
    FaultRule,
    FaultUnknown,
    Level,
    Opening,
    OwnerKind,
    PromiseKind,
    ProofKind,
    Question,
    Witness,
    due_at,
    get_fault,
    kind_of,
    level_of,
    load,
    open_questions,
    place_rules,
    promises_for,
    proofs_needed,
)

from .cast import DEMO_TEXT, SMALL, fault

BOOK = load(DEMO_TEXT)
FAULTS = st.sampled_from(BOOK.case_kinds)
PLACES = (
    SMALL[: SMALL.index("places:")]
    + """\
places:
  - {code: '330000', from: 2026-01-01, opening: filing, warranty_repair_days: 7}
  - {code: '330000', from: 2026-07-01, warranty_repair_days: 6}
  - {code: '330100', from: 2026-03-01, opening: none, witness: neighbour}
  - {code: '330106', from: 2026-01-01, form_months: 60}
"""
)


def test_an_opening_may_be_promised_arrival_price_and_a_call_and_a_question_a_call_alone() -> None:
    kinds = [rule.kind for rule in promises_for(BOOK, CaseKind.UNLOCK)]
    assert kinds == [PromiseKind.ARRIVE, PromiseKind.PRICE, PromiseKind.CALL_BACK]
    assert [rule.kind for rule in promises_for(BOOK, CaseKind.QUESTION)] == [PromiseKind.CALL_BACK]
    assert promises_for(BOOK, "no such kind") == ()


def test_a_promise_falls_due_when_its_time_has_passed() -> None:
    (rule,) = promises_for(load(SMALL), CaseKind.FAULT)
    start = datetime(2026, 11, 22, 23, 45, tzinfo=UTC)
    assert due_at(rule, start) == datetime(2026, 11, 23, 0, 15, tzinfo=UTC)


def test_a_fault_that_is_not_in_the_catalogue_is_unknown() -> None:
    with pytest.raises(FaultUnknown):
        get_fault(BOOK, "SF-99")


@pytest.mark.parametrize(
    ("fault_id", "door", "owner", "level"),
    [
        ("SF-01", Door.SHUT, OwnerKind.SELF, Level.L0),
        ("SF-02", Door.OPEN, OwnerKind.SELF, Level.L1),
        ("SF-02", Door.SHUT, OwnerKind.SELF, Level.L2),
        ("SF-02", Door.UNKNOWN, OwnerKind.SELF, Level.L2),
        ("SF-02", Door.SHUT, OwnerKind.ORGANISATION, Level.L3),
        ("SF-02", Door.OPEN, OwnerKind.ORGANISATION, Level.L1),
        ("SF-05", Door.OPEN, OwnerKind.SELF, Level.L2),
        ("SF-05", Door.SHUT, OwnerKind.HEIR, Level.L3),
        ("SF-05", Door.SHUT, OwnerKind.SECOND_HAND, Level.L3),
        ("SF-05", Door.SHUT, OwnerKind.TENANT, Level.L3),
        ("SF-05", Door.SHUT, OwnerKind.UNKNOWN, Level.L3),
        ("SF-22", Door.SHUT, OwnerKind.SELF, Level.L1),
        ("SF-22", Door.SHUT, OwnerKind.ORGANISATION, Level.L3),
        ("SF-22", Door.SHUT, OwnerKind.UNKNOWN, Level.L3),
        ("SF-36", Door.OPEN, OwnerKind.ORGANISATION, Level.L3),
        ("SF-37", Door.SHUT, OwnerKind.HEIR, Level.L3),
        ("SF-38", Door.SHUT, OwnerKind.UNKNOWN, Level.L0),
    ],
)
def test_ID_20_the_level_is_the_highest_whose_condition_holds(
    fault_id: str, door: Door, owner: OwnerKind, level: Level
) -> None:
    assert level_of(fault(fault_id), door=door, owner=owner) is level


@given(FAULTS, st.sampled_from(Door), st.sampled_from(OwnerKind))
def test_not_knowing_never_lowers_the_level(rule: FaultRule, door: Door, owner: OwnerKind) -> None:
    known = level_of(rule, door=door, owner=owner)
    assert level_of(rule, door=Door.UNKNOWN, owner=owner) >= known
    assert level_of(rule, door=door, owner=OwnerKind.UNKNOWN) >= known
    assert known >= rule.level


def test_a_level_is_asked_for_with_plain_words_too() -> None:
    assert level_of(fault("SF-02"), door="shut", owner="self") is Level.L2
    with pytest.raises(ValueError, match="ajar"):
        level_of(fault("SF-02"), door="ajar", owner="self")


def test_work_behind_a_shut_door_is_an_opening() -> None:
    assert kind_of(fault("SF-16"), door=Door.OPEN) is CaseKind.FAULT
    assert kind_of(fault("SF-16"), door=Door.SHUT) is CaseKind.UNLOCK
    assert kind_of(fault("SF-16"), door=Door.UNKNOWN) is CaseKind.UNLOCK
    assert kind_of(fault("SF-13"), door=Door.SHUT) is CaseKind.FAULT


@pytest.mark.parametrize(
    ("fault_id", "door", "owner", "asks"),
    [
        ("SF-02", "unknown", "unknown", (Question.DOOR, Question.OWNER)),
        ("SF-02", "unknown", "self", (Question.DOOR,)),
        ("SF-02", "open", "unknown", ()),
        ("SF-02", "shut", "self", ()),
        ("SF-12", "unknown", "self", (Question.DOOR,)),
        ("SF-05", "unknown", "unknown", (Question.OWNER,)),
        ("SF-29", "unknown", "unknown", ()),
        ("SF-38", "unknown", "unknown", ()),
    ],
)
def test_only_what_can_change_the_level_or_the_kind_is_asked(
    fault_id: str, door: str, owner: str, asks: tuple[Question, ...]
) -> None:
    assert open_questions(fault(fault_id), door=door, owner=owner) == asks


@pytest.mark.parametrize("level", [Level.L2, Level.L3])
@pytest.mark.parametrize("owner", list(OwnerKind))
def test_ID_03_ID_04_identity_and_ownership_are_asked_for_from_L2_on(
    level: Level, owner: OwnerKind
) -> None:
    needed = proofs_needed(BOOK, level, owner)
    assert any(ProofKind.IDENTITY in item for item in needed)
    claims = {(ProofKind.OWNERSHIP,), (ProofKind.ORGANISATION,)}
    assert len(claims & set(needed)) == 1


def test_ID_17_heirs_show_that_all_heirs_agree() -> None:
    assert (ProofKind.INHERITANCE,) in proofs_needed(BOOK, "L3", "heir")
    assert (ProofKind.INHERITANCE,) not in proofs_needed(BOOK, "L3", "self")


def test_advice_asks_for_nothing_and_L1_for_the_serial_plate() -> None:
    assert proofs_needed(BOOK, "L0", "unknown") == ()
    assert proofs_needed(BOOK, "L1", "self") == ((ProofKind.SERIAL, ProofKind.OWNERSHIP),)


def test_a_place_that_no_rule_names_is_strict() -> None:
    assert place_rules(load(PLACES), "440300", date(2026, 11, 22)) == STRICT
    assert STRICT.opening is Opening.PERMIT
    assert STRICT.witness is Witness.PROPERTY


def test_AF_07_the_longest_code_counts_rule_by_rule_and_what_it_leaves_out_is_the_provinces() -> (
    None
):
    rules = place_rules(load(PLACES), "330106", date(2026, 11, 22))
    assert (rules.opening, rules.witness) == (Opening.NONE, Witness.NEIGHBOUR)
    assert (rules.form_months, rules.warranty_repair_days) == (60, 6)
    assert rules.repair_warranty_days == STRICT.repair_warranty_days


def test_a_rule_counts_from_its_day_on() -> None:
    book = load(PLACES)
    assert place_rules(book, "330106", date(2025, 12, 31)) == STRICT
    assert place_rules(book, "330106", date(2026, 2, 28)).opening is Opening.FILING
    assert place_rules(book, "330106", date(2026, 3, 1)).opening is Opening.NONE
    assert place_rules(book, "330106", date(2026, 6, 30)).warranty_repair_days == 7
    assert place_rules(book, "330106", date(2026, 7, 1)).warranty_repair_days == 6


def test_a_town_or_the_province_itself_finds_its_rules() -> None:
    book = load(PLACES)
    assert place_rules(book, "330106004", date(2026, 11, 22)).form_months == 60
    assert place_rules(book, "330000", date(2026, 11, 22)).opening is Opening.FILING


def test_a_code_that_ends_in_zeros_is_no_other_city() -> None:
    text = PLACES.replace("'330106'", "'331000'")
    assert place_rules(load(text), "331002", date(2026, 11, 22)).form_months == 60
    assert place_rules(load(text), "330106", date(2026, 11, 22)).form_months == 36
