"""Chains become mentions: the places a text speaks of."""

from __future__ import annotations

from yinuo.engines.places.chains import chain
from yinuo.engines.places.gazetteer import load
from yinuo.engines.places.lexicon import lexicon
from yinuo.engines.places.mentions import Mention, contradicting, group, told

GAZETTEER = load()


def mentions(text: str) -> list[Mention]:
    return group(GAZETTEER, chain(GAZETTEER, lexicon().find(text), GAZETTEER.as_of))


def best(found: list[Mention]) -> list[str]:
    return [mention.readings[0].row.name for mention in found]


def test_readings_of_one_name_are_one_mention() -> None:
    (mention,) = mentions("鼓楼区")
    assert len(mention.readings) >= 4


def test_a_parent_said_again_is_no_mention_of_its_own() -> None:
    assert best(mentions("江苏省泰州市江苏省泰州市姜堰区")) == ["姜堰区"]


def test_names_that_share_letters_are_not_two_mentions() -> None:
    assert best(mentions("中山市南区")) == ["中山市"]


def test_a_branch_of_a_bank_tells_no_second_place_but_a_joined_name_does() -> None:
    for text, expected in [("北京市朝阳区南京市分行", 1), ("北京市朝阳区和南京市", 2)]:
        assert len(told(GAZETTEER, mentions(text), text)) == expected


def test_a_county_after_a_foreign_city_contradicts_it() -> None:
    found = mentions("杭州市鼓楼区")
    county = next(m for m in found if m.readings[0].row.name == "鼓楼区")
    other = contradicting(county, found)
    assert other is not None
    assert other.readings[0].row.name == "杭州市"


def test_a_text_that_lists_the_whole_country_is_cut_short() -> None:
    text = "".join(row.name for row in GAZETTEER.rows)
    assert 0 < len(mentions(text)) <= 50
