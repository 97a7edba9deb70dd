"""Charts as plain shapes: the page draws them as SVG in the colours of the house, a table stands beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 480
HEIGHT = 120
_GAP = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of two parts, the bad one at the bottom where it is seen first; in the units of the drawing."""

    x: float
    width: float
    bad_y: float
    bad_height: float
    ok_y: float
    ok_height: float
    label: str


def stacked(counts: Sequence[tuple[str, int, int]]) -> tuple[Bar, ...]:
    """Bars side by side for (label, good, bad); the highest fills the drawing. Nothing where all are zero."""
    most = max((good + bad for _label, good, bad in counts), default=0)
    if most == 0:
        return ()
    step = WIDTH / len(counts)
    bars = []
    for place, (label, good, bad) in enumerate(counts):
        bad_height, ok_height = HEIGHT * bad / most, HEIGHT * good / most
        bars.append(
            Bar(
                x=round(place * step + _GAP / 2, 1),
                width=round(step - _GAP, 1),
                bad_y=round(HEIGHT - bad_height, 1),
                bad_height=round(bad_height, 1),
                ok_y=round(HEIGHT - bad_height - ok_height, 1),
                ok_height=round(ok_height, 1),
                label=label,
            )
        )
    return tuple(bars)
