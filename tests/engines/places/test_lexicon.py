"""Which stretches of a text read as names."""

from __future__ import annotations

import pytest

from yinuo.engines.places.lexicon import is_of_a_place, lexicon


def found(text: str) -> list[str]:
    return [text[token.start : token.end] for token in lexicon().find(text)]


def test_a_name_inside_a_longer_full_name_is_not_found() -> None:
    assert found("江东区") == ["江东区"]


def test_a_name_that_begins_a_longer_full_one_is_left_out() -> None:
    assert found("河北区") == ["河北区"]
    assert found("河北区域") == ["河北"]


def test_a_short_name_before_a_road_is_dropped_unless_a_name_follows() -> None:
    assert found("北京路") == []
    assert found("石家庄桥西") == ["石家庄", "桥西"]


def test_a_kind_that_belongs_to_another_word_is_dropped() -> None:
    assert "广州市" not in found("广州市场")
    assert "湖南省" in found("湖南省道县")


@pytest.mark.parametrize("following", ["路1号", "东路", "大厦", "医院"])
def test_roads_and_buildings_are_seen(following: str) -> None:
    assert is_of_a_place(following)


@pytest.mark.parametrize("following", ["", "西湖区", "江宁区", "东"])
def test_other_words_are_not(following: str) -> None:
    assert not is_of_a_place(following)
