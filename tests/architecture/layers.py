"""The order of the rooms, read from where the import contracts have it."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from .source import ROOT


@cache
def ranks() -> dict[str, int]:
    """Rank of each room, `work.visit` being a room of its own; a higher one may lean on a lower one.

    Rooms of one rank stand beside each other and may not.
    """
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    contracts = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    rows = {contract["id"]: contract["layers"] for contract in contracts if "layers" in contract}
    ordered: list[list[str]] = []
    for row in rows["rooms"]:
        names = _names(row)
        if "work" in names:
            ordered += [[f"work.{name}" for name in _names(inner)] for inner in rows["work"]]
        ordered.append(names)
    return {name: rank for rank, names in enumerate(reversed(ordered)) for name in names}


def _names(row: str) -> list[str]:
    return re.findall(r"\w+", row)


def room_of(module: str) -> str | None:
    """The room a module belongs to; None for one that isn't ours."""
    top, *rest = module.split(".")
    if top != "yinuo" or not rest:
        return None
    inner = ".".join(rest[:2])
    return inner if inner in ranks() else rest[0]
