"""The report of what changed from one snapshot to the next."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from data.places import changes


def snapshot() -> dict[str, Any]:
    return {
        "as_of": "2026-01-01",
        "divisions": [
            ["990000", "甲省", 1, -1, 0, 0, [30.0, 120.0], []],
            ["999900", "乙市", 2, 0, 0, 0, [30.0, 120.0], []],
            ["999921", "丙县", 3, 1, 0, 0, [30.0, 120.0], []],
            ["999922", "丁县", 3, 1, 0, 2000, [], [[2, "w", []]]],
        ],
        "specials": [["999971", "高新区", "999900", []]],
        "towns": {"999921": "一镇,999921100;二镇,999921101s"},
        "former_towns": {},
    }


def section(text: str, title: str) -> str:
    return text.split(f"## {title} (")[1].split("\n\n")[1].strip()


def test_nothing_changed_between_a_snapshot_and_itself() -> None:
    text = changes.report(snapshot(), snapshot())
    assert text.count("(0)") == text.count("\n## ")
    assert text == changes.report(snapshot(), snapshot())


def test_the_counts_are_those_of_the_snapshot() -> None:
    assert changes.counts(snapshot()) == (
        "3 divisions in force (3 with a seat), 1 gone (0 without successor), 1 special places, "
        "2 towns, 0 former towns"
    )


def test_a_division_renamed_recoded_moved_or_gone_is_named() -> None:
    after = deepcopy(snapshot())
    after["divisions"][2][1] = "丙区"
    text = changes.report(snapshot(), after)
    assert section(text, "Divisions renamed") == "- 999921 甲省 乙市 丙县: now 丙区"
    after = deepcopy(snapshot())
    after["divisions"][2][0] = "999903"
    text = changes.report(snapshot(), after)
    assert section(text, "Divisions set up") == "- 999903 甲省 乙市 丙县"
    assert section(text, "Divisions gone") == "- 999921 甲省 乙市 丙县"
    assert "now 999903" in section(text, "Divisions that kept their names under new codes")
    after = deepcopy(snapshot())
    after["divisions"][2][3] = 0
    assert "from 甲省 乙市 to 甲省" in changes.report(snapshot(), after)


def test_a_seat_that_moved_more_than_a_kilometre_is_named() -> None:
    after = deepcopy(snapshot())
    after["divisions"][2][6] = [30.005, 120.0]
    assert "Seats moved, found or lost (0)" in changes.report(snapshot(), after)
    after["divisions"][2][6] = [30.1, 120.0]
    assert ": 11 km" in section(changes.report(snapshot(), after), "Seats moved, found or lost")


def test_successors_and_towns_that_changed_are_named() -> None:
    after = deepcopy(snapshot())
    after["divisions"][3][7] = [[2, "p", ["一镇"]], [1, "p", []]]
    after["towns"]["999921"] = "一镇,999921100;三镇,999921102"
    text = changes.report(snapshot(), after)
    assert "丙县 999921 whole -> 丙县 999921 part, 1 towns" in section(text, "Successors changed")
    assert section(text, "Towns") == "- 999921 甲省 乙市 丙县 (+1 -1): +三镇 -二镇"


def test_the_first_snapshot_has_none_before_it() -> None:
    assert "From nothing to 2026-01-01" in changes.report({}, snapshot())
