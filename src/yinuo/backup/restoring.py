"""What is done in a restored database before anybody may work with it: held against the backup, receipts
and the erasure list."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.engines import tlog
from yinuo.intake.actions import erase_again, erase_staff_again
from yinuo.record.facts import ChainCheck
from yinuo.record.reads import check_chains, list_events
from yinuo.store import keys
from yinuo.store.connection import owner_conninfo
from yinuo.store.perform import perform

from .erasures import Erased
from .errors import BackupError
from .heads import RecordState, read_checkpoint, read_state
from .manifest import Manifest

_ACTOR = Actor.system("restore")


def see_versions(manifest: Manifest) -> None:
    """Raise BackupError where the backup was made by a newer version than this one."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupError(
            f"the backup was made by a newer version ({manifest.version}; {unknown[0]} isn't known "
            "here). Install "
            "that version or a later one, and restore again; nothing was changed"
        )


def see_record(manifest: Manifest) -> None:
    """Raise BackupError unless the restored heads are those of the backup, to the last digit."""
    with psycopg.connect(owner_conninfo()) as connection:
        state = read_state(connection)
    if state != manifest.record:
        raise BackupError(
            f"the restored record isn't the one that was backed up: {state} instead of {manifest.record}"
        )


def see_chains() -> ChainCheck:
    """Verify every chain against its signed head. Raises BackupError that names the first broken one."""
    report = check_chains()
    if report.broken:
        broken = report.broken[0]
        raise BackupError(
            f"{len(report.broken)} of {report.chains} chains don't verify, the first one "
            f"{broken.subject_kind} "
            f"{broken.subject} at {broken.seq}: {broken.why}"
        )
    return report


def see_not_shorter(receipts: Iterable[Path], checkpoints: Iterable[Path]) -> None:
    """Hold the record against what was told of it before: it may be longer, never shorter or another one.

    Raises BackupError that says what is missing: the backup is older than the proof, or somebody took
    lines away.
    """
    for path in receipts:
        _see_receipt(path)
    for path in checkpoints:
        _see_checkpoint(path)


def _see_receipt(path: Path) -> None:
    report = tlog.verify_receipt(_read(path), keys.record_key().public_key())
    if not report.ok:
        raise BackupError(f"{path} is no receipt of this record: {report.fault}")
    told = report.events[-1]
    events = list_events(told.subject_kind, UUID(told.subject))
    if len(events) < told.seq:
        raise BackupError(
            f"the record is shorter than {path} says: {told.subject_kind} {told.subject} has "
            f"{len(events)} lines "
            f"here, the receipt of {report.issued_at} has {told.seq}. The backup is older than the receipt"
        )
    if events[told.seq - 1].hash != told.hash:
        raise BackupError(f"the record isn't the one that {path} was given from")


def _see_checkpoint(path: Path) -> None:
    at, told = read_checkpoint(_read(path), keys.record_key().public_key())
    connections.close_all()
    with psycopg.connect(owner_conninfo()) as connection:
        state = read_state(connection)
    if (state.chains, state.events) < (told.chains, told.events) or _differs(state, told):
        raise BackupError(
            f"the record is shorter than at {at}: {state.events} lines in {state.chains} chains instead of "
            f"{told.events} in {told.chains}. The backup is older than the checkpoint, or lines were "
            "taken away"
        )


def _differs(state: RecordState, told: RecordState) -> bool:
    """As long as it was told, but other heads; or shorter in one of the two."""
    is_as_long = (state.chains, state.events) == (told.chains, told.events)
    return (is_as_long and state.heads != told.heads) or state.events < told.events


def erase_listed(erased: Collection[Erased], now: datetime) -> int:
    """Erase everybody on the list whom the backup still held; how many. An id that it doesn't know is
    nobody."""
    return sum(_erase(each, now) for each in sorted(erased, key=lambda each: str(each.id)))


def _erase(each: Erased, now: datetime) -> bool:
    try:
        if each.kind == "customer":
            return perform(erase_again, actor=_ACTOR, now=now, customer_id=each.id)
        return perform(erase_staff_again, actor=_ACTOR, now=now, staff_id=each.id)
    except NotFound:
        return False


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BackupError(f"can't read {path}: {error.strerror}") from None
