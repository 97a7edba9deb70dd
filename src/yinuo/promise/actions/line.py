"""The line that every change of a promise writes on its case's record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yinuo.base.actor import Actor
from yinuo.promise.models import Promise
from yinuo.record.actions import append
from yinuo.record.facts import EventFacts
from yinuo.record.kinds import Kind


def write(row: Promise, line: Kind, /, *, actor: Actor, now: datetime, **body: Any) -> EventFacts:
    """Write a line about a promise and return it; None values are left out."""
    told = {"promise": str(row.id), **body}
    return append(
        subject_kind="case",
        subject=row.case_id,
        kind=line.name,
        body={key: value for key, value in told.items() if value is not None},
        region=row.region,
        actor=actor,
        now=now,
    )
