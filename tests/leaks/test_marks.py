"""The search itself: each spelling of a value is found wherever it stands, and nothing else is."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from .marks import Searcher

NAME, PHONE = "欧阳佩兰测", "19912345678"


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_value_is_found_in_every_spelling_wherever_it_stands(before: str, after: str) -> None:
    searcher = Searcher([NAME, PHONE])
    for value in (NAME, PHONE):
        whole = f"{before}{value}{after}".encode("utf-8", "replace")
        for text in (
            whole.decode(),
            json.dumps({"a": whole.decode()}),
            urlencode({"a": whole}),
            base64.b64encode(whole).decode(),
            base64.urlsafe_b64encode(value.encode()).decode(),
            whole.hex(),
        ):
            assert any(found.what == value for found in searcher.search("here", text)), text


def test_a_number_in_groups_is_found_and_a_masked_or_another_one_is_not() -> None:
    searcher = Searcher([PHONE])
    for leak in ("199 1234 5678", "+86 199-1234-5678", "tel:+8619912345678", "19912345678.0"):
        assert list(searcher.search("here", leak)), leak
    for fine in ("199****5678", "19912345679", "1991234567"):
        assert not list(searcher.search("here", fine)), fine
