"""The packaged snapshot is whole and consistent."""

from __future__ import annotations

from importlib.resources import files

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import SNAPSHOT, load

GAZETTEER = load()


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


def test_seats_lie_in_the_country() -> None:
    points = [row.point for row in GAZETTEER.rows if row.point]
    assert len(points) > 3_000
    assert all(3 < p.lat < 54 and 73 < p.lng < 136 for p in points)


def test_it_is_small_enough_to_ship() -> None:
    size = len(files("yinuo.engines.places").joinpath(SNAPSHOT).read_bytes())
    assert size < 12_000_000
