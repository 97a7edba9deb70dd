"""Divisions by code and by dispatch zone."""

from __future__ import annotations

import pytest

from yinuo.base.point import Point, distance_m
from yinuo.engines.places import (
    DivisionUnknown,
    Level,
    get_division,
    list_counties,
    region_of,
)


def test_a_division_in_force_is_known_with_its_names_and_seat() -> None:
    division = get_division("330106")
    assert (division.names.province, division.names.city, division.names.county) == (
        "浙江省",
        "杭州市",
        "西湖区",
    )
    assert division.level is Level.COUNTY
    assert division.valid_to is None
    assert division.point is not None
    assert distance_m(division.point, Point(30.2595, 120.1300)) < 3_000


def test_a_division_gone_is_known_with_its_successors() -> None:
    division = get_division("330104")
    assert division.names.county == "江干区"
    assert {s.code for s in division.successors} == {"330102", "330114"}


def test_a_town_is_known_by_nine_digits() -> None:
    town = get_division("469002109")
    assert (town.level, town.names.county, town.names.town) == (Level.TOWN, "琼海市", "长坡镇")
    assert get_division("620201102").names.city == "嘉峪关市"
    assert get_division("460321451").names.county == "西沙区"


def test_a_town_gone_is_known_with_its_end_and_the_town_it_lies_in_today() -> None:
    town = get_division("330104010")
    assert (town.level, town.names.county, town.names.town) == (Level.TOWN, "江干区", "下沙街道")
    assert town.valid_to is not None
    assert town.valid_to.year == 2021
    (heir,) = town.successors
    assert (heir.code, get_division(heir.code).names.county) == ("330114001", "钱塘区")


def test_a_county_divided_has_a_seat_and_every_county_in_force_has_one() -> None:
    assert all(county.point for code in ("653100", "653200") for county in list_counties(code))


@pytest.mark.parametrize("code", ["", "000000", "999999", "33", "469002999", "abc", "469002109000"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(DivisionUnknown):
        get_division(code)


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("330106", "330100"),
        ("330100", "330100"),
        ("469002", "469002"),
        ("469002109", "469002"),
        ("429004", "429004"),
        ("659001", "659001"),
        ("310115", "310000"),
        ("500157", "500000"),
        ("441900", "441900"),
        ("620201102", "620200"),
        ("330104", "330100"),
        ("360105", "360100"),
        ("330000", "330000"),
    ],
)
def test_a_dispatch_zone_is_the_city_or_the_county_where_there_is_none(
    code: str, region: str
) -> None:
    assert region_of(code) == region


def test_an_unknown_code_has_no_dispatch_zone() -> None:
    with pytest.raises(DivisionUnknown):
        region_of("999999")


@pytest.mark.parametrize(
    ("code", "count"),
    [("370100", 12), ("110000", 16), ("370000", 0), ("370102", 0), ("441900", 0)],
    ids=["city", "municipality", "province", "district", "city-without"],
)
def test_the_counties_of_a_city_are_known(code: str, count: int) -> None:
    counties = list_counties(code)
    assert len(counties) == count
    assert all(county.valid_to is None for county in counties)


def test_an_unknown_code_has_no_counties() -> None:
    with pytest.raises(DivisionUnknown):
        list_counties("999999")
