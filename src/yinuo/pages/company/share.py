"""A share with its denominator: as a percentage only where it is of enough."""

from __future__ import annotations

from dataclasses import dataclass

FEW = 5
"""Of fewer than this many no percentage is shown: one case more would turn it over."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 is never shown unless it is all; None of too few."""
        return self.part * 100 // self.whole if self.whole >= FEW else None
