"""Nothing that somebody typed is run by the spreadsheet that opens our file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.transfer.guard import safe, unguarded

STARTS = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("hidden", ["", "\x01", "\r", "\x00\x1f"])
def test_what_a_spreadsheet_would_run_goes_out_as_text_also_behind_what_is_not_seen(
    start: str, hidden: str
) -> None:
    assert str(safe(f"{hidden}{start}1+1")).startswith("'")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_every_text_comes_in_as_it_was(text: str) -> None:
    guarded = safe(text)
    assert isinstance(guarded, str)
    assert not guarded.startswith(STARTS)
    if not text.startswith("'"):
        assert unguarded(guarded) == text


def test_numbers_stay_numbers() -> None:
    assert safe(-5) == -5
    assert safe(None) is None
