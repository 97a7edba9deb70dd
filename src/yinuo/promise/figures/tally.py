"""What the figures about promises say: plain values, with what each counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class By(StrEnum):
    """What promises are told apart by in figures."""

    KIND = "kind"
    OUTLET = "outlet"
    HOUR = "hour"  # the local hour in which the promise was made, 0 to 23
    WEEKDAY = "weekday"  # of the local day on which it was made, 1 Monday to 7 Sunday
    TENTH = "tenth"  # of the quoted probability: 9 is 0.9 and above, 0 is below 0.1
    QUOTED = "quoted"  # minutes quoted: 30, 60 or 120 at most, or 121 for longer


@dataclass(frozen=True, slots=True)
class Tally:
    """How promises that were decided came out."""

    kept: int = 0
    broken: int = 0
    released: int = 0

    @property
    def decided(self) -> int:
        """What a share is a share of: a promise that the customer let go was neither kept nor broken."""
        return self.kept + self.broken


@dataclass(frozen=True, slots=True)
class Minutes:
    """Quoted and actual minutes of the arrivals that were kept, on average; None without any."""

    quoted: float | None
    actual: float | None


@dataclass(frozen=True, slots=True)
class PriceTally:
    """Accepted prices that were decided by what was paid: their sums in fen, and how many were exceeded."""

    count: int
    accepted_fen: int
    paid_fen: int
    above: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """All figures of the promises decided in a span: by kind, arrivals by all else, minutes, prices."""

    kinds: Mapping[str, Tally]
    arrivals: Mapping[By, Mapping[Any, Tally]]
    minutes: Minutes
    prices: PriceTally


@dataclass(frozen=True, slots=True)
class RemedyTally:
    """What was credited in a span: by itself, and by a manager's answer; in fen. `waiting` are refunds
    without an answer, whenever they were claimed."""

    count: int
    fen: int
    granted_fen: int
    waiting: int
    waiting_fen: int
