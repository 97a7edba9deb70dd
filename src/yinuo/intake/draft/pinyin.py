"""The first letters of how Chinese is read, so that 密码忘 is found by typing mmw."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

# In GB 2312 the 3,755 common characters of the first level stand in the order of their pinyin: each letter's
# characters are one stretch, and these are where the stretches begin (the code's two bytes as one number).
_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_CODES = tuple(code for code, _ in _STARTS)
_END = 0xD7F9
_OTHERS = {"栓": "s", "闩": "s", "匙": "s", "霉": "m", "拧": "n", "摁": "e", "拽": "z", "涩": "s"}
"""Characters of the second level, and those that are read otherwise here, as they occur in faults."""


def initials(text: str) -> str:
    """The first letter of each character's pinyin, letters and digits as they are; anything else is
    left out."""
    return "".join(map(_initial, text.lower()))


@lru_cache(maxsize=8192)
def _initial(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else ""
    if char in _OTHERS:
        return _OTHERS[char]
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _CODES[0] <= code <= _END:
        return ""
    return _STARTS[bisect_right(_CODES, code) - 1][1]
