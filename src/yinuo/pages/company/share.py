"""A share with its denominator: as a percentage only where it is of enough."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

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

    @property
    def html(self) -> SafeString:
        """Percent where it is of enough, always what it is of; a page of figures has a hundred of them."""
        if self.percent is None:
            return format_html('<span class="num">{}/{}</span>', self.part, self.whole)
        return format_html(
            '<strong class="num">{}%</strong> <span class="muted num">{}/{}</span>',
            self.percent,
            self.part,
            self.whole,
        )
