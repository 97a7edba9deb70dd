"""Rows of the serial register: units in the field, which live in the people room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yinuo.outlet.facts import RowOutcome
from yinuo.outlet.sheets import Refused, Row
from yinuo.people import actions as people_actions
from yinuo.people import reads as people_reads
from yinuo.people.facts import UnitFacts

from .known import Scope


@dataclass(slots=True)
class UnitMerge:
    """The units of a file that are new or differ."""

    scope: Scope
    register: list[Row] = field(default_factory=list)
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    refused: dict[int, Refused] = field(default_factory=dict)

    def write(self) -> None:
        """Register them through the people room's own action."""
        for row in self.register:
            people_actions.register_unit(
                serial=row["serial"],
                model=row["model"],
                sold_at_date=row["sold_date"],
                installed_date=row["installed_date"],
                registered_date=row["registered_date"],
                made_date=row["made_date"],
                actor=self.scope.actor,
                now=self.scope.now,
            )


def compare_units(scope: Scope, rows: Sequence[Row]) -> UnitMerge:
    """Units are told apart by their serial number; the model must be one of the company's."""
    result = UnitMerge(scope)
    for row in rows:
        try:
            scope.model(row["model"])
        except Refused as refused:
            result.refused[row.number] = refused
            continue
        found = people_reads.find_unit(row["serial"])
        outcome = _outcome(found, row)
        result.outcomes[row.number] = outcome
        if outcome is not RowOutcome.SAME:
            result.register.append(row)
    return result


def _outcome(found: UnitFacts | None, row: Row) -> RowOutcome:
    """A blank date says nothing and leaves a known one as it is, so it is no difference."""
    if found is None:
        return RowOutcome.CREATED
    pairs = (
        (found.model, row["model"]),
        (found.sold_at_date, row["sold_date"]),
        (found.installed_date, row["installed_date"]),
        (found.registered_date, row["registered_date"]),
        (found.made_date, row["made_date"]),
    )
    is_same = all(given is None or given == stored for stored, given in pairs)
    return RowOutcome.SAME if is_same else RowOutcome.UPDATED
