"""The 395 areas that the product was first asked to cover, against a list reviewed by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from yinuo.engines.places import Status, resolve

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
    assert area["adcode_current"] in {first.code, *(s.code for s in first.successors)}
    assert first.code == (area["adcode_if_abolished"] or area["adcode_current"])
    assert first.names.province == area["province"]
    assert first.names.city == area["city"]
    assert (first.town or "") == area["town(9-digit name)"].partition(" ")[0]
