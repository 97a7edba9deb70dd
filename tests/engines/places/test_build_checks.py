"""The build stops on what the sources disagree on, until somebody has reviewed it."""

from __future__ import annotations

import pytest

from data.places import checks
from data.places.heirs import Heir
from data.places.history import Spell
from data.places.patch import Patch, PatchError, Reviewed, read_patch
from data.places.sources import Path3

CITY: Path3 = ("甲省", "乙市", "")
COUNTY: Path3 = ("甲省", "乙市", "丙县")
GONE: Path3 = ("甲省", "乙市", "丁县")
CURRENT = {CITY: "999900", COUNTY: "999921"}
SPELLS = {COUNTY: Spell(COUNTY, "999921", 1980, 2026), GONE: Spell(GONE, "999922", 1980, 2000)}


def row(
    kind: str, code: str, name: str = "", to: str = "", towns: tuple[str, ...] = ()
) -> Reviewed:
    return Reviewed(kind, code, name, to, "", towns, "a reason")


def test_a_division_that_one_list_lacks_has_to_be_explained() -> None:
    assert len(list(checks.differing_divisions(CURRENT, {CITY: "999900"}, Patch([])))) == 1
    patch = Patch([row("difference", "999921")])
    assert list(checks.differing_divisions(CURRENT, {CITY: "999900"}, patch)) == []


def test_a_reviewed_row_covers_exactly_the_towns_it_names() -> None:
    now, before = {"999921": {"一镇": "1"}}, {"999921": {"一镇": "2", "二镇": "3"}}
    found = list(checks.differing_towns(now, before, Patch([])))
    assert found == ["town_difference 999921: 一镇|二镇"]
    for towns, problems in (("一镇", "二镇"), 0), (("一镇",), 1), (("一镇", "二镇", "三镇"), 1):
        patch = Patch([row("town_difference", "999921", towns=towns)])
        assert len(list(checks.differing_towns(now, before, patch))) == problems


def test_a_reviewed_row_whose_difference_is_over_has_to_go() -> None:
    patch = Patch([row("town_difference", "999921", towns=("一镇",))])
    assert list(checks.differing_towns({}, {}, patch)) == [
        "town_difference 999921: none (any more)"
    ]


def test_a_row_about_a_division_that_no_source_has_is_refused() -> None:
    patch = Patch([row("successor", "999922", "戊县", "999921"), row("point", "999921", "己县")])
    found = list(checks.unfounded_rows(CURRENT, SPELLS, {}, CURRENT, patch))
    assert [problem.split(":")[0] for problem in found] == [
        "successor 999922 戊县",
        "point 999921 己县",
    ]


def test_a_successor_has_to_be_in_force() -> None:
    patch = Patch([row("successor", "999922", "丁县", "999933")])
    assert list(checks.unfounded_rows(CURRENT, SPELLS, {}, CURRENT, patch)) == [
        "successor 999922 丁县: 999933 isn't in force"
    ]


def test_every_division_gone_needs_a_successor_that_is_no_city_with_counties() -> None:
    assert list(checks.unfit_heirs({GONE: []}, CURRENT)) == ["甲省乙市丁县: no successor"]
    assert len(list(checks.unfit_heirs({GONE: [Heir(CITY, "whole")]}, CURRENT))) == 1
    assert list(checks.unfit_heirs({GONE: [Heir(COUNTY, "whole")]}, CURRENT)) == []


def test_a_city_that_became_a_county_is_taken_for_a_namesake() -> None:
    city: Path3 = ("甲省", "乙地区", "丙市")
    found = list(checks.unfit_heirs({city: [Heir(COUNTY, "whole")]}, CURRENT))
    assert found == ["甲省乙地区丙市: a city became 丙县"]


def test_one_successor_is_the_whole_and_several_are_parts() -> None:
    uneven = Patch([Reviewed("successor", "999922", "丁县", "999921", "part", (), "a reason")])
    assert len(list(checks.uneven_shares(uneven))) == 1
    assert list(checks.uneven_shares(read_patch())) == []


def test_only_the_first_problems_are_printed_and_all_are_counted() -> None:
    assert checks.first_of(map(str, range(5)), most=2) == ["0", "1", "... 5 in all"]


@pytest.mark.parametrize(("kind", "reason"), [("guess", "a reason"), ("point", " ")])
def test_a_row_without_a_kind_or_a_reason_is_refused(kind: str, reason: str) -> None:
    with pytest.raises(PatchError):
        Patch([Reviewed(kind, "999921", "丙县", "", "", (), reason)])
