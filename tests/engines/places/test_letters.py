"""Normalising a text keeps the way back to its positions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.places.letters import plain, simplify


def test_noise_is_cut_out_and_traditional_letters_become_simplified() -> None:
    assert plain("江 蘇-省／199 0000 0001 泰州").text == "江苏省泰州"


def test_a_house_number_is_no_noise() -> None:
    assert plain("人民路1205号").text == "人民路1205号"


def test_a_look_alike_letter_becomes_the_real_one() -> None:
    assert simplify("⼭東") == "山东"


@given(st.text())
def test_every_position_leads_back_to_its_letter(text: str) -> None:
    found = plain(text)
    for position, letter in enumerate(found.text):
        assert simplify(text[found.origin(position)]) == letter
