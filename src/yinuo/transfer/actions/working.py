"""Some lines of a file are looked at, or taken: what is written, what is said of them, and how far that is,
in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.transfer.facts import ImportState, ImportUnknown, Line, Outcome, Verdict
from yinuo.transfer.loaders import Loader
from yinuo.transfer.models import Import, ImportLine

from .rows import AT_WORK, note, take

KEEP_DONE = timedelta(days=7)
"""How long the file of an import that is done stays, for its list of reasons."""
KEEP_CHECKED = timedelta(days=2)


@action
def take_lines(
    *,
    import_id: UUID,
    run: int,
    position: int,
    lines: Sequence[Line],
    loader: Loader,
    actor: Actor,
    now: datetime,
) -> bool:
    """Look at the lines behind `position`, write them where the import runs, and move the position.

    False, and nothing done, where the import was stopped or begun anew since the lines were read (`run`), is
    gone, or somebody else has taken these lines.
    Raises what the rooms raise at writing, and then nothing of these lines is written.
    """
    row = _find(import_id, run, position)
    if row is None:
        return False
    verdicts = loader.look(lines, now)
    if row.state == ImportState.RUNNING:
        loader.write([verdict for verdict in verdicts if verdict.wanted is not None], now)
    _settle(row, verdicts, actor, now)
    return True


@action
def look_again(
    *,
    import_id: UUID,
    run: int,
    position: int,
    lines: Sequence[Line],
    loader: Loader,
    actor: Actor,
    now: datetime,
) -> bool:
    """Have a loader remember lines before `position` of a dry run that was broken off; nothing more is said
    of them. False where `take_lines` says so.

    A dry run leaves nothing in the database by which those behind could be judged.
    """
    del actor
    row = _find(import_id, run, position)
    if row is None:
        return False
    loader.look(lines, now)
    row.beat_at = now
    row.save(update_fields=["beat_at"])
    return True


@action
def refuse_line(
    *, import_id: UUID, run: int, position: int, verdict: Verdict, actor: Actor, now: datetime
) -> bool:
    """Go on behind a line that couldn't be written, saying why. False where `take_lines` says so."""
    row = _find(import_id, run, position)
    if row is None:
        return False
    _settle(row, [verdict], actor, now)
    return True


def _find(import_id: UUID, run: int, position: int) -> Import | None:
    """The row while it is at work, in this run and at this line."""
    try:
        row = take(import_id)
    except ImportUnknown:
        return None
    is_it = row.state in AT_WORK and (row.run, row.position) == (run, position)
    return row if is_it else None


def _settle(row: Import, verdicts: Sequence[Verdict], actor: Actor, now: datetime) -> None:
    ImportLine.objects.bulk_create(
        ImportLine(
            id=new_id(now),
            of=row,
            number=verdict.number,
            outcome=verdict.outcome.value,
            faults=[asdict(fault) for fault in verdict.faults],
        )
        for verdict in verdicts
        if verdict.faults
    )
    counts = Counter(verdict.outcome for verdict in verdicts)
    row.created += counts[Outcome.CREATED]
    row.updated += counts[Outcome.UPDATED]
    row.same += counts[Outcome.SAME]
    row.refused += counts[Outcome.REFUSED]
    row.noted += sum(bool(v.faults) and v.outcome is not Outcome.REFUSED for v in verdicts)
    row.position += len(verdicts)
    row.beat_at = now
    fields = ["created", "updated", "same", "refused", "noted", "position", "beat_at"]
    if row.position >= row.lines:
        fields += _finish(row, actor, now)
    row.save(update_fields=fields)


def _finish(row: Import, actor: Actor, now: datetime) -> list[str]:
    """All lines are done: the dry run waits to be read, the import is over and on the record."""
    if row.state == ImportState.CHECKING:
        row.state, row.purge_at = ImportState.CHECKED.value, now + KEEP_CHECKED
        return ["state", "purge_at"]
    row.state, row.finished_at = ImportState.DONE.value, now
    row.purge_at = now + KEEP_DONE
    counts = {name: getattr(row, name) for name in ("created", "updated", "same", "refused")}
    note(row, "transfer.import.finished", actor=actor, now=now, sheet=row.kind, **counts)
    return ["state", "finished_at", "purge_at"]
