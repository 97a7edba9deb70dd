"""The line that every change of a promise writes on its case's record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.promise.models import Promise
from yinuo.record.facts import EventFacts
from yinuo.record.kinds import Kind


def write(row: Promise, line: Kind, /, *, actor: Actor, now: datetime, **body: Any) -> EventFacts:
    """Write a line about a promise and return it; None values are left out."""
    told = {"promise": str(row.id), **body}
    body = {key: value for key, value in told.items() if value is not None}
    return write_line(row, line.name, body, actor=actor, now=now)
