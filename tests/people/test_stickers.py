"""A sticker leads to its unit, and nobody can make one up."""

from __future__ import annotations

import base64
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.cast import do
from yinuo.people import actions
from yinuo.people.facts import SerialNotValid, UnitFacts
from yinuo.people.stickers import UnitPick, find_unit_of_sticker, list_units, sticker_token

pytestmark = pytest.mark.django_db


def register(serial: str, model: str = "AN60") -> UnitFacts:
    unit: UnitFacts = do(actions.register_unit, serial=serial, model=model)
    return unit


def test_a_sticker_leads_to_its_unit_and_is_the_same_at_every_printing() -> None:
    unit, other = register("AN60-0001"), register("AN60-0002")
    token = sticker_token(unit.id)
    assert find_unit_of_sticker(token) == unit
    assert token == sticker_token(unit.id) != sticker_token(other.id)
    assert "0001" not in token


def test_no_changed_character_leads_anywhere() -> None:
    token = sticker_token(register("AN60-0001").id)
    for place, character in enumerate(token):
        changed = "A" if character != "A" else "Q"
        assert find_unit_of_sticker(token[:place] + changed + token[place + 1 :]) is None


def test_a_known_id_without_the_seal_is_worth_nothing() -> None:
    unit = register("AN60-0001")
    made_up = base64.urlsafe_b64encode(unit.id.bytes + bytes(10)).decode().rstrip("=")
    assert find_unit_of_sticker(made_up) is None
    assert find_unit_of_sticker(sticker_token(uuid4())) is None


@given(st.text(max_size=80))
def test_any_text_is_answered_without_an_error(text: str) -> None:
    assert find_unit_of_sticker(text) is None


def test_units_come_by_serial_number_between_two_and_go_on_where_the_last_sheet_ended() -> None:
    for number in (3, 1, 2, 4):
        register(f"AN60-000{number}")
    register("AN90-0001", "AN90")
    first = list_units(UnitPick("an60-0001", "AN60 - 0003"), limit=2)
    assert [unit.serial for unit in first] == ["AN60-0001", "AN60-0002"]
    rest = list_units(UnitPick("AN60-0001", "AN60-0003"), after=first[-1].serial)
    assert [unit.serial for unit in rest] == ["AN60-0003"]
    assert [unit.model for unit in list_units(UnitPick(model="AN90"))] == ["AN90"]


def test_a_number_that_can_be_none_is_an_error_and_no_empty_sheet() -> None:
    with pytest.raises(SerialNotValid):
        list_units(UnitPick(serial_from="这不是编号"))
