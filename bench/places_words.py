"""Reads the words and the ways of writing that made addresses are drawn from; texts, not code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "place_texts"
_ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\u3000": "\u3000"}


def words(kind: str, half: str) -> list[str]:
    """The words of a kind that one half uses."""
    lines = _sections("words.txt")[f"{kind} {half}"]
    return lines if kind == "phone" else " ".join(lines).split()


def shapes(name: str, half: str) -> list[str]:
    """The ways of writing of a slice that one half uses; `rest` holds those of street and number."""
    return [_unescaped(line) for line in _sections("shapes.txt")[f"{name} {half}"]]


def slices() -> list[str]:
    """All slices that are made from shapes."""
    names = (heading.rpartition(" ")[0] for heading in _sections("shapes.txt"))
    return [name for name in dict.fromkeys(names) if name != "rest"]


def lines_of(file_name: str) -> list[str]:
    """The lines of a list of texts, without comments and empty ones."""
    lines = (_FOLDER / file_name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _sections(file_name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    for line in lines_of(file_name):
        if line.startswith("[") and line.endswith("]"):
            section = found.setdefault(line[1:-1], [])
        else:
            section.append(line)
    return found


def _unescaped(line: str) -> str:
    for written, meant in _ESCAPES.items():
        line = line.replace(written, meant)
    return line
