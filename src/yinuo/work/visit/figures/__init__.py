"""Figures about cases and their visits, and the daily roll-up that keeps those of a year quick."""

from .came_again import find_came_again
from .days import CASE_DAYS, CaseTally, count_cases, tally_cases

__all__ = ["CASE_DAYS", "CaseTally", "count_cases", "find_came_again", "tally_cases"]
