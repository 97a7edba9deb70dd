"""Somebody says which column is what: remembered for the next file with these headings, and looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.ids import new_id
from yinuo.store.perform import action
from yinuo.transfer.columns import COLUMNS
from yinuo.transfer.facts import (
    ColumnsMissing,
    ColumnTwice,
    FileKind,
    ImportFacts,
    ImportState,
    Options,
)
from yinuo.transfer.matching import fold
from yinuo.transfer.models import Import
from yinuo.transfer.models import Mapping as Remembered
from yinuo.transfer.reads import headings_index

from .rows import begin, call_worker, note, take
from .working import KEEP_DONE


@action
def choose_columns(
    *,
    import_id: UUID,
    columns: Sequence[str],
    options: Options,
    has_worker: bool = True,
    actor: Actor,
    now: datetime,
) -> ImportFacts:
    """Take the columns as chosen, one for each heading, and begin the dry run; also again, after one.

    `has_worker` is False where the caller goes through the lines itself. Raises ColumnsMissing, ColumnTwice,
    ImportNotInState, ImportUnknown.
    """
    del actor
    row = take(import_id, ImportState.MAPPING, ImportState.CHECKED)
    chosen = [name if name in _names(row.kind) else "" for name in columns][: len(row.headings)]
    chosen += [""] * (len(row.headings) - len(chosen))
    _check(FileKind(row.kind), chosen)
    row.columns = chosen
    row.tell_customers, row.digits_are_whole = options.tell_customers, options.digits_are_whole
    row.save(update_fields=["columns", "tell_customers", "digits_are_whole"])
    _remember(row, now)
    begin(row, ImportState.CHECKING, now)
    if has_worker:
        call_worker(row)
    return row.to_facts()


def _names(kind: str) -> frozenset[str]:
    return frozenset(column.name for column in COLUMNS[FileKind(kind)])


def _check(kind: FileKind, chosen: Sequence[str]) -> None:
    missing = [one for one in COLUMNS[kind] if one.is_required and one.name not in chosen]
    if missing:
        raise ColumnsMissing(
            "、".join(column.zh for column in missing), ", ".join(column.en for column in missing)
        )
    for column in COLUMNS[kind]:
        if chosen.count(column.name) > 1:
            raise ColumnTwice(column.zh, column.en)


def _remember(row: Import, now: datetime) -> None:
    columns: Mapping[str, str] = {
        fold(heading): name for heading, name in zip(row.headings, row.columns, strict=True)
    }
    Remembered.objects.update_or_create(
        company_id=row.company_id,
        headings_index=headings_index(tuple(row.headings)),
        defaults={"kind": row.kind, "columns": columns, "confirmed_at": now},
        create_defaults={
            "id": new_id(now),
            "kind": row.kind,
            "columns": columns,
            "confirmed_at": now,
        },
    )


@action
def forget_files(*, before: datetime, actor: Actor, now: datetime) -> int:
    """Drop the files that came in up to an instant, and what was said of their lines: somebody was erased
    then, and may stand in one of them. How many files that were.

    What nothing was taken of yet is thrown away, and an import that was stopped is over: going on would bring
    the person back. What is at work keeps its file until it has ended.
    """
    rows = Import.objects.filter(created_at__lte=before, data__isnull=False)
    thrown = rows.filter(state__in=[ImportState.MAPPING.value, ImportState.CHECKED.value])
    dropped = thrown.count()
    thrown.delete()
    for row in rows.filter(state=ImportState.STOPPED.value).defer("data").select_for_update():
        row.state, row.finished_at, row.purge_at = ImportState.DONE.value, now, now + KEEP_DONE
        row.save(update_fields=["state", "finished_at", "purge_at"])
        counts = {name: getattr(row, name) for name in ("created", "updated", "same", "refused")}
        note(row, "transfer.import.finished", actor=actor, now=now, sheet=row.kind, **counts)
    done = list(rows.filter(state=ImportState.DONE.value).values_list("id", flat=True))
    for row in Import.objects.filter(id__in=done).defer("data"):
        row.said.all().delete()
    return dropped + Import.objects.filter(id__in=done).update(data=None, samples=[])
