"""Follows every town that a yearly list had and today's lacks to the town that its place lies in today.

From one list to the next a town is looked for, in this order: under its own name in its own county; under
its own name, new in one county of its city or among its county's heirs; by its villages, if most of those
that can be told apart lie in one town now; under its name root, new in the same places; under its own
code with a new name. What none of these tells stays unknown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from data.places.townlists import TownList, Villages

_KIND = re.compile(r"((?:.族)?乡|镇|街道|苏木|地区|管理区|办事处|管委会|管理委员会)$")
_MOST = 0.5
"""More than this share of the villages found again has to lie in one town for it to be the successor."""
_FEWEST = 2
"""Villages found again that say anything."""

Place = tuple[str, str]
"""County code and town name."""


@dataclass(frozen=True, slots=True)
class Former:
    """A town that once stood in a county's list: code, last year, and the town its place lies in now."""

    county: str
    name: str
    code: str
    last_year: int
    now: Place | None


@dataclass(frozen=True, slots=True)
class Edition:
    """One list: its year, its towns, and the villages of some of them, where the list has villages."""

    year: int
    towns: TownList
    villages: Villages


def root_of(name: str) -> str:
    """A town's name without its kind: 三墩镇 and 三墩乡 are both 三墩."""
    return _KIND.sub("", name) or name


def former_towns(
    editions: list[Edition], today: TownList, heirs: Mapping[str, list[str]]
) -> list[Former]:
    """The towns of the editions, oldest first, that are not in today's list, each once.

    `heirs` are the codes of the counties that took over from one that is gone.
    """
    follow = _Follower(editions, today, heirs)
    found: dict[Place, Former] = {}
    for at, edition in enumerate(editions):
        for county, towns in edition.towns.items():
            for name, code in towns.items():
                if name not in today.get(county, {}):
                    now = follow.to_today((county, name), at)
                    found[county, name] = Former(county, name, code, edition.year, now)
    return sorted(found.values(), key=lambda f: (f.county, f.code, f.name))


def lost_cities(editions: list[TownList], today: TownList) -> set[str]:
    """The cities (4 digits) in which some list had a town that today's lacks."""
    return {
        county[:4]
        for towns in editions
        for county, names in towns.items()
        if not names.keys() <= today.get(county, {}).keys()
    }


class _Follower:
    """Steps from list to list; a place found in today's list is at its end."""

    def __init__(
        self, editions: list[Edition], today: TownList, heirs: Mapping[str, list[str]]
    ) -> None:
        self._editions = editions
        self._today = Edition(9999, today, {})
        self._heirs = heirs
        self._known: dict[tuple[Place, int], Place | None] = {}
        self._counties: dict[tuple[int, str], list[str]] = {}
        for edition in (*editions, self._today):
            for county in edition.towns:
                self._counties.setdefault((edition.year, county[:4]), []).append(county)

    def to_today(self, place: Place, at: int) -> Place | None:
        """Where a place of the edition `at` lies today."""
        if place[1] in self._today.towns.get(place[0], {}):
            return place
        if (place, at) not in self._known:
            self._known[place, at] = self._next(place, at)
        return self._known[place, at]

    def _next(self, place: Place, at: int) -> Place | None:
        here = self._editions[at]
        is_last = at + 1 == len(self._editions)
        there = self._today if is_last else self._editions[at + 1]
        next_place = self._step(place, here, there)
        if is_last or next_place is None:
            return next_place
        return self.to_today(next_place, at + 1)

    def _step(self, place: Place, here: Edition, there: Edition) -> Place | None:
        county, name = place
        if name in there.towns.get(county, {}):
            return place
        return (
            self._by_name(place, here, there, lambda other: other == name)
            or self._by_villages(place, here, there)
            or self._by_name(place, here, there, lambda other: root_of(other) == root_of(name))
            or _by_code(place, here, there)
        )

    def _by_name(
        self, place: Place, here: Edition, there: Edition, is_same: Callable[[str], bool]
    ) -> Place | None:
        """The one town so named in its own county, else in those near, that was not there before."""
        found = [
            option
            for option, _ in self._towns_near(place[0], there)
            if is_same(option[1]) and option[1] not in here.towns.get(option[0], {})
        ]
        at_home = [option for option in found if option[0] == place[0]]
        options = at_home or found
        return options[0] if len(options) == 1 else None

    def _by_villages(self, place: Place, here: Edition, there: Edition) -> Place | None:
        """Where most of its villages are: in its own county if that tells, else among all near."""
        names = here.villages.get(here.towns[place[0]][place[1]], set())
        near = list(self._towns_near(place[0], there))
        at_home = [town for town in near if town[0][0] == place[0]]
        return _most_villages(names, at_home, there) or _most_villages(names, near, there)

    def _towns_near(self, county: str, there: Edition) -> Iterator[tuple[Place, str]]:
        """The towns of the county, of its city and of its heirs, each with its code."""
        near = {
            county,
            *self._heirs.get(county, ()),
            *self._counties.get((there.year, county[:4]), ()),
        }
        for other in sorted(near):
            for name, code in there.towns.get(other, {}).items():
                yield (other, name), code


def _most_villages(names: set[str], towns: list[tuple[Place, str]], there: Edition) -> Place | None:
    """The town that has most of these villages, counting only names that one of the towns has."""
    homes: dict[str, list[Place]] = defaultdict(list)
    for option, code in towns:
        for name in names & there.villages.get(code, set()):
            homes[name].append(option)
    votes = Counter(home for (home, *others) in homes.values() if not others)
    if not votes:
        return None
    best, most = votes.most_common(1)[0]
    is_enough = most >= _FEWEST or len(names) < _FEWEST
    return best if is_enough and most > _MOST * votes.total() else None


def _by_code(place: Place, here: Edition, there: Edition) -> Place | None:
    """The town with the same code, if its name is new; the two authorities' codes are not the same."""
    county, name = place
    code = here.towns[county][name]
    if not there.villages or not here.villages:
        return None
    for other, other_code in there.towns.get(county, {}).items():
        if other_code == code and other not in here.towns[county]:
            return county, other
    return None
