"""Texts that mustn't be decided: shared names alone, no name at all, a drop-down that contradicts."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

from bench.places_texts import AMBIGUOUS, CONFLICT, NONE, UNDECIDED, Text
from bench.places_words import lines_of, words
from bench.places_world import TESTING, TUNING, County, World, half_of, short_name

_SHARED = {
    TUNING: ["{X}", "{X}{road}{n}号"],
    TESTING: ["{X}{estate}{n}栋", "我在{X}，{fault}", "地址：{X}{road}{n}号", "{X}，电话{phone}"],
}
_TWO = {
    TUNING: ["{one}和{other}各一台"],
    TESTING: [
        "{one}、{other}都要装",
        "发两件：{one}{road}{n}号；{other}{estate}{n}栋",
        "{one}{other}",
    ],
}
_DROPPED = {
    TUNING: ["{C}{X}{road}{n}号"],
    TESTING: ["{P}{C}{X}{town}{road}{n}号", "{c}{X}{estate}{n}栋", "{C}{X}"],
}


def shared_texts(world: World, half: str, seed: int = 4) -> Iterator[Text]:
    """Each full name that several counties share, in each way of writing; all of them must be offered."""
    draw = random.Random(f"shared {seed} {half}")
    homes = defaultdict(set)
    for county in world.counties:
        homes[county.own].add(county.code)
    for name, codes in homes.items():
        if len(codes) > 1 and half_of(name) == half:
            # 城区 and 郊区 in a sentence are words, not names
            for shape in ["{X}"] if name == short_name(name) else _SHARED[half]:
                yield Text(
                    "shared names", _filled(shape, half, draw, X=name), frozenset(codes), AMBIGUOUS
                )


def shared_short_texts(world: World, half: str) -> Iterator[Text]:
    """Each short name of several counties, bare: 通州, 鼓楼. Nobody can tell which, so none may be chosen."""
    homes = defaultdict(set)
    for county in world.counties:
        homes[short_name(county.own)].add(county.code)
    for name, codes in homes.items():
        is_short = any(name != world.by_code[code].own for code in codes)
        if len(codes) > 1 and is_short and half_of(name) == half:
            yield Text("shared short names", name, frozenset(codes), UNDECIDED)


def texts_without_place(half: str) -> Iterator[Text]:
    """Texts in which no division is meant, written by hand: faults, complaints, brands, dishes, people."""
    for line in lines_of(f"none_{half}.txt"):
        yield Text("no place", line, frozenset(), NONE)


def dropped_texts(world: World, half: str, count: int, seed: int = 4) -> Iterator[Text]:
    """What was typed against what a drop-down said: another county, in half of them of another province."""
    draw = random.Random(f"dropped {seed} {half}")
    counties = [c for c in world.in_half(half) if c.county and c.city and c.towns]
    for i in range(count):
        typed = draw.choice(counties)
        other = draw.choice([c for c in counties if _contradicts(c, typed, near=i % 2 == 0)])
        shape = _DROPPED[half][i % len(_DROPPED[half])]
        text = _filled(
            shape, half, draw,
            P=typed.province, C=typed.city, X=typed.county, c=short_name(typed.city),
            town=draw.choice(typed.towns)[1],
        )  # fmt: skip
        yield Text(
            "drop-down against text", text, frozenset({typed.code}), CONFLICT, prefix=other.code
        )


def texts_of_two_places(world: World, half: str, count: int, seed: int = 4) -> Iterator[Text]:
    """Texts that mean two counties at once; whoever decides for one of them loses the other."""
    draw = random.Random(f"two {seed} {half}")
    counties = [c for c in world.in_half(half) if c.county and c.city]
    for i in range(count):
        one, other = draw.sample(counties, 2)
        names = [f"{c.province}{c.city}{c.county}" for c in (one, other)]
        text = _filled(_TWO[half][i % len(_TWO[half])], half, draw, one=names[0], other=names[1])
        yield Text("two places", text, frozenset({one.code, other.code}), UNDECIDED)


def _contradicts(chosen: County, typed: County, *, near: bool) -> bool:
    is_near = chosen.province == typed.province
    return (
        chosen.code != typed.code
        and is_near == near
        and short_name(chosen.own) != short_name(typed.own)
    )


def _filled(shape: str, half: str, draw: random.Random, **names: str) -> str:
    drawn = {kind: draw.choice(words(kind, half)) for kind in ("road", "estate", "fault", "phone")}
    return shape.format(**names, **drawn, n=draw.randint(1, 300))
