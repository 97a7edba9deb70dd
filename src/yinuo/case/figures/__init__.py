"""Figures about cases, and how every room keeps the figures of whole days added up."""

from .cases import (
    PAGE,
    Found,
    FoundPage,
    Span,
    disputed_cases,
    done_cases,
    find_disputed,
    find_repeats,
    found_page,
    opened_cases,
    within,
)
from .rollup import Periods, Rollup, RollupDays

__all__ = [
    "PAGE",
    "Found",
    "FoundPage",
    "Periods",
    "Rollup",
    "RollupDays",
    "Span",
    "disputed_cases",
    "done_cases",
    "find_disputed",
    "find_repeats",
    "found_page",
    "opened_cases",
    "within",
]
