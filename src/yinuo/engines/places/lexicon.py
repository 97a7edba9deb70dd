"""Finds every stretch of a text that reads as a division's name, in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

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


Meanings = tuple[tuple[int, Form], ...]

_ROADS = "路街道巷弄桥站村庄屯店楼苑寺庙塔"
_PLACES = (
    "大道", "大街", "大厦", "广场", "花园", "小区", "公寓", "银行", "大学", "学院", "医院", "酒店", "饭店",
    "宾馆", "胡同", "公园", "国际", "人家", "新村", "家园", "中学", "小学", "商场", "商城", "饭庄", "会馆",
    "老街", "古镇", "步行街", "环路", "新城", "名城", "豪庭", "餐厅", "小吃", "料理", "菜馆", "拉面", "烤鸭",
)  # fmt: skip
_SIDES = "东南西北中一二三四五六七八九十前后新老上下内外环支横直"
_NOT_A_KIND = {"市": "场", "区": "域间别号", "县": "道", "省": "道略"}
"""Letters after which 市, 区 and the like belong to another word: 广州市场, 河北区域."""


@dataclass(frozen=True, slots=True)
class Token:
    """A name found at [start, end) of the plain text, and the rows it may mean."""

    start: int
    end: int
    meanings: Meanings


class Lexicon:
    """Names to rows, found by their first two letters."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        found: dict[str, dict[int, Form]] = defaultdict(dict)
        for row in gazetteer.rows:
            for name, form in _forms(row):
                key = simplify(name)
                found[key][row.index] = max(form, found[key].get(row.index, form))
        self._names: dict[str, Meanings] = {n: tuple(m.items()) for n, m in found.items()}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in found:
            lengths[name[:2]].add(len(name))
        self._lengths = {head: tuple(sorted(sizes)) for head, sizes in lengths.items()}

    def find(self, text: str) -> list[Token]:
        """All names in a plain text by start, the shorter first; work grows with its length only."""
        found = list(self._scan(text))
        at: dict[int, list[Token]] = defaultdict(list)
        for token in found:
            at[token.start].append(token)
        allowed = [self._allowed(token, text, at.get(token.end, [])) for token in found]
        return self._drop_contained([token for token in allowed if token.meanings])

    def _scan(self, text: str) -> Iterator[Token]:
        lengths, names = self._lengths, self._names
        for start in range(len(text) - 1):
            for size in lengths.get(text[start : start + 2], ()):
                meanings = names.get(text[start : start + size])
                if meanings is not None and start + size <= len(text):
                    yield Token(start, start + size, meanings)

    def _allowed(self, token: Token, text: str, following: list[Token]) -> Token:
        """Without the readings that what follows rules out: 南京路 and 广州市场 name no city.

        Unless it is a name itself: 石家庄桥西 names no bridge.
        """
        rest = text[token.end : token.end + 3]
        if not rest or any(self._continues(token, name) for name in following):
            return token
        if rest[0] in _NOT_A_KIND.get(text[token.end - 1], ""):
            return replace(token, meanings=())
        if is_of_a_place(rest):
            return replace(token, meanings=tuple(m for m in token.meanings if m[1] is Form.FULL))
        return token

    def _drop_contained(self, tokens: list[Token]) -> list[Token]:
        """Without names that lie inside a longer full name which began before: 江东区 is not 东区.

        Unless the name right before them is their parent's: 株洲市北区 is not 市北区.
        """
        kept: list[Token] = []
        ending: dict[int, list[Token]] = defaultdict(list)
        cover_start = cover_end = -1
        for token in tokens:
            is_inside = token.end <= cover_end and token.start > cover_start
            if is_inside and not any(self._continues_below(t, token) for t in ending[token.start]):
                continue
            kept.append(token)
            ending[token.end].append(token)
            is_full = any(form is Form.FULL for _, form in token.meanings)
            if is_full and token.end > cover_end:
                cover_start, cover_end = token.start, token.end
        return kept

    def _continues(self, token: Token, following: Token) -> bool:
        """Whether the following name is written in full, or lies below this one."""
        if any(form is Form.FULL for _, form in following.meanings):
            return True
        return self._continues_below(token, following)

    def _continues_below(self, token: Token, following: Token) -> bool:
        above = {index for index, _ in token.meanings}
        return any(not above.isdisjoint(self._above(index)) for index, _ in following.meanings)

    def _above(self, index: int) -> set[int]:
        gazetteer = self._gazetteer
        return {row.index for row in gazetteer.ancestors(gazetteer.rows[index])}


def _forms(row: Row) -> Iterator[tuple[str, Form]]:
    is_county = row.level is Level.COUNTY
    yield row.name, Form.CLIPPED if is_county and is_bare_district(row.name) else Form.FULL
    for name in kind_names(row.name, row.level):
        yield name, Form.FULL
    for name in short_names(row.name, row.level):
        yield name, Form.CLIPPED if is_county else Form.SHORT


def is_of_a_place(following: str) -> bool:
    """Whether these next letters make a road or a building of the name before them."""
    if following.startswith((*_ROADS, *_PLACES)):
        return True
    return following[:1] in _SIDES and following[1:2] in ("路", "街", "巷", "道")


@cache
def lexicon() -> Lexicon:
    """The lexicon of the packaged snapshot."""
    return Lexicon(load())
