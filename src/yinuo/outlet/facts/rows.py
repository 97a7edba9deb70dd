"""Facts about imported files: what became of each line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RowOutcome(StrEnum):
    """What became of one line of an imported file."""

    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowReport:
    """One line of an imported file: its number in the file, what became of it, and why."""

    number: int
    outcome: RowOutcome
    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, line by line; `was_applied` is False for a dry run or an all-or-nothing
    refusal."""

    sheet: str
    encoding: str
    notes_zh: tuple[str, ...]
    notes_en: tuple[str, ...]
    rows: tuple[RowReport, ...]
    was_applied: bool

    def count(self, outcome: RowOutcome) -> int:
        """How many lines ended so."""
        return sum(row.outcome is outcome for row in self.rows)
