"""Texts with names that are gone: gold is what is there today, from a table written by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bench.places_texts import Text
from bench.places_words import lines_of, words
from bench.places_world import TESTING, TUNING, World, half_of, short_name

_SHAPES = {
    TUNING: ["{P}{C}{X}{road}{n}号", "{C}{X}{road}{n}号{estate}"],
    TESTING: ["{P}{C}{X}", "{C}{X}{estate}{n}栋", "{c}{X}{road}{n}号", "家在{C}{X}，{fault}"],
}

_MOVED = {
    TUNING: ["{P}{C}{X}{town}{road}{n}号", "{C}{X}{town}"],
    TESTING: ["{C}{X}{town}{road}{n}号", "{P} {C} {X} {town}", "我在{C}{X}{town}"],
}


@dataclass(frozen=True, slots=True)
class Gone:
    """A division that is gone: its chain of the time, and the codes of today that are right."""

    province: str
    city: str
    county: str
    year: int
    gold: frozenset[str]
    towns: tuple[tuple[str, str], ...] = ()
    """Towns of the time, each with the one code that it is in today."""


def gone_divisions(world: World) -> list[Gone]:
    """The table, read against the list in force; LookupError for a county that isn't in it."""
    found = []
    province = city = ""
    for line in lines_of("old.txt"):
        if line.startswith("["):
            province, city = line.strip("[]").replace("-", "").split(" ")
        else:
            found.append(_read(world, province, city, line))
    return found


def old_texts(world: World, half: str, count: int, seed: int = 4) -> Iterator[Text]:
    """`count` texts with old names of one half; a town that went elsewhere than the rest decides."""
    draw = random.Random(f"old {seed} {half}")
    mine = [g for g in gone_divisions(world) if half_of(g.province + g.city + g.county) == half]
    for i in range(count):
        gone, shape = mine[i % len(mine)], _SHAPES[half][i // len(mine) % len(_SHAPES[half])]
        town, code = draw.choice(gone.towns) if gone.towns else ("", "")
        drawn = {kind: draw.choice(words(kind, half)) for kind in ("road", "estate", "fault")}
        city = gone.city or gone.province
        text = shape.format(
            P=gone.province if gone.city else "",
            C=city,
            c=short_name(city),
            X=gone.county + town,
            n=draw.randint(1, 300),
            **drawn,
        )
        yield Text("old names", text, frozenset({code}) if code else gone.gold)


def moved_texts(world: World, half: str, seed: int = 4) -> Iterator[Text]:
    """Each town that went to a neighbour of its county, under its old chain, which people go on writing."""
    draw = random.Random(f"moved {seed} {half}")
    province = city = ""
    for line in lines_of("moved.txt"):
        if line.startswith("["):
            province, city = line.strip("[]").split(" ")
            continue
        county, _, today, *towns = line.split(" ")
        for town in towns if half_of(f"{city}{county}{today}") == half else ():
            for shape in _MOVED[half]:
                text = shape.format(
                    P=province,
                    C=city,
                    X=county,
                    town=town,
                    n=draw.randint(1, 300),
                    road=draw.choice(words("road", half)),
                )
                yield Text(
                    "towns that moved", text, frozenset({_code(world, province, city, today)})
                )


def _read(world: World, province: str, city: str, line: str) -> Gone:
    county, year, *rest = line.split(" ")
    split = next(
        (i for i, word in enumerate(rest) if word.endswith(("街道", "镇"))),
        len(rest),
    )
    pairs = list(zip(rest[split::2], rest[split + 1 :: 2], strict=True))
    code = {name: _code(world, province, city, name) for name in rest[:split]}
    towns = tuple((town, code[name]) for town, name in pairs)
    return Gone(province, city, county, int(year), frozenset(code.values()), towns)


def _code(world: World, province: str, city: str, name: str) -> str:
    if "//" in name:
        province, name = name.split("//")
        city = ""
    elif "/" in name:
        city, name = name.split("/")
    for county in world.counties:
        if (county.province, county.city, county.county) == (province, city, name):
            return county.code
    raise LookupError(f"{province} {city} {name}")
