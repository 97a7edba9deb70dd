"""Figures about promises, and the daily roll-up that keeps those of a year quick."""

from .days import PROMISE_DAYS
from .decided import LONGER
from .promises import (
    count_overdue,
    find_above_price,
    find_promises,
    tally_arrivals,
    tally_promises,
)
from .remedies import find_remedies, find_waiting, tally_remedies
from .tally import By, Minutes, PriceTally, RemedyTally, Tallies, Tally

__all__ = [
    "LONGER",
    "PROMISE_DAYS",
    "By",
    "Minutes",
    "PriceTally",
    "RemedyTally",
    "Tallies",
    "Tally",
    "count_overdue",
    "find_above_price",
    "find_promises",
    "find_remedies",
    "find_waiting",
    "tally_arrivals",
    "tally_promises",
    "tally_remedies",
]
