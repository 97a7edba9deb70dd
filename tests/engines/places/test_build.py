"""The rules by which the snapshot is compiled."""

from __future__ import annotations

import pytest

from data.places.history import Spell, Succession, root_of, spells_of
from data.places.sources import Change, Listed, Path3
from yinuo.base.point import Point, distance_m
from yinuo.engines.places.datum import to_wgs84


def spell(path: Path3, code: str, first: int, last: int) -> Spell:
    return Spell(path, code, first, last)


OLD = spell(("甲省", "乙市", "丙县"), "999921", 1980, 2013)
NEW = spell(("甲省", "乙市", "丙区"), "999903", 2014, 2026)
FAR = spell(("丁省", "戊市", "丙区"), "888803", 1980, 2026)


def following(old: Spell, others: list[Spell], changes: list[Change]) -> list[Spell]:
    spells = {s.path: s for s in [old, *others]}
    return Succession(spells, changes, 2026).next_of(old)


def test_a_county_that_became_a_district_is_followed_by_it() -> None:
    assert following(OLD, [NEW, FAR], []) == [NEW]


def test_an_event_to_an_old_namesake_in_another_province_is_not_believed() -> None:
    change = Change(2014, ("999921", "丙县"), ("888803", "丙区"))
    assert following(OLD, [FAR], [change]) == []


def test_an_event_to_a_neighbour_is_believed() -> None:
    neighbour = spell(("甲省", "乙市", "己区"), "999902", 1980, 2026)
    change = Change(2014, ("999921", "丙县"), ("999902", "己区"))
    assert following(OLD, [neighbour], [change]) == [neighbour]


def test_the_same_code_with_another_name_follows_only_since_1984() -> None:
    renamed = spell(("甲省", "乙市", "庚县"), "999921", 2014, 2026)
    assert following(OLD, [renamed], []) == [renamed]
    early = spell(("甲省", "乙市", "丙县"), "999921", 1980, 1982)
    after = spell(("甲省", "乙市", "庚县"), "999921", 1983, 2026)
    assert following(early, [after], []) == []


def test_a_spell_runs_from_the_first_year_listed_to_the_last() -> None:
    path = ("甲省", "乙市", "丙县")
    listed = [Listed(year, path, "999921") for year in (1990, 1985, 1987)]
    assert spells_of(listed, {}, 2026)[path] == Spell(path, "999921", 1985, 1990)


@pytest.mark.parametrize(("name", "root"), [("湟中县", "湟中"), ("湟中区", "湟中"), ("县", "县")])
def test_root(name: str, root: str) -> None:
    assert root_of(name) == root


def test_the_datum_shift_moves_a_point_by_some_hundred_metres() -> None:
    lat, lng = to_wgs84(39.904211, 116.407394)
    assert 300 < distance_m(Point(39.904211, 116.407394), Point(lat, lng)) < 800
    assert lng < 116.407394
