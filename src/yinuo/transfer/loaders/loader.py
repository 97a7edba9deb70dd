"""What every loader is given and does, and how a line's cells become values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.outlet.sheets import Refused
from yinuo.transfer import cells
from yinuo.transfer.columns import COLUMNS
from yinuo.transfer.facts import Fault, FileKind, Line, Options, Outcome, Verdict

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an import is about: whose, which kind, as whom it is written, and what was decided."""

    company_id: UUID
    kind: FileKind
    actor: Actor
    options: Options


class Loader(Protocol):
    """Works through the lines of one table, in their order, some at a time.

    What earlier lines of the same look meant is remembered, so that a dry run says of the hundredth line what
    the import will say of it.
    """

    at_once: int
    """How many lines are looked at and written in one transaction; 0: all of them."""

    def look(self, lines: Sequence[Line], now: datetime) -> list[Verdict]:
        """What becomes of each line; nothing is written."""

    def recall(self, lines: Sequence[Line]) -> None:
        """Remember lines of a running import that are done, without looking at them again."""

    def undo(self) -> None:
        """Forget what the last look remembered: nothing of its lines was written."""

    def write(self, verdicts: Sequence[Verdict], now: datetime) -> None:
        """Write what was found to be new or changed, through the rooms' own actions."""


class Seen(Generic[K]):
    """What the lines of a file named, each thing with the first line that named it."""

    def __init__(self) -> None:
        self._first: dict[K, int] = {}
        self._fresh: list[K] = []

    def first(self, key: K, number: int) -> int:
        """The number of the first line that named it: this one's, where none did before."""
        if key not in self._first:
            self._first[key] = number
            self._fresh.append(key)
        return self._first[key]

    def settle(self) -> None:
        """What was named up to now stays: another look begins."""
        self._fresh.clear()

    def undo(self) -> None:
        """Forget what was named since."""
        for key in self._fresh:
            del self._first[key]
        self._fresh.clear()


def read_values(
    kind: FileKind, line: Line, options: Options
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """The values of a line by column, None where a cell is blank, and everything that is wrong with it."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for column in COLUMNS[kind]:
        cell = line.cells.get(column.name)
        if cell is None or (not cell.text and cell.flaw is None):
            values[column.name] = None
            if column.is_required:
                faults.append(Fault(column.name, "不能为空", "must not be empty"))
            continue
        may_be_number = column.name != "serial" or options.digits_are_whole
        try:
            values[column.name] = cells.read(cell, column.parse, may_be_number=may_be_number)
        except Refused as refused:
            values[column.name] = None
            faults.append(Fault(column.name, refused.zh, refused.en))
    return values, tuple(faults)


def refuse(line: Line, *faults: Fault) -> Verdict:
    """The line isn't taken, for these reasons."""
    return Verdict(line.number, Outcome.REFUSED, faults)


def repeats(number: int, column: str = "") -> Fault:
    """What is said of a line that names again what an earlier one named."""
    return Fault(column, f"与第 {number} 行重复", f"repeats line {number}")
