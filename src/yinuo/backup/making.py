"""Makes a backup while the installation runs: tables and the record as of one instant, keys sealed beside
them."""

from __future__ import annotations

import io
import os
import tarfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import IsolationLevel

from yinuo import __version__
from yinuo.engines import tlog
from yinuo.people.reads import list_erased
from yinuo.store import keys
from yinuo.store.connection import find_home, owner_conninfo

from .erasures import write_missing
from .errors import BackupError
from .folder import alone_in_folder, draft_in, list_backups, rotate
from .heads import RecordState, read_state
from .manifest import DATABASE, KEYS, MANIFEST, Manifest, note_file
from .programs import dump
from .register import remember_folder
from .sealing import seal

_APPLIED = "SELECT app || '.' || name FROM django_migrations ORDER BY app, name"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, and what the rotation took away."""

    path: Path
    manifest: Manifest
    gone: tuple[str, ...]


def make_backup(
    folder: Path, *, passphrase: str | None, keep: int, log_name: str, now: datetime
) -> Made:
    """Make a backup in a folder, and keep the newest `keep` there.

    Without a passphrase the keys stay out: whoever restores has to bring `keys/` from elsewhere. Whatever
    goes wrong, the backups that are there stay as they are. Raises BackupError.
    """
    try:
        with alone_in_folder(folder):
            with draft_in(folder, now) as draft:
                manifest = _write(draft, passphrase, log_name, now)
            write_missing(folder, list_erased())
            gone = rotate(folder, keep)
    except OSError as error:
        raise BackupError(
            f"no backup was made: {error.strerror or error} ({error.filename or folder}). "
            "The backups that are there stay as they are"
        ) from None
    remember_folder(folder, keep)
    return Made(list_backups(folder)[-1], manifest, tuple(gone))


def _write(draft: Path, passphrase: str | None, log_name: str, now: datetime) -> Manifest:
    conninfo = owner_conninfo()
    with psycopg.connect(conninfo) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        snapshot = str(_one(connection, "SELECT pg_export_snapshot()"))
        record = read_state(connection)
        applied = tuple(row[0] for row in connection.execute(_APPLIED))
        postgres = str(_one(connection, "SHOW server_version"))
        dump(conninfo, snapshot, draft / DATABASE)
    if passphrase is not None:
        _write_private(draft / KEYS, seal(pack_keys(find_home() / "keys"), passphrase))
    manifest = _describe(draft, record, applied, postgres, log_name, now)
    _write_private(draft / MANIFEST, manifest.to_bytes(keys.record_key()))
    return manifest


def _describe(
    draft: Path,
    record: RecordState,
    applied: tuple[str, ...],
    postgres: str,
    log_name: str,
    now: datetime,
) -> Manifest:
    return Manifest(
        made_at=now,
        version=__version__,
        postgres=postgres,
        migrations=applied,
        record=record,
        public_key=tlog.format_key(keys.record_key().public_key()),
        log_name=log_name,
        has_keys=(draft / KEYS).exists(),
        files={path.name: note_file(path) for path in sorted(draft.iterdir())},
    )


def pack_keys(folder: Path) -> bytes:
    """The key files as a tar, without the drafts that are being made at this moment."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix in (".key", ".pem"):
                tar.add(path, arcname=path.name)
    return out.getvalue()


def _write_private(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _one(connection: psycopg.Connection[Any], query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
