"""Strings the names found in a text into chains of province, city and county, and weighs them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Gazetteer, Row
from yinuo.engines.places.lexicon import Form, Token

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
_REMEMBERED_YEARS = 15
_GAP = 0.01
"""Off for each letter between a parent and its child."""
_REACH = 30
"""Letters after which a parent no longer counts as named for the child."""
_BACKWARD = 0.8
"""Share of its weight that a parent named after the child adds."""


@dataclass(frozen=True, slots=True)
class Link:
    """One reading of one name, with the best chain above it."""

    row: Row
    token: Token
    form: Form
    weight: float
    above: Link | None = None
    after: Token | None = None
    reasons: tuple[str, ...] = ()

    @property
    def is_supported(self) -> bool:
        """Whether a parent is named too."""
        return self.above is not None or self.after is not None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The names of the chain, as they stand in the text."""
        own = (*self.above.tokens, self.token) if self.above else (self.token,)
        return tuple(sorted((*own, self.after), key=_start)) if self.after else own

    @property
    def key(self) -> tuple[int, ...]:
        """The rows of the chain, its own first: equal for a chain said twice."""
        return (self.row.index, *(self.above.key if self.above else ()))


@dataclass(slots=True)
class _State:
    """`last` keeps the two latest links of a row: the latest may begin the very name that looks for it."""

    last: dict[int, tuple[Link, ...]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    links: list[Link] = field(default_factory=list)


def chain(
    gazetteer: Gazetteer, tokens: list[Token], day: date, seed: Row | None = None
) -> list[Link]:
    """The ends of all chains in text order; `seed` is a row taken as named before the text begins."""
    state = _State()
    if seed is not None:
        before = Token(0, 0, ())
        for row in (seed, *gazetteer.ancestors(seed)):
            state.last[row.index] = (Link(row, before, Form.FULL, 0.0),)
    for token in tokens:
        found = [
            link
            for index, form in token.meanings
            if (link := _link(gazetteer, state, token, gazetteer.rows[index], form, day))
        ]
        state.links += found
        for link in found:
            state.last[link.row.index] = (*state.last.get(link.row.index, ())[-1:], link)
    ends = [link for link in state.links if id(link) not in state.used]
    return _look_behind(gazetteer, ends, tokens)


def _link(
    gazetteer: Gazetteer, state: _State, token: Token, row: Row, form: Form, day: date
) -> Link | None:
    weight = _WEIGHTS[row.level, form] - _age(row, day)
    above = _best_above(gazetteer, state, token, row)
    if form is Form.CLIPPED and token.start and (above is None or above.token.end != token.start):
        return None
    if above is None:
        return Link(row, token, form, weight)
    state.used.add(id(above))
    gap = (token.start - above.token.end) * _GAP
    if above.token.end == 0:
        return Link(row, token, form, weight + 0.5 - gap, reasons=("under_prefix",))
    return Link(row, token, form, weight + above.weight - gap, above)


def _age(row: Row, day: date) -> float:
    if row.is_valid_on(day):
        return 0.0
    return _JUST_GONE if row.last and 0 <= day.year - row.last <= _REMEMBERED_YEARS else _GONE


def _best_above(gazetteer: Gazetteer, state: _State, token: Token, row: Row) -> Link | None:
    """The heaviest chain of an ancestor that ends before the token, within reach."""
    ancestors = gazetteer.ancestors(row)
    named = [link for ancestor in ancestors for link in state.last.get(ancestor.index, ())]
    near = [n for n in named if n.token.end <= token.start <= n.token.end + _REACH]
    return max(near, key=lambda n: n.weight - (token.start - n.token.end) * _GAP, default=None)


def _look_behind(gazetteer: Gazetteer, ends: list[Link], tokens: list[Token]) -> list[Link]:
    """Adds a parent named right after its child: 姜堰区，泰州市."""
    places: dict[int, list[tuple[int, int, float]]] = defaultdict(list)
    for number, token in enumerate(tokens):
        for index, form in token.meanings:
            level = gazetteer.rows[index].level
            if level is not Level.COUNTY:
                places[index].append((token.start, number, _WEIGHTS[level, form]))
    return [_with_parent_behind(gazetteer, link, places, tokens) for link in ends]


def _with_parent_behind(
    gazetteer: Gazetteer,
    link: Link,
    places: dict[int, list[tuple[int, int, float]]],
    tokens: list[Token],
) -> Link:
    if link.above is not None:
        return link
    for ancestor in gazetteer.ancestors(link.row):
        found = places.get(ancestor.index, [])
        at = bisect_left(found, (link.token.end, 0, 0.0))
        if at < len(found) and found[at][0] - link.token.end <= _REACH // 3:
            _, number, weight = found[at]
            return replace(link, weight=link.weight + weight * _BACKWARD, after=tokens[number])
    return link


def _start(token: Token) -> int:
    return token.start
