"""What a line's body may hold: codes, numbers, instants and digests, never somebody's number or words."""

from __future__ import annotations

import pytest

from yinuo.record.facts import BodyInvalid
from yinuo.record.kinds import Kind

KIND = Kind("test.thing.happened", "发生了", "It happened", {"value": str})


@pytest.mark.parametrize(
    "value",
    [
        "identity",
        "2026-03-02T06:30:00Z",
        "0193a1b2-0000-7000-8000-00001c2d3e4f",
        "13800000000" + "ab" * 26 + "c",  # a digest that happens to begin like a phone number
    ],
)
def test_a_code_an_instant_an_id_and_a_digest_fit(value: str) -> None:
    KIND.check({"value": value})


@pytest.mark.parametrize("value", ["19900000001", "tel:19900000001", "王女士", "a b", "x" * 121])
def test_a_phone_number_a_name_and_free_text_do_not(value: str) -> None:
    with pytest.raises(BodyInvalid):
        KIND.check({"value": value})


def test_a_missing_and_an_unknown_key_are_refused() -> None:
    for body in ({}, {"value": "a", "other": "b"}):
        with pytest.raises(BodyInvalid):
            KIND.check(body)
