"""What is searched for: a person's values, in every spelling in which they could have got somewhere."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus


@dataclass(frozen=True, slots=True)
class Found:
    """A value that stands where it must not."""

    where: str
    what: str
    spelling: str


def spellings(value: str) -> dict[str, str]:
    """The ways in which a value may be written, by name."""
    data = value.encode()
    ways = {
        "plain": value,
        "percent": quote(value, safe=""),
        "form": quote_plus(value, safe=""),
        "json": json.dumps(value)[1:-1],
        "hex": data.hex(),
        "html": "".join(f"&#{ord(sign)};" for sign in value),
        "lower": value.lower(),
        **{f"base64 {shift}": inner for shift, inner in enumerate(_inside_base64(data))},
    }
    if value.isdigit() and len(value) == 11:
        ways |= {
            "grouped": f"{value[:3]} {value[3:7]} {value[7:]}",
            "dashed": f"{value[:3]}-{value[3:7]}-{value[7:]}",
            "float": f"{float(value):.1f}",
        }
    return ways


def _inside_base64(data: bytes) -> Iterator[str]:
    """How it reads inside a longer base64 text, wherever it begins there."""
    for shift in range(3):
        encoded = b64encode(b"\0" * shift + data).decode()
        yield encoded[(0, 2, 3)[shift] : len(encoded) - (0, 4, 4)[(len(data) + shift) % 3 and 1]]


class Searcher:
    """Finds any of some values in texts; each value is at least five characters long."""

    def __init__(self, values: Iterable[str]) -> None:
        self._names: dict[str, tuple[str, str]] = {}
        for value in values:
            assert len(value) >= 5, value
            for name, text in spellings(value).items():
                self._names.setdefault(text, (value, name))
        longest_first = sorted(self._names, key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest_first)))

    def search(self, where: str, text: str) -> Iterator[Found]:
        """Every place at which one of the values stands in a text."""
        for found in self._any.finditer(text):
            yield Found(where, *self._names[found.group()])


__all__ = ["Found", "Searcher", "spellings"]
