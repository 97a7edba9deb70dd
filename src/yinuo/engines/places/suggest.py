"""Suggests divisions and towns for what somebody has typed so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from rapidfuzz import fuzz, process

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Gazetteer, Row, load
from yinuo.engines.places.letters import plain, simplify
from yinuo.engines.places.lexicon import lexicon
from yinuo.engines.places.names import kind_names, short_names, town_base

_READ = 60
"""Letters of a text that are read: nobody types more of a division's name."""
_LIKE = 60.0
"""Likeness, of 100, from which a name is worth a guess: two of three letters alike."""
_GUESSES = 50
"""Names alike that are looked at, before those elsewhere are left out."""
_RANKS = {Level.PROVINCE: 0, Level.CITY: 1, Level.COUNTY: 2, Level.TOWN: 3}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One division in force, or one gone with what it is now, that the text may be on its way to.

    `code` has 6 digits, for a town 9. `text` is the whole name from the province down; the letters
    [start, end) of it are those that were typed. `now` are the names of the successors of one that is
    gone. `is_guess` marks one that is only spelt alike: to be asked about, never taken.
    """

    code: str
    level: Level
    text: str
    start: int
    end: int
    now: tuple[str, ...] = ()
    is_guess: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row, or a town in the row that lists it."""

    row: Row
    name: str
    code: str
    level: Level

    @property
    def is_town(self) -> bool:
        return self.level is Level.TOWN


@dataclass(frozen=True, slots=True)
class _Asked:
    """The end of a text, which may be the beginning of a name, below what is named before it."""

    tail: str
    parents: frozenset[int]
    region: str


def suggest(text: str, *, region: str = "", limit: int = 8) -> tuple[Suggestion, ...]:
    """What a text may be on its way to, the likeliest first; at most `limit`.

    The longest end of the text counts that begins a name below what is named before it: of 江苏泰州姜 the
    姜, below 泰州. A name said in full comes first, then those in force, in the `region` (first digits
    of a code), of a higher level. Where no name begins like that those that hold it follow, else guesses by
    likeness. Empty for a text that goes on beyond a town, or that nothing is like. Never raises.
    """
    read = plain(text).text[:_READ]
    if not read:
        return ()
    index = _index()
    askings = list(_askings(read, region))
    for look in (index.beginning, index.holding, index.alike):
        for asked in askings:
            if found := look(asked):
                return _shown(asked, found, limit, is_guess=look == index.alike)
    return ()


def _askings(read: str, region: str) -> Iterator[_Asked]:
    """The ends of a text, the longest first, each with what is named before it."""
    yield _Asked(read, frozenset(), region)
    above: dict[int, set[int]] = {0: set()}
    for token in sorted(lexicon().spell(read), key=lambda token: token.start):
        before = above.get(token.start)
        if before is None:
            continue
        fitting = {index for index in token.name.rows if not before or _is_below(index, before)}
        if fitting:
            above.setdefault(token.end, set()).update(fitting)
    for end in sorted(above):
        if 0 < end < len(read):
            yield _Asked(read[end:], frozenset(above[end]), region)


def _is_below(index: int, parents: Iterable[int]) -> bool:
    above = load().above[index]
    return any(parent in above for parent in parents)


class _Index:
    """All entries by every way to begin their names."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._entries = list(_entries(gazetteer))
        keys = sorted(
            (key, number)
            for number, entry in enumerate(self._entries)
            for key in {simplify(name) for name in _ways(entry)}
        )
        self._keys = [key for key, _ in keys]
        self._numbers = [number for _, number in keys]
        names = [simplify(entry.name) for entry in self._entries]
        self._joined = "\n".join(names)
        self._offsets = list(accumulate((len(name) + 1 for name in names), initial=0))
        self._divisions = {
            number: names[number]
            for number, entry in enumerate(self._entries)
            if not entry.is_town and entry.row.is_current
        }

    def beginning(self, asked: _Asked) -> list[_Entry]:
        """Those below the parents with a name that begins with the tail."""
        first = bisect_left(self._keys, asked.tail)
        found: dict[int, _Entry] = {}
        for at in range(first, len(self._keys)):
            if not self._keys[at].startswith(asked.tail):
                break
            number = self._numbers[at]
            if number not in found and _fits(self._entries[number], asked):
                found[number] = self._entries[number]
        return list(found.values())

    def holding(self, asked: _Asked) -> list[_Entry]:
        """Those below the parents with a name that holds the tail, of two letters or more."""
        found: dict[int, _Entry] = {}
        at = self._joined.find(asked.tail) if len(asked.tail) > 1 else -1
        while at >= 0:
            number = bisect_right(self._offsets, at) - 1
            if _fits(self._entries[number], asked):
                found[number] = self._entries[number]
            at = self._joined.find(asked.tail, at + 1)
        return list(found.values())

    def alike(self, asked: _Asked) -> list[_Entry]:
        """Divisions in force below the parents spelt nearly like the tail; none where it has a name in it."""
        if len(asked.tail) < 2 or lexicon().find(asked.tail):
            return []
        ranked = process.extract(
            asked.tail, self._divisions, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_GUESSES
        )
        entries = [self._entries[number] for _, _, number in ranked]
        return [entry for entry in entries if _fits(entry, asked)]


def _entries(gazetteer: Gazetteer) -> Iterator[_Entry]:
    for row in gazetteer.rows:
        if row.is_current or row.heirs:
            yield _Entry(row, row.name, row.bureau_code or row.code, row.level)
    for row in gazetteer.rows:
        if row.is_current and gazetteer.is_leaf(row):
            for town in gazetteer.towns(row.bureau_code or row.code):
                yield _Entry(row, town.name, town.code, Level.TOWN)


def _ways(entry: _Entry) -> Iterator[str]:
    yield entry.name
    if entry.is_town:
        yield town_base(entry.name)
    else:
        yield from kind_names(entry.name, entry.level)
        yield from short_names(entry.name, entry.level)


def _fits(entry: _Entry, asked: _Asked) -> bool:
    if not asked.parents:
        return True
    if entry.is_town and entry.row.index in asked.parents:
        return True
    return _is_below(entry.row.index, asked.parents)


def _shown(
    asked: _Asked, found: list[_Entry], limit: int, *, is_guess: bool
) -> tuple[Suggestion, ...]:
    """The first of those found; one that is gone is left out where all that it became is shown."""
    ranked = found if is_guess else sorted(found, key=lambda entry: _rank(entry, asked))
    shown: dict[str, Suggestion] = {}
    for entry in ranked:
        suggestion = _suggestion(entry, asked, is_guess=is_guess)
        if not suggestion.now or not all(name in shown for name in suggestion.now):
            shown.setdefault(suggestion.text, suggestion)
        if len(shown) == limit:
            break
    return tuple(shown.values())


def _rank(entry: _Entry, asked: _Asked) -> tuple[object, ...]:
    name = simplify(entry.name)
    is_exact = asked.tail in {simplify(way) for way in _ways(entry)}
    return (
        not (entry.row.is_current and is_exact),
        not entry.row.is_current,
        not entry.code.startswith(asked.region),
        not name.startswith(asked.tail),
        _RANKS[entry.level],
        entry.code,
        -entry.row.last,
    )


def _suggestion(entry: _Entry, asked: _Asked, *, is_guess: bool) -> Suggestion:
    gazetteer = load()
    names = gazetteer.names(entry.row)
    before = names.province + names.city + names.county
    if not entry.is_town:
        before = before.removesuffix(entry.name)
    at = simplify(entry.name).find(asked.tail)
    start = len(before) + max(at, 0)
    end = start + len(asked.tail) if at >= 0 else start
    now = tuple(_whole_name(gazetteer.rows[index]) for index, _, _ in entry.row.heirs)
    return Suggestion(entry.code, entry.level, before + entry.name, start, end, now, is_guess)


def _whole_name(row: Row) -> str:
    names = load().names(row)
    return names.province + names.city + names.county


@cache
def _index() -> _Index:
    return _Index(load())
