"""Strings the names found in a text into chains of province, city and county, and weighs them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Gazetteer, Row, load
from yinuo.engines.places.lexicon import Form, Name, Token

_WEIGHTS = {
    (Level.PROVINCE, Form.FULL): 1.0,
    (Level.PROVINCE, Form.SHORT): 0.7,
    (Level.CITY, Form.FULL): 1.0,
    (Level.CITY, Form.SHORT): 0.6,
    (Level.COUNTY, Form.FULL): 1.0,
    (Level.COUNTY, Form.CLIPPED): 0.4,
}
"""What a name adds to its chain. Only the order of the sums matters: a supported county beats a lone
one, a lone one beats a lone short name, and a province reading beats a city of the same short name."""

_GONE = 0.15
"""Off for a division not in force on the day asked for."""
_JUST_GONE = 0.04
"""Off while its name is still in everybody's mouth: less than what tells two readings apart."""
_REMEMBERED_YEARS = 8
_GAP = 0.01
"""Off for each letter between a parent and its child."""
_REACH = 30
"""Letters after which a parent no longer counts as named for the child."""
_REACH_BEHIND = 40
"""The same for a parent named after its child, since a street and a house stand between them."""
_NEAR_BEHIND = 10
"""Letters within which a parent's short name alone counts there: 鼓楼区南京来的人 is nobody's address."""
_BACKWARD = 0.8
"""Share of its weight that a parent named after the child adds."""
_SEED = 0.5
"""What a parent adds that was chosen before the text began."""
_CLIPPED = Form.CLIPPED
"""Bound once: a member's look-up by its class costs as much as the rest of the line."""
_BEFORE = Token(0, 0, Name((), (), frozenset(), frozenset()))


@dataclass(slots=True, eq=False)
class Link:
    """One reading of one name, with the best chain above it."""

    row: Row
    token: Token
    form: Form
    weight: float
    above: Link | None = None
    after: tuple[Token, ...] = ()
    is_seeded: bool = False
    is_used: bool = False

    @property
    def is_supported(self) -> bool:
        """Whether a parent is named too."""
        return self.above is not None or bool(self.after)

    @property
    def tokens(self) -> list[Token]:
        """The names of the chain, as they stand in the text."""
        found = list(reversed(self.after))
        link: Link | None = self
        while link is not None:
            found.append(link.token)
            link = link.above
        found.reverse()
        return found

    @property
    def key(self) -> tuple[int, ...]:
        """The rows of the chain, its own first: equal for a chain said twice."""
        return (self.row.index,) if self.above is None else (self.row.index, *self.above.key)


def chain(
    gazetteer: Gazetteer, tokens: Sequence[Token], day: date, seed: Row | None = None
) -> list[Link]:
    """The ends of all chains in text order; `seed` is a row taken as named before the text begins."""
    latest = _seeded(gazetteer, seed) if seed is not None else {}
    links: list[Link] = []
    rows, parents, weights = gazetteer.rows, gazetteer.above, _weights(day)
    last = tokens[-1] if tokens else None
    for token in tokens:
        first = len(links)
        for index, form in token.meanings:
            above = _best_above(parents[index], latest, token.start) if latest else None
            if form is _CLIPPED and token.start and not _follows(token, above):
                if not token.name.is_bare:
                    continue
                above = None
            links.append(_link(rows[index], token, form, weights[form][index], above))
        if token is not last:
            for link in links[first:]:
                latest.setdefault(link.row.index, []).append(link)
    ends = [link for link in links if not link.is_used]
    if any(link.above is None and link.token is not last for link in ends):
        ends = _look_behind(gazetteer, ends, tokens)
    return [link for link in ends if _may_end(link)]


def _seeded(gazetteer: Gazetteer, seed: Row) -> dict[int, list[Link]]:
    known = (seed.index, *gazetteer.above[seed.index])
    return {index: [Link(gazetteer.rows[index], _BEFORE, Form.FULL, 0.0)] for index in known}


def _link(row: Row, token: Token, form: Form, weight: float, above: Link | None) -> Link:
    if above is None:
        return Link(row, token, form, weight)
    above.is_used = True
    weight -= (token.start - above.token.end) * _GAP
    if above.token is _BEFORE:
        return Link(row, token, form, weight + _SEED, is_seeded=True)
    return Link(row, token, form, weight + above.weight, above)


def _follows(token: Token, above: Link | None) -> bool:
    return above is not None and above.token.end == token.start


def _may_end(link: Link) -> bool:
    """A county without its kind, or a bare 西区, counts under its parent, or where the text begins."""
    return link.form is not _CLIPPED or not link.token.start or link.is_supported or link.is_seeded


@lru_cache(maxsize=8)
def gone_on(day: date) -> frozenset[int]:
    """The rows that aren't in force on a day."""
    return frozenset(row.index for row in load().rows if not row.is_valid_on(day))


@lru_cache(maxsize=8)
def _weights(day: date) -> tuple[list[float], ...]:
    """By form, then by row: what a name adds on a day."""
    rows, gone = load().rows, gone_on(day)
    ages = [_age(row, day) if row.index in gone else 0.0 for row in rows]
    return tuple(
        [_WEIGHTS.get((row.level, form), 0.0) - age for row, age in zip(rows, ages, strict=True)]
        for form in Form
    )


def _age(row: Row, day: date) -> float:
    return _JUST_GONE if row.last and 0 <= day.year - row.last <= _REMEMBERED_YEARS else _GONE


def _best_above(ancestors: tuple[int, ...], latest: dict[int, list[Link]], at: int) -> Link | None:
    """The heaviest chain of an ancestor that ends before a place in the text, within reach."""
    best, most = None, -1.0
    for ancestor in ancestors:
        # Of an ancestor named often the two latest: the last may begin the very name that looks for it.
        for link in latest.get(ancestor, ())[-2:]:
            gap = at - link.token.end
            if 0 <= gap <= _REACH and link.weight - gap * _GAP > most:
                best, most = link, link.weight - gap * _GAP
    return best


def _look_behind(gazetteer: Gazetteer, ends: list[Link], tokens: Sequence[Token]) -> list[Link]:
    """Adds the parents named after their child: 姜堰区人民路 5 号，泰州市，江苏省."""
    places: dict[int, list[tuple[int, int, Form]]] = defaultdict(list)
    for number, token in enumerate(tokens):
        for index, form in token.meanings:
            if gazetteer.rows[index].level is not Level.COUNTY:
                places[index].append((token.start, number, form))
    return [_with_parents_behind(gazetteer, link, places, tokens) for link in ends]


def _with_parents_behind(
    gazetteer: Gazetteer,
    link: Link,
    places: dict[int, list[tuple[int, int, Form]]],
    tokens: Sequence[Token],
) -> Link:
    if link.above is not None:
        return link
    weight, after, is_clear = 0.0, [], False
    for ancestor in gazetteer.above[link.row.index]:
        found = places.get(ancestor, [])
        at = bisect_left(found, (link.token.end, 0, Form.CLIPPED))
        if at < len(found) and found[at][0] - link.token.end <= _REACH_BEHIND:
            start, number, form = found[at]
            weight += _WEIGHTS[gazetteer.rows[ancestor].level, form] * _BACKWARD
            after.append(tokens[number])
            is_clear |= form is Form.FULL or start - link.token.end <= _NEAR_BEHIND
    if not is_clear and len(after) < 2:
        return link
    after.sort(key=_start)
    return replace(link, weight=link.weight + weight, after=tuple(after))


def _start(token: Token) -> int:
    return token.start
