"""What the watch looks at in the visit room: days whose figures changed."""

from __future__ import annotations

from yinuo.case.figures import RollupDays

from .figures import CASE_DAYS

FIGURE_DAYS = RollupDays("case-figures", CASE_DAYS)
