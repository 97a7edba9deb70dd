"""A town that yesterday's list had is followed to the town that its place lies in today."""

from __future__ import annotations

import pytest

from data.places.formertowns import Edition, Former, former_towns, lost_cities, root_of
from data.places.townlists import TownList, Villages

HOME, NEXT, FAR = "999901", "999902", "888801"


def followed(
    before: TownList,
    today: TownList,
    villages: tuple[Villages, Villages] = ({}, {}),
    between: TownList | None = None,
    heirs: dict[str, list[str]] | None = None,
) -> list[Former]:
    """What becomes of the first list's towns, with a second list in between that still has villages."""
    editions = [
        Edition(2016, before, villages[0]),
        Edition(2017, before if between is None else between, villages[1]),
    ]
    return former_towns(editions, today, heirs or {})


def only(found: list[Former]) -> Former:
    assert len(found) == 1
    return found[0]


def test_a_town_that_stands_in_todays_list_is_no_former_one() -> None:
    assert followed({HOME: {"甲镇": "999901100"}}, {HOME: {"甲镇": "999901101"}}) == []


def test_a_town_that_became_a_subdistrict_is_followed_by_its_root() -> None:
    found = only(followed({HOME: {"三墩镇": "999901100"}}, {HOME: {"三墩街道": "999901005"}}))
    assert (found.last_year, found.code, found.now) == (2017, "999901100", (HOME, "三墩街道"))


def test_a_town_that_moved_to_another_county_of_its_city_keeps_its_name() -> None:
    before = {HOME: {"下沙街道": "999901001"}, NEXT: {"乙镇": "999902100"}}
    today = {HOME: {}, NEXT: {"乙镇": "999902100", "下沙街道": "999902001"}}
    assert only(followed(before, today)).now == (NEXT, "下沙街道")


def test_a_namesake_that_was_there_before_is_not_its_successor() -> None:
    before = {HOME: {"丙镇": "999901100"}, NEXT: {"丙镇": "999902100"}}
    assert only(followed(before, {HOME: {}, NEXT: {"丙镇": "999902100"}})).now is None


def test_a_town_elsewhere_is_a_successor_only_through_its_countys_heirs() -> None:
    before, today = {HOME: {"丙镇": "999901100"}}, {FAR: {"丙镇": "888801100"}}
    assert only(followed(before, today)).now is None
    assert only(followed(before, today, heirs={HOME: [FAR]})).now == (FAR, "丙镇")


def test_a_merged_town_is_followed_by_its_villages() -> None:
    before = {HOME: {"丁乡": "999901200", "戊镇": "999901100", "己镇": "999901101"}}
    between = {HOME: {"戊镇": "999901100", "己镇": "999901101"}}
    villages = (
        {"999901200": {"一", "二", "三"}},
        {"999901100": {"一", "二", "旧"}, "999901101": {"三"}},
    )
    assert only(followed(before, between, villages, between)).now == (HOME, "戊镇")


def test_villages_that_several_towns_have_tell_nothing() -> None:
    before = {HOME: {"丁乡": "999901200", "戊镇": "999901100", "己镇": "999901101"}}
    between = {HOME: {"戊镇": "999901100", "己镇": "999901101"}}
    shared = {"新华", "光明"}
    villages = ({"999901200": shared}, {"999901100": shared, "999901101": shared})
    assert only(followed(before, between, villages, between)).now is None


def test_a_renamed_town_keeps_its_code_within_one_authoritys_lists() -> None:
    before, between = {HOME: {"庚镇": "999901100"}}, {HOME: {"辛镇": "999901100"}}
    villages = ({"999901100": set[str]()}, {"999901100": set[str]()})
    assert only(followed(before, between, villages, between)).now == (HOME, "辛镇")
    assert only(followed(before, between, ({}, {}), between)).now is None


def test_the_cities_that_lost_a_town_are_known() -> None:
    lists = [{HOME: {"甲镇": "999901100"}, FAR: {"乙镇": "888801100"}}]
    assert lost_cities(lists, {HOME: {"甲镇": "999901100"}}) == {"8888"}


@pytest.mark.parametrize(
    ("name", "root"),
    [("三墩镇", "三墩"), ("捷地回族乡", "捷地"), ("下沙街道", "下沙"), ("街道", "街道")],
)
def test_root(name: str, root: str) -> None:
    assert root_of(name) == root
