"""Which divisions in force took over from one that is gone, with which of its towns."""

from __future__ import annotations

from data.places.formertowns import Former
from data.places.heirs import Heir, chased_heirs, strays, with_towns
from data.places.history import Spell, Succession
from data.places.patch import Patch, Reviewed
from data.places.sources import Change, Path3

YEAR = 2026
EAST: Path3 = ("甲省", "乙市", "东山区")
WEST: Path3 = ("甲省", "乙市", "西山区")
GONE: Path3 = ("甲省", "乙市", "丙县")
CURRENT = {EAST: "999902", WEST: "999903"}
SPELLS = {
    EAST: Spell(EAST, "999902", 2019, YEAR),
    WEST: Spell(WEST, "999903", 1980, YEAR),
    GONE: Spell(GONE, "999921", 1980, 2018),
}


def town(name: str, home: str | None) -> Former:
    return Former("999921", name, "999921100", 2018, (home, name) if home else None)


def reviewed(to: str, share: str, towns: tuple[str, ...] = ()) -> Reviewed:
    return Reviewed("successor", "999921", "丙县", to, share, towns, "a reason")


def chased(patch: Patch, changes: tuple[Change, ...] = ()) -> list[Heir]:
    succession = Succession(SPELLS, list(changes), YEAR)
    return chased_heirs(SPELLS, CURRENT, succession, patch)[GONE]


def told(patch: Patch, towns: list[Former]) -> list[Heir]:
    heirs = chased_heirs(SPELLS, CURRENT, Succession(SPELLS, [], YEAR), patch)
    return with_towns(heirs, SPELLS, CURRENT, towns)[GONE]


def test_what_was_reviewed_goes_before_what_the_events_say() -> None:
    change = Change(2019, ("999921", "丙县"), ("999902", "东山区"))
    assert chased(Patch([]), (change,)) == [Heir(EAST, "whole")]
    assert chased(Patch([reviewed("999903", "whole")]), (change,)) == [Heir(WEST, "whole")]


def test_several_heirs_are_parts_and_one_is_the_whole() -> None:
    both = Patch([reviewed("999902", "part"), reviewed("999903", "part")])
    assert {heir.share for heir in chased(both)} == {"part"}


def test_the_towns_of_each_part_are_told_from_the_lists() -> None:
    both = Patch([reviewed("999902", "part"), reviewed("999903", "part")])
    towns = [town("一镇", "999902"), town("二镇", "999903"), town("三镇", None)]
    assert told(both, towns) == [Heir(EAST, "part", ("一镇",)), Heir(WEST, "part", ("二镇",))]


def test_a_county_that_nobody_reviewed_went_where_its_towns_are() -> None:
    towns = [town("一镇", "999903"), town("二镇", "999903")]
    assert told(Patch([]), towns) == [Heir(WEST, "whole")]


def test_towns_in_a_division_that_is_no_heir_are_to_be_reviewed() -> None:
    heirs = {GONE: [Heir(EAST, "whole")]}
    towns = [town("一镇", "999903"), town("二镇", "999903"), town("三镇", "999902")]
    assert strays(heirs, SPELLS, CURRENT, towns) == ["999921 丙县: 999903 has 一镇|二镇"]
    assert strays(heirs, SPELLS, CURRENT, towns[1:]) == []
