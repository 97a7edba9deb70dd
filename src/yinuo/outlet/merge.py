"""Rows of a file against rows of a table: what is new, what differs, what is the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from yinuo.store.ids import new_id

from .facts import RowOutcome
from .sheets import Refused, Row

BATCH = 1000
Identity = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row asks for: which stored row it is about, what names it, and the values it shall
    have."""

    identity: Identity
    fixed: Mapping[str, Any]
    values: Mapping[str, Any]


def _may_always(found: models.Model, want: Wanted) -> None:
    """Rows that may change freely."""


@dataclass(frozen=True, slots=True)
class Target:
    """The table a file is about: its stored rows, what a row asks for, and which changes are
    allowed.

    `wanted` and `may_update` raise Refused for a row that can't be taken.
    """

    table: type[models.Model]
    stored: Mapping[Identity, Any]
    wanted: Callable[[Row], Wanted]
    may_update: Callable[[Any, Wanted], None] = _may_always


@dataclass(slots=True)
class Merge:
    """The difference between a file and a table, computed before anything is written."""

    table: type[models.Model]
    create: list[models.Model] = field(default_factory=list)
    update: list[models.Model] = field(default_factory=list)
    changed_fields: set[str] = field(default_factory=set)
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    refused: dict[int, Refused] = field(default_factory=dict)

    def write(self) -> None:
        """Write it: two statements for each thousand rows."""
        manager = self.table._default_manager
        manager.bulk_create(self.create, batch_size=BATCH)
        if self.update:
            manager.bulk_update(self.update, sorted(self.changed_fields), batch_size=BATCH)


def merge(target: Target, rows: Sequence[Row], now: datetime) -> Merge:
    """Compare each row with the stored one of the same identity."""
    result = Merge(target.table)
    for row in rows:
        try:
            result.outcomes[row.number] = _merge_row(result, target, target.wanted(row), now)
        except Refused as refused:
            result.refused[row.number] = refused
    return result


def _merge_row(result: Merge, target: Target, want: Wanted, now: datetime) -> RowOutcome:
    found = target.stored.get(want.identity)
    if found is None:
        row = target.table(id=new_id(now), created_at=now, **want.fixed, **want.values)
        result.create.append(row)
        return RowOutcome.CREATED
    changed = [name for name, value in want.values.items() if getattr(found, name) != value]
    if not changed:
        return RowOutcome.SAME
    target.may_update(found, want)
    for name in changed:
        setattr(found, name, want.values[name])
    result.update.append(found)
    result.changed_fields.update(changed)
    return RowOutcome.UPDATED


def by_identity(rows: Iterable[models.Model], *names: str) -> dict[Identity, models.Model]:
    """Stored rows by the values of some attributes; lists become tuples so that they can be
    keys."""
    return {tuple(_hashable(getattr(row, name)) for name in names): row for row in rows}


def _hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value
