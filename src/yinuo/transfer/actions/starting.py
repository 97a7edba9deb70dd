"""After the dry run: the import begins, is stopped, goes on, or is thrown away."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.perform import action
from yinuo.transfer.facts import ImportFacts, ImportState
from yinuo.transfer.models import Import

from .rows import begin, call_worker, note, take

KEEP_STOPPED = timedelta(days=7)
"""How long an import that was stopped can be taken up again."""


@action
def start_import(
    *, import_id: UUID, has_worker: bool = True, actor: Actor, now: datetime
) -> ImportFacts:
    """Import what the dry run has looked at. Raises ImportNotInState, ImportUnknown."""
    row = take(import_id, ImportState.CHECKED)
    begin(row, ImportState.RUNNING, now)
    note(
        row,
        "transfer.import.confirmed",
        actor=actor,
        now=now,
        sheet=row.kind,
        lines=row.lines,
        sha256=row.digest,
    )
    if has_worker:
        call_worker(row)
    return row.to_facts()


@action
def stop_import(*, import_id: UUID, actor: Actor, now: datetime) -> ImportFacts:
    """Take no further lines; those that were taken stay. A dry run that is stopped goes back to its columns.

    Raises ImportNotInState where nothing is going on, ImportUnknown.
    """
    row = take(import_id, ImportState.RUNNING, ImportState.CHECKING)
    if row.state == ImportState.CHECKING:
        row.state, row.purge_at = ImportState.MAPPING.value, now + KEEP_STOPPED
    else:
        row.state, row.purge_at = ImportState.STOPPED.value, now + KEEP_STOPPED
        note(row, "transfer.import.stopped", actor=actor, now=now, position=row.position)
    row.save(update_fields=["state", "purge_at"])
    return row.to_facts()


@action
def resume_import(
    *, import_id: UUID, has_worker: bool = True, actor: Actor, now: datetime
) -> ImportFacts:
    """Go on behind the last line that was taken; also with an import whose worker was killed, at once.

    Raises ImportNotInState, ImportUnknown.
    """
    row = take(import_id, ImportState.STOPPED, ImportState.RUNNING)
    if row.state == ImportState.STOPPED:
        note(row, "transfer.import.resumed", actor=actor, now=now, position=row.position)
    row.state, row.beat_at, row.purge_at = ImportState.RUNNING.value, now, None
    row.save(update_fields=["state", "beat_at", "purge_at"])
    if has_worker:
        call_worker(row)
    return row.to_facts()


@action
def drop_import(*, import_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a file away before anything of it was imported. Raises ImportNotInState, ImportUnknown."""
    del actor, now
    row = take(import_id, ImportState.MAPPING, ImportState.CHECKED)
    Import.objects.filter(id=row.id).delete()
