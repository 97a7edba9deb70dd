"""The line that whatever happens to a case writes on its record, also from the rooms above."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.record.actions import append
from yinuo.record.facts import EventFacts


class OfCase(Protocol):
    """A row of any room that is about one case: a job, a visit, a promise."""

    @property
    def case_id(self) -> UUID:
        """The case."""

    @property
    def region(self) -> str:
        """The case's dispatch zone."""


def write_line(
    row: OfCase, kind: str, body: dict[str, Any], *, actor: Actor, now: datetime
) -> EventFacts:
    """Write a line on the record of the row's case and return it."""
    return append(
        subject_kind="case",
        subject=row.case_id,
        kind=kind,
        body=body,
        region=row.region,
        actor=actor,
        now=now,
    )
