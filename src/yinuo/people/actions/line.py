"""The line that a change in this room writes: on the chain of a person, a product or a member of staff."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.record.actions import append


def note(
    subject_kind: str, subject: UUID, kind: str, *, actor: Actor, now: datetime, **body: object
) -> None:
    """Write a line about somebody or something of this room; `subject_kind` is person, staff or unit."""
    append(subject_kind=subject_kind, subject=subject, kind=kind, body=body, actor=actor, now=now)
