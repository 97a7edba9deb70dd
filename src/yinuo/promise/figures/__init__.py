"""Figures about promises, and the daily roll-up that keeps those of a year quick."""

from .days import add_up_day, list_due_days, push_back_day, rebuild_days
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
    "By",
    "Minutes",
    "PriceTally",
    "RemedyTally",
    "Tallies",
    "Tally",
    "add_up_day",
    "count_overdue",
    "find_above_price",
    "find_promises",
    "find_remedies",
    "find_waiting",
    "list_due_days",
    "push_back_day",
    "rebuild_days",
    "tally_arrivals",
    "tally_promises",
    "tally_remedies",
]
