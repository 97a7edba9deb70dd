"""An itemised quote beside the one accepted before, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yinuo.work.visit.facts import QuoteLineFacts

Change = Literal["", "same", "added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A line and what became of it: empty where there is no quote before; `before` is the old line."""

    line: QuoteLineFacts
    change: Change
    before: QuoteLineFacts | None = None


def quote_rows(
    lines: Sequence[QuoteLineFacts], before: Sequence[QuoteLineFacts] | None = None
) -> tuple[QuoteRow, ...]:
    """The lines in their order, each held against the line of the same code before; what fell away last."""
    if before is None:
        return tuple(QuoteRow(line, "") for line in lines)
    old = {line.code: line for line in before}
    kept = tuple(_held_against(line, old.get(line.code)) for line in lines)
    codes = {line.code for line in lines}
    return kept + tuple(QuoteRow(line, "removed") for line in before if line.code not in codes)


def _held_against(line: QuoteLineFacts, before: QuoteLineFacts | None) -> QuoteRow:
    if before is None:
        return QuoteRow(line, "added")
    is_same = (line.quantity, line.amount_fen) == (before.quantity, before.amount_fen)
    return QuoteRow(line, "same" if is_same else "changed", before)
