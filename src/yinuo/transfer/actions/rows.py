"""What all writers of imports share: the held row, the worker that is asked for, the company's line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.record.actions import append
from yinuo.store.jobs import enqueue
from yinuo.transfer.facts import ImportNotInState, ImportState, ImportUnknown
from yinuo.transfer.models import Import

AT_WORK = (ImportState.CHECKING, ImportState.RUNNING)
WORK = "transfer.work"
"""The job that works through an import."""


def take(import_id: UUID, *states: ImportState) -> Import:
    """The row, without its file, held until the transaction ends. Raises ImportUnknown, ImportNotInState."""
    rows = Import.objects.select_for_update(of=("self",)).defer("data")
    row = rows.filter(id=import_id).first()
    if row is None:
        raise ImportUnknown
    if states and row.state not in states:
        raise ImportNotInState
    return row


def begin(row: Import, state: ImportState, now: datetime) -> None:
    """Work through the file from its first line, in this state; what was said of its lines goes."""
    row.said.all().delete()
    row.state, row.position, row.beat_at, row.purge_at = state.value, 0, now, None
    row.run += 1
    row.created = row.updated = row.same = row.refused = row.noted = 0
    row.save(
        update_fields=[
            *("state", "run", "position", "beat_at", "purge_at"),
            *("created", "updated", "same", "refused", "noted"),
        ]
    )


def call_worker(row: Import) -> None:
    """Have a worker go through the lines; the sweep finds the import if it never comes."""
    enqueue(WORK, import_id=str(row.id))


def note(row: Import, kind: str, *, actor: Actor, now: datetime, **body: object) -> None:
    """Write a line on the company's record."""
    append(
        subject_kind="company",
        subject=row.company_id,
        kind=kind,
        body={"import": str(row.id), **body},
        actor=actor,
        now=now,
    )
