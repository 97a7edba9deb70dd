"""Names are strung into chains, and a chain weighs more the more of it is named."""

from __future__ import annotations

from datetime import date

from yinuo.engines.places.chains import Link, chain
from yinuo.engines.places.gazetteer import load
from yinuo.engines.places.lexicon import lexicon

GAZETTEER = load()
TODAY = GAZETTEER.as_of


def ends(text: str, day: date = TODAY) -> list[Link]:
    found = chain(GAZETTEER, lexicon().find(text), day)
    return sorted(found, key=lambda link: -link.weight)


def names(link: Link) -> list[str]:
    above = names(link.above) if link.above else []
    return [*above, link.row.name]


def test_a_county_stands_under_its_city_and_province() -> None:
    assert names(ends("江苏省泰州市姜堰区")[0]) == ["江苏省", "泰州市", "姜堰区"]


def test_a_missing_level_leaves_a_shorter_and_lighter_chain() -> None:
    whole, short = ends("江苏省泰州市姜堰区")[0], ends("江苏省姜堰区")[0]
    assert names(short) == ["江苏省", "姜堰区"]
    assert short.weight < whole.weight


def test_a_parent_named_behind_supports_its_child() -> None:
    link = ends("姜堰区泰州市")[0]
    assert link.row.name == "姜堰区"
    assert link.is_supported
    assert [token.start for token in link.tokens] == [0, 3]


def test_a_clipped_name_needs_its_parent_right_before() -> None:
    assert ends("杭州西湖")[0].row.name == "西湖区"
    assert all(link.row.name != "西湖区" for link in ends("杭州的西湖"))


def test_a_name_said_twice_finds_the_first_of_it_as_parent() -> None:
    assert names(ends("黄石市黄石港区")[0]) == ["黄石市", "黄石港区"]


def test_a_division_long_gone_weighs_less_today_than_in_its_day() -> None:
    today, then = ends("崇文区")[0], ends("崇文区", date(2005, 1, 1))[0]
    assert today.row.code == then.row.code == "110103"
    assert today.weight < then.weight


def test_a_seed_counts_as_named_before_the_text() -> None:
    seed = GAZETTEER.rows[GAZETTEER.by_code["330100"]]
    found = chain(GAZETTEER, lexicon().find("西湖文三路"), TODAY, seed)
    assert [link.row.code for link in found if link.is_seeded] == ["330106"]
