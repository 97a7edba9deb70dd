"""Writes the demo company's outlets, areas, crews, shifts and serial numbers from the list of areas."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crews import REPORT_CITY, City, Post, city_posts, report_posts
from pypinyin import lazy_pinyin
from units import unit_rows

from yinuo.base.point import Point, distance_m
from yinuo.demo.company import BUILT_DATE
from yinuo.engines import places, rulebook

HERE = Path(__file__).parent
OUT = HERE.parent.parent / "src" / "yinuo" / "demo" / "company"
SEED = 20261122
"""Seeds the invented names and the metres by which homes lie beside a division's seat."""


@dataclass(frozen=True, slots=True)
class Area:
    """One named area: the division it is today and its town, if it names one."""

    code: str
    town: str | None


@dataclass(slots=True)
class Zone:
    """A dispatch zone with the areas served in it."""

    region: str
    areas: set[Area] = field(default_factory=set)


def main() -> None:
    """Write all files."""
    chance = random.Random(SEED)
    book = rulebook.load((OUT / "rulebook.yaml").read_text(encoding="utf-8"))
    skills = sorted({skill for fault in book.case_kinds for skill in fault.skills})
    cities = [_city(zone) for zone in _zones()]
    posts = [
        post
        for city in cities
        for post in (
            report_posts(city, chance) if city.region == REPORT_CITY else city_posts(city, skills)
        )
    ]
    _write("outlets", _outlets(cities))
    _write("credentials", _credentials(cities, book))
    _write("areas", _areas(cities))
    _write_crew(posts, chance)
    _write("units", unit_rows(chance))
    print(f"{len(cities)} outlets, {sum(len(c.areas) for c in cities)} areas, {len(posts)} posts")


def _zones() -> list[Zone]:
    zones: dict[str, Zone] = {}
    for text in (HERE / "areas.txt").read_text(encoding="utf-8").split():
        for area in _areas_named(text):
            region = places.region_of(area.code)
            zones.setdefault(region, Zone(region)).areas.add(area)
    return [zones[region] for region in sorted(zones)]


def _areas_named(text: str) -> Iterable[Area]:
    """What a line of the list is today: an abolished division is all of its successors."""
    found = places.resolve(text).candidates
    if not found:
        raise SystemExit(f"{text}: no division")
    best = found[0]
    if best.valid_to is None:
        return [Area(best.code, best.town)]
    return [Area(successor.code, None) for successor in best.successors]


def _city(zone: Zone) -> City:
    """The zone as a city with its outlet in the middle of the areas served."""
    points = {area.code: _seat(area.code) for area in zone.areas}
    middle = min(
        sorted(points), key=lambda code: sum(distance_m(points[code], p) for p in points.values())
    )
    names = places.get_division(middle).names
    is_municipality = zone.region.endswith("0000")
    name = _short(names.province if is_municipality else names.city or names.county)
    return City(
        region=zone.region,
        name_zh=name,
        name_en=_latin(name),
        place_zh=f"{names.province}{names.city}{names.county}",
        outlet_code=f"AN{zone.region}",
        division_code=middle,
        seats=tuple(points[code] for code in sorted(points)),
        outlet_point=points[middle],
        areas=tuple(sorted((area.code, area.town or "") for area in zone.areas)),
    )


def _seat(code: str) -> Point:
    point = places.get_division(code).point
    if point is None:
        raise SystemExit(f"{code}: no point")
    return point


def _short(name: str) -> str:
    """A city's name as people say it: 泰州市 is 泰州, 湘西土家族苗族自治州 is 湘西."""
    for ending in ("土家族苗族", "布依族苗族", "哈尼族彝族", "苗族侗族", "壮族苗族"):
        name = name.replace(f"{ending}自治州", "")
    for ending in ("朝鲜族", "藏族羌族", "藏族", "彝族", "回族", "白族", "蒙古族藏族"):
        name = name.replace(f"{ending}自治州", "")
    for ending in ("黎族自治县", "地区", "市", "盟", "县"):
        if len(name) > len(ending) + 1:
            name = name.removesuffix(ending)
    return name


def _latin(name: str) -> str:
    """A name in Latin letters: as the world writes it, or else in pinyin."""
    return CUSTOMARY.get(name) or "".join(lazy_pinyin(name)).capitalize()


def _outlets(cities: Sequence[City]) -> Iterable[dict[str, object]]:
    for number, city in enumerate(cities, start=1):
        yield {
            "outlet": city.outlet_code,
            "name_zh": f"安诺{city.name_zh}服务站",
            "name_en": f"Annuo {city.name_en} service station",
            "address": f"{city.place_zh}一诺示范路 {number} 号",
            "division_code": city.division_code,
            "lat": f"{city.outlet_point.lat:.5f}",
            "lng": f"{city.outlet_point.lng:.5f}",
            "open_from": "00:00",
            "open_to": "00:00",
            "licence_no": f"DEMO-{city.region}",
            "authorised_from": "2026-01-01",
        }


def _credentials(cities: Sequence[City], book: rulebook.Rulebook) -> Iterable[dict[str, object]]:
    """Every outlet may open locks: by a permit, or by a filing where the place asks for no more."""
    for city in cities:
        wanted = rulebook.place_rules(book, city.division_code, BUILT_DATE).opening
        kind = "filing" if wanted == "filing" else "permit"
        yield {
            "outlet": city.outlet_code,
            "credential": kind,
            "number": f"示-{kind[0].upper()}-{city.region}",
            "authority": f"{city.name_zh}公安机关（示范）",
            "valid_from": "2026-01-01",
        }


def _areas(cities: Sequence[City]) -> Iterable[dict[str, object]]:
    for city in cities:
        for code, town in city.areas:
            yield {"outlet": city.outlet_code, "area_code": code, "town_code": town}


def _write_crew(posts: Sequence[Post], chance: random.Random) -> None:
    """Technicians and their weekly hours; badge numbers count within a zone."""
    technicians: list[dict[str, object]] = []
    shifts: list[dict[str, object]] = []
    counts: dict[str, int] = defaultdict(int)
    for post in posts:
        for member in post.members:
            counts[post.outlet_code] += 1
            badge = f"{post.outlet_code}-{counts[post.outlet_code]:02d}"
            surname = chance.choice(SURNAMES)
            technicians.append(
                {
                    "badge_no": badge,
                    "outlet": post.outlet_code,
                    "name_zh": f"{surname}师傅",
                    "name_en": f"Master {_latin(surname)}",
                    "skills": ";".join(member.skills),
                    "home_lat": f"{member.home.lat:.5f}",
                    "home_lng": f"{member.home.lng:.5f}",
                    "no_record_checked_date": "2026-09-01",
                    "no_record_valid_to": "2027-08-31",
                }
            )
            shifts += [
                {"badge_no": badge, "days": hours.days, "starts": hours.starts, "ends": hours.ends}
                for hours in member.hours
            ]
    _write("technicians", technicians)
    _write("shifts", shifts)


def _write(name: str, rows: Iterable[dict[str, object]]) -> None:
    listed = list(rows)
    header = list(dict.fromkeys(key for row in listed for key in row))
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(listed)


CUSTOMARY = {
    "乌兰察布": "Ulanqab",
    "呼伦贝尔": "Hulunbuir",
    "呼和浩特": "Hohhot",
    "哈尔滨": "Harbin",
    "吉安": "Ji'an",
    "吕": "Lü",
    "吕梁": "Lüliang",
    "巴彦淖尔": "Bayannur",
    "广安": "Guang'an",
    "延安": "Yan'an",
    "普洱": "Pu'er",
    "曾": "Zeng",
    "果洛": "Golog",
    "泰安": "Tai'an",
    "甘孜": "Garzê",
    "西安": "Xi'an",
    "锡林郭勒": "Xilingol",
    "长治": "Changzhi",
    "雅安": "Ya'an",
    "马鞍山": "Ma'anshan",
    "齐齐哈尔": "Qiqihar",
}
"""Names that plain pinyin would get wrong, or that are better known otherwise."""
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)

if __name__ == "__main__":
    main()
