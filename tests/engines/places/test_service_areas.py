"""The 395 areas that the product was first asked to cover, against a list reviewed by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from yinuo.engines.places import Status, get_division, resolve

_GOLD = Path(__file__).parent / "data/service_areas_gold.tsv"
with _GOLD.open(encoding="utf-8") as _file:
    AREAS = list(csv.DictReader(_file, delimiter="\t"))


def test_the_list_is_whole() -> None:
    assert len(AREAS) == 395


@pytest.mark.parametrize("area", AREAS, ids=[area["text"] for area in AREAS])
def test_area_resolves_to_its_division_of_today(area: dict[str, str]) -> None:
    resolution = resolve(area["text"])
    first = resolution.candidates[0]
    is_special = area["confidence"] == "UNSURE"
    assert resolution.status is (Status.SPECIAL if is_special else Status.RESOLVED)
    assert first.code == (area["adcode_if_abolished"] or area["adcode_current"])
    assert [s.code for s in first.successors][:1] == (
        [area["adcode_current"]] if area["adcode_if_abolished"] else []
    )
    if not is_special:
        assert get_division(area["adcode_current"]).names.county == area["county"]
    assert first.names.province == area["province"]
    assert first.names.city == area["city"]
    code, _, name = area["town(9-digit name)"].partition(" ")
    assert (first.town or "") == code
    assert first.names.town.startswith(name)
