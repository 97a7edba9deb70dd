"""Lines of the company's own tables, which the outlet room reads, checks and writes itself."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from yinuo.outlet.actions import import_table
from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.reads import get_company
from yinuo.outlet.sheets import Refused, table_of
from yinuo.transfer import cells
from yinuo.transfer.columns import SHEET_OF
from yinuo.transfer.facts import Fault, Flaw, Line, Outcome, Verdict

from .loader import Setting, refuse

_OUTCOMES = {
    RowOutcome.CREATED: Outcome.CREATED,
    RowOutcome.UPDATED: Outcome.UPDATED,
    RowOutcome.SAME: Outcome.SAME,
    RowOutcome.REFUSED: Outcome.REFUSED,
}


class CompanySheet:
    """One of them, all of its lines together: some only make sense beside the others, such as shifts."""

    at_once = 0

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._sheet = SHEET_OF[setting.kind]

    def recall(self, lines: Sequence[Line]) -> None:
        """All lines come together: there are no earlier ones."""

    def undo(self) -> None:
        """Nothing is remembered."""

    def look(self, lines: Sequence[Line], now: datetime) -> list[Verdict]:
        """What the outlet room says of each line."""
        spoilt = {line.number: _spoilt(line) for line in lines}
        verdicts = [refuse(line, *spoilt[line.number]) for line in lines if spoilt[line.number]]
        whole = [line for line in lines if not spoilt[line.number]]
        if whole:
            verdicts += self._import(whole, now, is_dry=True)
        return sorted(verdicts, key=lambda verdict: verdict.number)

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        """The whole table by the outlet room's own action, in this transaction."""
        self._import([verdict.wanted for verdict in verdicts], now, is_dry=False)

    def _import(self, lines: Sequence[Line], now: datetime, *, is_dry: bool) -> list[Verdict]:
        texts = [
            (line.number, {name: _plain(cell.text) for name, cell in line.cells.items()})
            for line in lines
        ]
        by_number = {line.number: line for line in lines}
        report = import_table(
            table=table_of(self._sheet, texts),
            digest=hashlib.sha256(repr(texts).encode()).hexdigest(),
            company_code=get_company(self._setting.company_id).code,
            dry_run=is_dry,
            actor=self._setting.actor,
            now=now,
        )
        return [
            Verdict(
                row.number,
                _OUTCOMES[row.outcome],
                (Fault("", row.zh, row.en),) if row.outcome is RowOutcome.REFUSED else (),
                None if row.outcome is RowOutcome.REFUSED else by_number[row.number],
            )
            for row in report.rows
        ]


def _plain(text: str) -> str:
    """A date as the outlet room reads it: these tables have no column of instants."""
    return text.removesuffix(" 00:00")


def _spoilt(line: Line) -> tuple[Fault, ...]:
    """What a spreadsheet did to the cells; a number is one here, since codes are checked for their length."""
    faults = []
    for name, cell in line.cells.items():
        if cell.flaw not in (None, Flaw.NUMBER):
            try:
                cells.read(cell, cells.plain)
            except Refused as refused:
                faults.append(Fault(name, refused.zh, refused.en))
    return tuple(faults)
