"""Canonical JSON: one sequence of bytes per value, and no other is read."""

from __future__ import annotations

import json
import random
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.tlog import CanonicalInvalid, canonical, parse_canonical

SAFE = 2**53 - 1
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def test_the_example_of_rfc_8785_without_its_floats_has_the_rfcs_bytes() -> None:
    value = {"string": '€$\x0f\nA\'B"\\\\"/', "literals": [None, True, False]}
    written = '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    assert canonical(value) == written.encode()


def test_keys_sort_by_utf_16_code_units_as_in_rfc_8785_section_3_2_3() -> None:
    value = {
        "€": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\x80": "Control",
        "ö": "Latin Small Letter O With Diaeresis",
    }
    order = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]
    assert list(json.loads(canonical(value)).values()) == order


def test_control_characters_take_the_short_form_where_there_is_one_else_lower_case_hex() -> None:
    assert canonical("\b\t\n\f\r\x00\x1f\x7f/") == b'"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f/"'


def test_text_is_not_normalised() -> None:
    assert canonical("é") != canonical("e\u0301")


def test_an_enum_of_texts_is_written_as_its_text_and_a_tuple_as_a_list() -> None:
    class Colour(StrEnum):
        RED = "red"

    assert canonical({"colour": (Colour.RED, 1)}) == b'{"colour":["red",1]}'


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (1.0, "float"),
        ({"price": [1, 29.9]}, r"\$\.price\[1\]: a float"),
        (float("nan"), "float"),
        (SAFE + 1, "2\\^53"),
        (-SAFE - 1, "2\\^53"),
        ({1: "a"}, "key 1 is not text"),
        (b"bytes", "bytes"),
        ({"a"}, "set"),
        ("\ud800", "surrogate"),
        ({"\udfff": 1}, "surrogate"),
    ],
)
def test_what_has_no_canonical_form_is_refused_and_says_where(value: object, says: str) -> None:
    with pytest.raises(CanonicalInvalid, match=says):
        canonical(value)


def test_a_value_that_nests_too_deeply_is_refused_not_crashed_on() -> None:
    value: list[Any] = []
    for _ in range(32):
        value = [value]
    with pytest.raises(CanonicalInvalid, match="levels"):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1}\n',
        b' {"a":1}',
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":1e2}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u00E9"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b"9" * 5000,
        b"9007199254740992",
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_bytes_that_are_not_canonical_are_refused(data: bytes) -> None:
    with pytest.raises(CanonicalInvalid):
        parse_canonical(data)


@given(VALUES)
def test_a_value_comes_back_from_its_bytes(value: object) -> None:
    assert parse_canonical(canonical(value)) == value


@given(st.dictionaries(TEXTS, VALUES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: dict[str, Any], chance: random.Random) -> None:
    keys = list(value)
    chance.shuffle(keys)
    assert canonical({key: value[key] for key in keys}) == canonical(value)


@given(VALUES, VALUES)
def test_two_values_have_the_same_bytes_only_if_they_are_the_same(a: object, b: object) -> None:
    assert (canonical(a) == canonical(b)) == _same(a, b)


def _same(a: object, b: object) -> bool:
    """Equal, with True told apart from 1, and keys in any order."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    return type(a) is type(b) and a == b
