"""Finds every stretch of a text that reads as a division's name, in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from yinuo.engines.places.facts import Level
from yinuo.engines.places.gazetteer import Gazetteer, Row, load
from yinuo.engines.places.letters import simplify
from yinuo.engines.places.names import is_bare_district, kind_names, short_names


class Form(IntEnum):
    """How a name was written; a lower form needs more context."""

    CLIPPED = 0
    """A county without its kind, or a district named by 东, 城 or the like: only under its parent."""
    SHORT = 1
    """A province or city without its kind."""
    FULL = 2
    """The name with its kind."""


Meaning = tuple[int, Form]
"""A row, and how its name was written."""

_ROADS = ("路", "道")
_WAYS = ("街", "巷", "弄")
_SINGLE = tuple("桥站村庄屯店楼苑寺庙塔")
_TOWNS = ("乡", "镇", "民族乡", "苏木")
_PLACES = (
    "大道", "大街", "大厦", "广场", "花园", "小区", "公寓", "银行", "大学", "学院", "医院", "酒店", "饭店",
    "宾馆", "胡同", "公园", "国际", "人家", "新村", "家园", "中学", "小学", "商场", "商城", "饭庄", "会馆",
    "大路", "老街", "古镇", "步行街", "环路", "新城", "名城",
    "豪庭", "餐厅", "小吃", "料理", "菜馆", "拉面", "烤鸭",
)  # fmt: skip
_OWN_NAME = re.compile("(?:.[前后东西南北头口]|..)[路街巷]|(?!街?道)[^路]{1,7}?(?:镇|街道|乡)")
_PLACE = 10
"""Letters after a name that tell whether it is one of a road or a building."""
_SIDES = "东南西北中一二三四五六七八九十前后新老上下内外环支横直"
_NOT_A_KIND = {"市": "场", "区": "域间号", "县": "道", "省": "道略"}
"""Letters after which 市, 区 and the like belong to another word: 广州市场, 河北区域."""
_DISHES = ("小吃", "烧鸡", "扒鸡", "板鸭", "牛肉", "大米", "陈醋", "火烧")
"""What places are known for everywhere: 沙县小吃 is no part of an address."""
_FIRST_OF_OTHERS = frozenset(
    (*_ROADS, *_WAYS, *"乡镇民苏", *_SINGLE, *_SIDES, *"".join(_NOT_A_KIND.values()))
) | {word[0] for word in (*_PLACES, *_DISHES)}
"""The letters that may begin something else after a name."""
_LONGEST = 20
"""Letters of the longest name, rounded up."""


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """One way to write one or several divisions: what it may mean, and what lies above any of them."""

    meanings: tuple[Meaning, ...]
    full: tuple[Meaning, ...]
    rows: frozenset[int]
    above: frozenset[int]
    is_bare: bool = False
    """Whether it is a district's whole name that says nothing without its city: 西区."""

    def is_above(self, other: Name) -> bool:
        """Whether the other name may lie below this one."""
        return not self.rows.isdisjoint(other.above)

    def is_above_any(self, others: Iterable[Name]) -> bool:
        """Whether any of the other names may."""
        return any(self.is_above(other) for other in others)


class Token(NamedTuple):
    """A name found at [start, end) of the plain text, and whether only its full meanings hold there.

    A plain tuple, since texts with the same names in the same places are read once.
    """

    start: int
    end: int
    name: Name
    is_full: bool = False

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """The meanings that hold there."""
        return self.name.full if self.is_full else self.name.meanings


class Lexicon:
    """Names to rows, found by their first two letters."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        found: dict[str, dict[int, Form]] = defaultdict(dict)
        for row in gazetteer.rows:
            for name, form in _forms(row):
                key = simplify(name)
                found[key][row.index] = max(form, found[key].get(row.index, form))
        _drop_hidden(gazetteer, found)
        self._names = {name: _name(gazetteer, name, forms) for name, forms in found.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in found:
            lengths[name[:2]].add(len(name))
        firsts, seconds = ("".join(sorted({head[i] for head in lengths})) for i in (0, 1))
        self._heads = re.compile(f"[{firsts}](?=[{seconds}])")
        self._lengths = {
            head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()
        }

    def find(self, text: str) -> list[Token]:
        """All names in a plain text by start; work grows with its length only.

        It is read from its end, since what follows a name tells whether it is one. Of names that begin at
        one place the shorter are left out where a longer one is written in full (江苏 in 江苏省), unless a
        name below the shorter one follows it: 青岛市南区 is 青岛 and 市南区.
        """
        found: list[Token] = []
        following: dict[int, list[Name]] = {}
        for start in reversed([match.start() for match in self._heads.finditer(text)]):
            here: list[Name] = []
            is_full = False
            for size in self._lengths.get(text[start : start + 2], ()):
                end = start + size
                name = self._names.get(text[start:end])
                if name is None or end > len(text):
                    continue
                here.append(name)
                next_names = following.get(end, ())
                if is_full and not (next_names and name.is_above_any(next_names)):
                    continue
                meanings = name.meanings
                if text[end : end + 1] in _FIRST_OF_OTHERS:
                    meanings = _allowed(name, text, start, end, next_names)
                if meanings:
                    found.append(Token(start, end, name, meanings is not name.meanings))
                    is_full = is_full or bool(name.full)
            if here:
                following[start] = here
        found.reverse()
        return _drop_contained(found) if len(found) > 1 else found

    def spell(self, text: str) -> list[Token]:
        """Every stretch of a plain text that is spelt like a name, whether it counts as one or not."""
        sizes = self._lengths
        stretches = (
            (start, start + size)
            for start in range(len(text) - 1)
            for size in sorted(sizes.get(text[start : start + 2], ()))
            if start + size <= len(text)
        )
        return [
            Token(start, end, name)
            for start, end in stretches
            if (name := self._names.get(text[start:end])) is not None
        ]


def _drop_hidden(gazetteer: Gazetteer, found: dict[str, dict[int, Form]]) -> None:
    """Without the clipped names of counties gone that are a province or city today: 上海 is no 上海县."""
    rows = gazetteer.rows
    for forms in found.values():
        if any(form is Form.SHORT and rows[index].is_current for index, form in forms.items()):
            for index, form in list(forms.items()):
                if form is Form.CLIPPED and not rows[index].is_current:
                    del forms[index]


def _name(gazetteer: Gazetteer, text: str, forms: dict[int, Form]) -> Name:
    meanings = tuple(forms.items())
    full = tuple(m for m in meanings if m[1] is Form.FULL)
    above = frozenset(index for row in forms for index in gazetteer.above[row])
    return Name(meanings, full, frozenset(forms), above, is_bare_district(text))


def _allowed(
    name: Name, text: str, start: int, end: int, following: Sequence[Name]
) -> tuple[Meaning, ...]:
    """The readings that what follows leaves: 南京路 and 广州市场 name no city.

    Unless it is a name itself: 石家庄桥西 names no bridge.
    """
    if following and any(other.full or name.is_above(other) for other in following):
        return name.meanings
    if is_of_another_word(text, end):
        return ()
    # 达孜乡 is a town called so; 宁夏西夏镇北堡镇 goes on with one.
    if start == 0 and text.startswith(_TOWNS, end):
        return name.full
    return name.full if is_of_a_place(text[end : end + _PLACE]) else name.meanings


def _drop_contained(tokens: list[Token]) -> list[Token]:
    """Without names that lie inside a longer full name which began before: 江东区 is not 东区.

    Unless the name right before them is their parent's: 株洲市北区 is not 市北区.
    """
    kept: list[Token] = []
    cover_start = cover_end = -1
    for token in tokens:
        is_inside = token.end <= cover_end and token.start > cover_start
        if is_inside and not any(
            before.name.is_above(token.name) for before in _ending_at(kept, token.start)
        ):
            continue
        kept.append(token)
        if token.name.full and token.end > cover_end:
            cover_start, cover_end = token.start, token.end
    return kept


def _ending_at(tokens: list[Token], end: int) -> Iterator[Token]:
    for token in reversed(tokens):
        if token.start < end - _LONGEST:
            return
        if token.end == end:
            yield token


def _forms(row: Row) -> Iterator[tuple[str, Form]]:
    is_county = row.level is Level.COUNTY
    yield row.name, Form.CLIPPED if is_county and is_bare_district(row.name) else Form.FULL
    if row.bureau_code:
        # Zones have reviewed names alone: 镇江新区 without its kind is the city.
        yield from ((name, Form.CLIPPED) for name in row.aliases)
        return
    for name in kind_names(row.name, row.level):
        yield name, Form.FULL
    for name in short_names(row.name, row.level):
        yield name, Form.CLIPPED if is_county else Form.SHORT


def is_of_another_word(text: str, end: int) -> bool:
    """Whether the last letter of a name that ends there begins another word: 广州市场 is no 广州市."""
    following = tuple(_NOT_A_KIND.get(text[end - 1], ""))
    return text[end : end + 1] in following or text.startswith(_DISHES, end)


def is_of_a_place(following: str) -> bool:
    """Whether these next letters make a road, a building or a town of the name before them.

    Not where they are a name of their own: 鹤城花园路 and 从化街口街道 lie in 鹤城 and in 从化.
    """
    if following.startswith(_ROADS):
        return True
    if _OWN_NAME.match(following):
        return False
    if following.startswith((*_WAYS, *_SINGLE, *_PLACES)):
        return True
    return following[:1] in _SIDES and following[1:2] in (*_ROADS, *_WAYS)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the packaged snapshot."""
    return Lexicon(load())
