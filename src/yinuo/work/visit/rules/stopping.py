"""A stopped visit: what is said of its reason, and what may still be charged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from yinuo.work.visit.facts import QuoteLineFacts, StopCause, StopReason

from .money import FITTED, charged, disclosed

_CAUSES: Mapping[StopReason, StopCause] = {
    StopReason.MINOR_ALONE: StopCause.NOBODY_THERE,
    StopReason.NOBODY_OPENS: StopCause.NOBODY_THERE,
    StopReason.NO_PROOF: StopCause.NO_PROOF,
    StopReason.PART_MISSING: StopCause.PART_MISSING,
    StopReason.CUSTOMER_ENDS: StopCause.CUSTOMER_ENDS,
}


def cause_of(reason: StopReason) -> StopCause:
    """What the record and the customer are told of a reason; whatever isn't harmless is one cause (ID-18)."""
    return _CAUSES.get(reason, StopCause.SAFETY_OR_LEGAL)


def charged_at_stop(
    lines: Iterable[QuoteLineFacts], used: Counter[str], *, is_handed_over: bool
) -> tuple[QuoteLineFacts, ...]:
    """What may be charged at most when a visit stops, of the quote that was decided on.

    What was disclosed before the visit (QT-10) and the accepted parts that were fitted; the labour only once
    the work was handed over, since a repair that wasn't finished isn't what was accepted (QT-02).
    """
    billed = charged(lines, used)
    if is_handed_over:
        return billed
    told = disclosed(billed)
    return tuple(line for line in billed if line in told or line.group in FITTED)
