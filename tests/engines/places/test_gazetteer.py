"""The packaged snapshot is whole and consistent."""

from __future__ import annotations

from importlib.resources import files

import pytest

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import SNAPSHOT, load

GAZETTEER = load()
HOMES = sorted({row.bureau_code or row.code for row in GAZETTEER.rows})


def test_it_holds_the_divisions_of_its_date() -> None:
    current = [row for row in GAZETTEER.rows if row.is_current and not row.bureau_code]
    by_level = {level: sum(row.level is level for row in current) for level in Level}
    assert by_level[Level.PROVINCE] == 34
    assert by_level[Level.CITY] == 333
    assert by_level[Level.COUNTY] == 2847
    assert len({row.code for row in current}) == len(current)


def test_every_successor_is_in_force_and_nothing_in_force_has_one() -> None:
    for row in GAZETTEER.rows:
        assert not (row.is_current and row.heirs)
        assert all(GAZETTEER.rows[index].is_current for index, _, _ in row.heirs)


def test_a_share_is_whole_exactly_when_there_is_one_successor_or_part_when_several() -> None:
    for row in GAZETTEER.rows:
        if len(row.heirs) > 1:
            assert {share for _, share, _ in row.heirs} == {"part"}, row


def test_parents_lie_above_and_share_the_province() -> None:
    ranks = [Level.PROVINCE, Level.CITY, Level.COUNTY]
    for row in GAZETTEER.rows:
        for above in GAZETTEER.ancestors(row):
            assert ranks.index(above.level) < ranks.index(row.level)


def test_every_town_hangs_on_a_division_in_force_without_counties_or_on_a_special() -> None:
    specials = {row.bureau_code for row in GAZETTEER.rows if row.bureau_code}
    for code in GAZETTEER.town_homes("") + sorted(specials):
        assert GAZETTEER.towns(code) or code in specials
        if code not in specials:
            assert GAZETTEER.is_leaf(GAZETTEER.rows[GAZETTEER.by_code[code]]), code


def test_every_division_gone_has_successors_in_force() -> None:
    gone = [row for row in GAZETTEER.rows if not row.is_current]
    assert len(gone) > 3_500
    assert all(row.heirs for row in gone)


def test_a_countys_successor_is_no_city_that_has_counties() -> None:
    for row in GAZETTEER.rows:
        if row.level is Level.COUNTY:
            assert all(GAZETTEER.is_leaf(GAZETTEER.rows[index]) for index, _, _ in row.heirs), row


@pytest.mark.parametrize(
    ("code", "name", "heirs"),
    [
        ("142601", "临汾市", ["141002"]),
        ("130106", "郊区", ["130102", "130104", "130105", "130108"]),
        ("512221", "万县", ["500101"]),
        ("320283", "锡山市", ["320205", "320206"]),
        ("430204", "南区", ["430203"]),
        ("622821", "庆阳县", ["621021"]),
        ("150206", "白云矿区", ["150206"]),
        ("440506", "达濠区", ["440512"]),
        ("230105", "太平区", ["230104"]),
        ("540129", "林芝县", ["540402"]),
    ],
)
def test_old_names_come_to_where_they_are_today(code: str, name: str, heirs: list[str]) -> None:
    (row,) = (r for r in GAZETTEER.rows if (r.code, r.name) == (code, name) and not r.is_current)
    assert sorted(s.code for s in GAZETTEER.successors(row)) == heirs


def test_the_towns_of_a_divided_district_are_told_part_by_part() -> None:
    row = GAZETTEER.rows[GAZETTEER.by_code["330104"]]
    towns = {s.code: s.towns for s in GAZETTEER.successors(row)}
    assert set(towns["330114"]) == {"下沙街道", "白杨街道"}
    assert {"彭埠街道", "九堡街道"} <= set(towns["330102"])


def test_a_former_town_is_known_in_its_old_county_and_in_the_one_it_lies_in_today() -> None:
    for county in ("330104", "330114"):
        (town,) = (t for t in GAZETTEER.former_towns(county) if t.name == "下沙街道")
        assert (town.county, town.last_year) == ("330104", 2020)
        assert (town.heir_county, town.heir_town) == ("330114", "330114001")


def test_a_town_merged_into_another_of_its_county_is_known_by_its_villages() -> None:
    (town,) = (t for t in GAZETTEER.former_towns("510116") if t.name == "公兴街道")
    names = {t.code: t.name for t in GAZETTEER.towns("510116")}
    assert names[town.heir_town] == "怡心街道"


def test_every_former_town_whose_place_is_known_lies_in_a_town_of_today() -> None:
    towns = [t for code in HOMES for t in GAZETTEER.former_towns(code) if t.county == code]
    known = [town for town in towns if town.heir_town]
    assert len(towns) > 9_000
    assert len(known) > 0.75 * len(towns)
    codes = {
        county: {t.code for t in GAZETTEER.towns(county)}
        for county in {t.heir_county for t in known}
    }
    assert all(town.heir_town in codes[town.heir_county] for town in known)


def test_no_former_town_stands_in_its_countys_list_today() -> None:
    for code in HOMES:
        today = {town.name for town in GAZETTEER.towns(code)}
        assert not any(t.name in today for t in GAZETTEER.former_towns(code) if t.county == code)


def test_a_special_place_names_who_administers_it_and_what_else_it_is_called() -> None:
    specials = {row.bureau_code: row for row in GAZETTEER.rows if row.bureau_code}
    assert len(specials) > 120
    assert specials["130171"].code == "130100"
    assert "高新区" in specials["130171"].aliases
    assert all(GAZETTEER.rows[row.parent].is_current for row in specials.values())


def test_every_county_in_force_has_a_seat() -> None:
    assert all(row.point for row in GAZETTEER.rows if row.is_current and not row.bureau_code)


def test_seats_lie_in_the_country() -> None:
    points = [row.point for row in GAZETTEER.rows if row.point]
    assert len(points) > 3_000
    assert all(3 < p.lat < 54 and 73 < p.lng < 136 for p in points)


def test_it_is_small_enough_to_ship() -> None:
    size = len(files("yinuo.engines.places").joinpath(SNAPSHOT).read_bytes())
    assert size < 12_000_000
