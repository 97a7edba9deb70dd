"""Brings a text into the form that names are compared in, and finds the way back to its positions."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from yinuo.engines.places.gazetteer import load

_NOISE = re.compile(r"\d(?:[\W_]{0,3}\d){4,}|[\W_]+")
"""Five digits or more, however spaced (a phone number, a postcode); and all that is no letter or digit."""

_COMPATIBILITY = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
"""Code points of radicals and compatibility ideographs, which look like a letter and are another."""


@dataclass(slots=True)
class Plain:
    """A text without noise, in simplified letters; `starts` and `origins` map pieces back, empty for one
    that had no noise."""

    text: str
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def origin(self, position: int) -> int:
        """Where the letter at this position stood in the original text."""
        if not self.starts:
            return position
        piece = bisect_right(self.starts, position) - 1
        return self.origins[piece] + position - self.starts[piece]

    def spans(self, spans: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """The stretches of the original text from one position up to another (exclusive)."""
        if not self.starts:
            return spans
        return tuple([(self.origin(start), self.origin(end - 1) + 1) for start, end in spans])


def simplify(text: str) -> str:
    """Traditional letters to simplified ones and look-alikes to the real ones, length unchanged."""
    return text.translate(_table())


def plain(text: str) -> Plain:
    """The text with noise cut out; linear in its length."""
    if _NOISE.search(text) is None:
        return Plain(simplify(text))
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = position = 0
    for noise in _NOISE.finditer(text):
        if noise.start() > position:
            starts.append(length)
            origins.append(position)
            pieces.append(text[position : noise.start()])
            length += noise.start() - position
        position = noise.end()
    if position < len(text):
        starts.append(length)
        origins.append(position)
        pieces.append(text[position:])
    return Plain(simplify("".join(pieces)), tuple(starts), tuple(origins))


@cache
def _table() -> dict[int, str]:
    table = {}
    for start, end in _COMPATIBILITY:
        for point in range(start, end):
            same = unicodedata.normalize("NFKC", chr(point))
            if len(same) == 1 and same != chr(point):
                table[point] = same
    letters = load().letters
    table |= {ord(old): new for old, new in letters.items()}
    return {point: letters.get(new, new) for point, new in table.items()}
