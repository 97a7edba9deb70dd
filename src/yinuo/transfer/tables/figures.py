"""The figures of some days: how promises came out, by outlet, region, hour and so on, and what was paid."""

from __future__ import annotations

from .table import Ask, Table

_ZH = ("表", "项目", "违约", "兑现", "客户免除", "数", "总数")
_EN = ("Table", "Line", "Broken", "Kept", "Let go by the customer", "Number", "Of")


def figures(ask: Ask) -> Table:
    """The lines as the page of the figures has them, in the words of who asks."""
    rows = (
        (
            line.table,
            line.text,
            *(
                (line.tally.broken, line.tally.kept, line.tally.released)
                if line.tally
                else (None,) * 3
            ),
            line.count,
            line.whole,
        )
        for line in ask.figures
    )
    return Table("Figures" if ask.is_english else "数字", _EN if ask.is_english else _ZH, rows)
