"""What is suggested while somebody types a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.places import Level, suggest
from yinuo.engines.places.gazetteer import Row, load

GAZETTEER = load()
CURRENT = [row for row in GAZETTEER.rows if row.is_current and not row.bureau_code]


def full_name(row: Row) -> str:
    names = GAZETTEER.names(row)
    return names.province + names.city + names.county


def texts(typed: str, region: str = "") -> list[str]:
    return [suggestion.text for suggestion in suggest(typed, region=region)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("姜堰", "江苏省泰州市姜堰区"),
        ("泰州姜", "江苏省泰州市姜堰区"),
        ("江苏 泰州／姜堰", "江苏省泰州市姜堰区"),
        ("江苏泰州姜堰区罗", "江苏省泰州市姜堰区罗塘街道"),
        ("琼海长", "海南省琼海市长坡镇"),
        ("湘西州凤", "湖南省湘西土家族苗族自治州凤凰县"),
        ("臺灣", "台湾省"),
        ("朝阳三里屯", "北京市朝阳区三里屯街道"),
    ],
)
def test_the_end_of_a_text_is_read_below_what_is_named_before_it(typed: str, first: str) -> None:
    assert texts(typed)[0] == first


def test_a_shared_name_shows_every_division_that_has_it_first() -> None:
    found = suggest("鼓楼")
    assert [s.code for s in found[:4]] == ["320106", "320302", "350102", "410204"]
    assert {s.level for s in found[4:]} == {Level.TOWN}


def test_the_askers_region_comes_first() -> None:
    assert suggest("鼓楼", region="3501")[0].code == "350102"


def test_a_name_gone_tells_what_it_is_now() -> None:
    (gone,) = suggest("江干")
    assert gone.text == "浙江省杭州市江干区"
    assert gone.now == ("浙江省杭州市上城区", "浙江省杭州市钱塘区")


def test_a_name_gone_is_left_out_where_what_it_became_is_shown() -> None:
    assert texts("姜堰") == ["江苏省泰州市姜堰区"]


def test_the_letters_that_were_typed_are_marked() -> None:
    for typed in ("里屯", "三里", "三里屯街道"):
        first = suggest("北京朝阳" + typed)[0]
        assert first.text[first.start : first.end] == typed


def test_a_slip_is_guessed_at_below_what_is_named_and_marked_as_a_guess() -> None:
    (guess,) = suggest("济南市力下区")
    assert (guess.text, guess.is_guess) == ("山东省济南市历下区", True)
    assert not suggest("历下")[0].is_guess


@pytest.mark.parametrize("typed", ["", "  ", "泰州市姜堰区人民路5号", "空调不制冷", "Tokyo"])
def test_a_text_that_is_on_no_way_to_a_name_has_no_suggestion(typed: str) -> None:
    assert suggest(typed) == ()


@pytest.mark.parametrize("limit", [1, 3, 8])
def test_no_more_than_asked_for(limit: int) -> None:
    assert len(suggest("大", limit=limit)) == limit


@given(st.sampled_from(CURRENT))
def test_a_full_name_comes_first_when_it_is_typed(row: Row) -> None:
    assert texts(full_name(row))[0] == full_name(row)


@given(st.sampled_from(CURRENT), st.data())
def test_typed_letter_by_letter_below_its_parents_a_name_is_there(
    row: Row, data: st.DataObject
) -> None:
    whole = full_name(row)
    before = len(whole) - len(row.name)
    typed = whole[: data.draw(st.integers(min(before + 2, len(whole)), len(whole)))]
    assert whole in [suggestion.text for suggestion in suggest(typed, limit=50)]


@given(st.text(max_size=100))
def test_no_text_raises(typed: str) -> None:
    for suggestion in suggest(typed):
        assert 0 <= suggestion.start <= suggestion.end <= len(suggestion.text)
