"""An explanation shows every name that was seen, and what became of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.places import Fate, explain, resolve


def fates(text: str) -> dict[str, Fate]:
    return {seen.text: seen.fate for seen in explain(text).names}


def test_the_names_of_the_answer_are_counted() -> None:
    found = fates("江苏省泰州市姜堰区")
    assert [text for text, fate in found.items() if fate is Fate.COUNTED] == [
        "江苏省",
        "泰州市",
        "姜堰区",
    ]
    assert found["江苏"] is Fate.INSIDE


@pytest.mark.parametrize(
    ("text", "name", "fate"),
    [
        ("杭州市西湖区南京路", "南京", Fate.OF_A_PLACE),
        ("广州市场附近", "广州市", Fate.OF_ANOTHER_WORD),
        ("江东区", "江东", Fate.INSIDE),
        ("杭州市西湖区北京来的人", "北京", Fate.WEAKER),
    ],
)
def test_a_name_that_does_not_count_says_why(text: str, name: str, fate: Fate) -> None:
    assert fates(text)[name] is fate


def test_a_shared_name_shows_all_it_may_mean() -> None:
    (seen,) = [seen for seen in explain("鼓楼区").names if seen.text == "鼓楼区"]
    assert [code for code, _ in seen.meanings] == ["320106", "320302", "350102", "410204"]


def test_names_are_shown_as_they_stand_in_the_original_text() -> None:
    text = "江 蘇省／泰州"
    assert [text[slice(*seen.span)] for seen in explain(text).names] == ["江 蘇", "江 蘇省", "泰州"]


@given(st.text(max_size=80))
def test_it_explains_the_very_answer(text: str) -> None:
    told = explain(text)
    assert told.resolution == resolve(text)
    for seen in told.names:
        start, end = seen.span
        assert text[start:end] == seen.text
        assert seen.meanings
