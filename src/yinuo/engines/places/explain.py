"""Tells how an answer came about: what was read, which names were seen, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yinuo.engines.places.facts import Resolution
from yinuo.engines.places.gazetteer import load
from yinuo.engines.places.letters import plain
from yinuo.engines.places.lexicon import Token, is_of_a_place, is_of_another_word, lexicon
from yinuo.engines.places.resolver import resolve


class Fate(StrEnum):
    """What became of a stretch of text that is spelt like a division's name."""

    COUNTED = "counted"
    """It is part of the answer."""
    WEAKER = "weaker"
    """It names a division, and a heavier reading of the text does without it."""
    OF_A_PLACE = "of_a_place"
    """It names a road or a building: 南京路."""
    OF_ANOTHER_WORD = "of_another_word"
    """Its last letter begins another word: 广州市场."""
    INSIDE = "inside"
    """It lies in a longer name, or begins one: 江苏 in 江苏省."""


@dataclass(frozen=True, slots=True)
class NameSeen:
    """One such stretch: as it stands in the original text, where, what it may mean, what became of it.

    `meanings` are (6-digit code, names from the province down), those in force first.
    """

    text: str
    span: tuple[int, int]
    meanings: tuple[tuple[str, str], ...]
    fate: Fate


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer, the text as it was read for it, and the names seen in it in text order."""

    read_as: str
    names: tuple[NameSeen, ...]
    resolution: Resolution


def explain(
    text: str,
    *,
    region: str | None = None,
    prefix: str | None = None,
    as_of: date | None = None,
) -> Explanation:
    """What `resolve` answers to the same arguments, and why. Raises what it raises."""
    resolution = resolve(text, region=region, prefix=prefix, as_of=as_of)
    read = plain(text)
    found = {(token.start, token.end) for token in lexicon().find(read.text)}
    counted = {span for candidate in resolution.candidates for span in candidate.spans}
    names = []
    for token in lexicon().spell(read.text):
        ((start, end),) = read.spans(((token.start, token.end),))
        is_counted = (start, end) in counted
        is_found = (token.start, token.end) in found
        fate = (
            Fate.COUNTED if is_counted else Fate.WEAKER if is_found else _left_out(token, read.text)
        )
        names.append(NameSeen(text[start:end], (start, end), _meanings(token), fate))
    return Explanation(read.text, tuple(names), resolution)


def _left_out(token: Token, text: str) -> Fate:
    if is_of_another_word(text, token.end):
        return Fate.OF_ANOTHER_WORD
    return Fate.OF_A_PLACE if is_of_a_place(text[token.end : token.end + 10]) else Fate.INSIDE


def _meanings(token: Token) -> tuple[tuple[str, str], ...]:
    gazetteer = load()
    rows = sorted(
        (gazetteer.rows[index] for index, _ in token.name.meanings),
        key=lambda row: (not row.is_current, row.code),
    )
    found = []
    for row in rows:
        names = gazetteer.names(row)
        found.append((row.code, names.province + names.city + names.county))
    return tuple(found)
