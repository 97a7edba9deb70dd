"""Makes texts with their gold answer, in slices, the same for the same seed.

The tuning and the testing half share neither counties nor ways of writing.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.places_words import shapes, slices, words
from bench.places_world import County, World, short_name

RESOLVED, AMBIGUOUS, UNDECIDED, NONE, CONFLICT = (
    "resolved",
    "ambiguous",
    "undecided",
    "none",
    "conflict",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what is true of it.

    `gold` holds codes: one of them is right (`expects` resolved), or all must be offered (ambiguous).
    `town` is the nine-digit code where the text names one, `prefix` what a drop-down said.
    """

    slice: str
    text: str
    gold: frozenset[str]
    expects: str = RESOLVED
    town: str = ""
    prefix: str = ""


_KINDS = ("road", "estate", "trap", "organisation", "city_road", "fault", "who", "phone")


class Pairs:
    """Which short chains lead to one county alone, in the whole country."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.of = defaultdict(set)
        inside = Counter((c.province, c.city, short_name(c.own)) for c in world.counties)
        self.twice = {key for key, count in inside.items() if count > 1}
        for c in world.counties:
            p, m, x = (short_name(name) for name in (c.province, c.city, c.own))
            for chain in {m + x, p + x, p + m + x, m + c.own, p + c.own, c.province + c.own}:
                self.of[chain].add(c.code)

    def is_alone(self, chain: str) -> bool:
        """Whether one county alone is written so."""
        return len(self.of[chain]) == 1


def _fits(world: World, pairs: Pairs) -> dict[str, Callable[[County], bool]]:
    """Of which counties a way of writing is unmistakable, by what the shape leaves out."""

    def short_fits(c: County) -> bool:
        p, m, x = (short_name(name) for name in (c.province, c.city, c.own))
        is_single = (c.province, c.city, x) not in pairs.twice and x not in {p, m} and len(x) > 1
        return is_single and pairs.is_alone(m + x) and (not c.city or c.county != "")

    return {
        "{P}{X}": lambda c: pairs.is_alone(c.province + c.own),
        "{p}{X}": lambda c: pairs.is_alone(short_name(c.province) + c.own),
        "{c}{X}": lambda c: not c.city or pairs.is_alone(short_name(c.city) + c.own),
        "{x}": short_fits,
        "{p}{x}": lambda c: (
            short_fits(c) and pairs.is_alone(short_name(c.province) + short_name(c.own))
        ),
        "{X}": world.is_alone,
    }


def _needs(shape: str) -> str:
    if "{x}" in shape:
        return "{x}" if "{c}" in shape else "{p}{x}"
    has_city, has_province = (
        "{C}" in shape or "{spaced}" in shape or "{city_form}" in shape,
        "{P}" in shape,
    )
    if has_city or "{c}" in shape:
        return "" if has_city else "{c}{X}"
    if has_province or "{p}" in shape:
        return "{P}{X}" if has_province else "{p}{X}"
    return "{X}"


class Maker:
    """Fills the shapes of one half of a world."""

    def __init__(self, world: World, half: str, seed: int = 4) -> None:
        self.world, self.half = world, half
        self.counties = world.in_half(half)
        self.random = random.Random(f"{seed} {half}")
        self.fits = _fits(world, Pairs(world))
        self.twin_towns = self._twin_towns()

    def make(self, name: str, count: int) -> list[Text]:
        """`count` texts of a slice; its shapes in turn, its counties drawn from the half."""
        ways = shapes(name, self.half)
        return [self._one(name, ways[i % len(ways)]) for i in range(count)]

    def _one(self, name: str, shape: str) -> Text:
        for _ in range(3000):
            county = self.random.choice(self.counties)
            if not self._is_clear(shape, county):
                continue
            filled = self._fill(shape, county)
            if filled is not None:
                text, town = filled
                return Text(name, text, frozenset({county.code}), town=town)
        raise LookupError(f"no county fits {shape}")

    def _is_clear(self, shape: str, c: County) -> bool:
        """Whether a person would know the county from what this shape leaves."""
        names_city = any(field in shape for field in ("{C}", "{c}", "{spaced}"))
        names_province = any(field in shape for field in ("{P}", "{p}", "{spaced}"))
        if not names_city and (not c.county or c.county == short_name(c.county)):
            return False  # 矿区 and 东区 want their city, and a city without counties is its city
        if not c.city and not names_province and c.province[-1] != "市":
            return self.world.is_alone(c, short="{x}" in shape)
        needs = _needs(shape)
        return not needs or self.fits[needs](c)

    def _fill(self, shape: str, c: County) -> tuple[str, str] | None:
        draw, half = self.random.choice, self.half
        pattern = self._pattern(shape)
        town_code, town = draw(c.towns) if c.towns else ("", "")
        vtown, village = draw(c.villages) if c.villages else ("", "")
        known = {
            "town": town,
            "village": village,
            "twin": self.twin_towns.get(c.code, ""),
            "city_form": _city_form(c, self.random),
        }
        if any(f"{{{field}}}" in pattern and not value for field, value in known.items()):
            return None
        drawn = {kind: draw(words(kind, half)) for kind in _KINDS}
        numbers = {
            "n": draw(range(1, 200)),
            "m": draw(range(1, 30)),
            "r": draw(range(101, 2999, 7)),
        }
        text = pattern.format(
            **_names_in(shape, c),
            **known,
            **drawn,
            **numbers,
            vtown=vtown,
            road2=draw(words("road", half)),
        )
        return text, town_code if "{town}" in pattern else ""

    def _pattern(self, shape: str) -> str:
        """The shape with a way of writing street and number in it, which doesn't name the town twice."""
        rests = shapes("rest", self.half)
        if "town}" in shape or "{twin}" in shape:
            rests = [rest for rest in rests if "{town}" not in rest]
        return shape.replace("{rest}", self.random.choice(rests))

    def _twin_towns(self) -> dict[str, str]:
        """A town of each county that is called like a county elsewhere: 通州镇, 长安街道."""
        found = {}
        shorts = {short_name(c.own) for c in self.world.counties}
        for c in self.counties:
            for _, town in c.towns:
                stem = town.removesuffix("街道").removesuffix("镇").removesuffix("乡")
                if stem in shorts and stem not in {short_name(c.own), short_name(c.city)}:
                    found[c.code] = town
        return found


def _names_in(shape: str, c: County) -> dict[str, str]:
    """A county's names as fields of shapes; a municipality is its own city where no province is asked."""
    city = c.city
    if not city and c.province[-1] == "市" and "{P}" not in shape and "{p}" not in shape:
        city = c.province
    long = {"P": c.province, "C": city, "X": c.county}
    short = {field.lower(): short_name(name) for field, name in long.items()}
    return {**long, **short, "spaced": " ".join(c.province + c.city + c.county)}


def _city_form(c: County, draw: random.Random) -> str:
    """What forms write where a city should stand and there is none, or its common abbreviation."""
    if c.city.endswith("自治州"):
        return f"{short_name(c.city)}州"
    if c.city:
        return ""
    if c.province[-1] == "市":
        return draw.choice(["市辖区", "县"] if c.province == "重庆市" else ["市辖区", c.province])
    if c.province.endswith("自治区"):
        return "自治区直辖县级行政区划"
    return draw.choice(["省直辖县级行政区划", "直辖县", "省直辖县级行政单位"])


def make_slices(world: World, half: str, count: int, seed: int = 4) -> Iterator[Text]:
    """`count` texts of each slice that the world has names for; the seed alone decides which."""
    maker = Maker(world, half, seed)
    has_villages = any(c.villages for c in world.counties)
    for name in slices():
        if name != "villages" or has_villages:
            yield from maker.make(name, count)
