"""Facts of what is in a van."""

from __future__ import annotations

from dataclasses import dataclass

from yinuo.base.errors import YinuoError


@dataclass(frozen=True, slots=True)
class VanPartFacts:
    """How many of a part or material a technician carries."""

    code: str
    count: int


class PartNotCarried(YinuoError):
    """A code that is no part or material of the price list, or a number that can't be."""

    code = "part_not_carried"
    zh = "价目表里没有这个配件，或者数量不在 0 到 999 之间。没有改动，请改好再交。"
    en = "No such part on the price list, or a number outside 0 to 999. Nothing was changed."
