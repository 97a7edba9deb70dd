"""Towns are found inside a known division, by any form of their name, and never override it."""

from __future__ import annotations

from datetime import date

import pytest

from yinuo.engines.places import Status, resolve


@pytest.mark.parametrize(
    ("text", "code", "town", "authority"),
    [
        ("琼海市长坡镇", "469002", "469002109", "mca"),
        ("五指山市毛阳", "469001", "469001102", "mca"),
        ("东莞市横沥镇", "441900", "441900106", "nbs"),
        ("东莞市南城区", "441900", "441900004", "nbs"),
        ("中山市南区", "442000", "442000005", "nbs"),
        ("嘉峪关市文殊镇", "620200", "620201102", "nbs"),
        ("浙江杭州西湖三墩", "330106", "330106109", "mca"),
        ("杭州市西湖区文三路三墩镇5号", "330106", "330106109", "mca"),
    ],
)
def test_a_town_is_found_in_its_county(text: str, code: str, town: str, authority: str) -> None:
    first = resolve(text).candidates[0]
    assert (first.code, first.town, first.authority) == (code, town, authority)


def test_a_missing_county_is_told_by_its_town() -> None:
    resolution = resolve("杭州市下沙街道")
    assert resolution.status is Status.RESOLVED
    assert resolution.candidates[0].code == "330114"
    assert "county_by_town" in resolution.candidates[0].reasons


def test_a_town_that_two_counties_have_is_ambiguous() -> None:
    resolution = resolve("广东长安镇")
    assert resolution.status is Status.AMBIGUOUS
    assert {c.code for c in resolution.candidates} == {"441225", "441900"}


def test_a_town_of_the_same_name_elsewhere_does_not_override_the_county() -> None:
    first = resolve("琼海市三墩镇").candidates[0]
    assert (first.code, first.town) == ("469002", None)


def test_a_road_named_like_a_town_is_no_town() -> None:
    assert resolve("杭州市西湖区北山路1号").candidates[0].town is None


@pytest.mark.parametrize(
    ("text", "code", "town"),
    [
        ("罗塘街道姜堰区，泰州市", "321204", "罗塘街道"),
        ("无极县 无极县七汲镇", "130130", "七汲镇"),
        ("吉林 靖宇 三道湖镇", "220622", "三道湖镇"),
        ("杭州市余杭区临平街道", "330113", "临平街道"),
        ("长沙县跳马镇", "430111", "跳马镇"),
    ],
)
def test_a_town_is_found_before_its_county_after_it_twice_and_where_it_is_today(
    text: str, code: str, town: str
) -> None:
    resolution = resolve(text)
    first = resolution.candidates[0]
    assert resolution.status is Status.RESOLVED
    assert (first.code, first.names.town) == (code, town)


def test_before_it_moved_a_town_is_its_old_countys() -> None:
    then = resolve("杭州市余杭区临平街道", as_of=date(2015, 1, 1)).candidates[0]
    assert (then.code, then.names.town) == ("330110", "临平街道")
