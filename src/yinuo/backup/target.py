"""The empty home and the empty database that a backup is restored into, and clearing them after a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import psycopg

from yinuo.store.connection import embedded_server, find_home, owner_conninfo

from .errors import BackupError

MARK = "restore.unfinished"
_OURS = ("keys", "static", "backups.json")
_HARMLESS = {"run.lock"}  # of a run that was refused
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"


def is_unfinished() -> bool:
    """Whether a restore into this home was begun and not ended: nothing may run on it."""
    return (find_home() / MARK).exists()


def take_home(*, keeps_keys: bool) -> None:
    """Have the empty home for a restore; what an unfinished one left there goes first. Raises BackupError.

    With `keeps_keys` the operator has put `keys/` there already, and nothing else.
    """
    home = find_home()
    if is_unfinished():
        clear(keeps_keys=keeps_keys)
    there = {path.name for path in home.iterdir()} - _HARMLESS - ({"keys"} if keeps_keys else set())
    if there or _has_data():
        raise BackupError(
            f"{home} isn't empty ({', '.join(sorted(there)) or 'its database'}): a restore never "
            "overwrites. Name a "
            "new folder with YINUO_HOME; nothing was changed"
        )
    (home / MARK).touch(mode=0o600)


def take_database() -> None:
    """Make sure that the started database holds no tables. Raises BackupError."""
    with psycopg.connect(owner_conninfo(), autocommit=True) as connection:
        row = connection.execute(_TABLES.encode()).fetchone()
    if row is None or row[0]:
        (find_home() / MARK).unlink(missing_ok=True)
        raise BackupError(
            "the database that DATABASE_URL names isn't empty: a restore never overwrites. Nothing was "
            "changed"
        )


def write_keys(keys: Mapping[str, bytes]) -> None:
    """Put the key files where the installation looks for them, readable for its user alone."""
    folder = find_home() / "keys"
    folder.mkdir(mode=0o700)
    for name, data in keys.items():
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def clear(*, keeps_keys: bool) -> None:
    """Take away what a failed restore has made; only a home with the mark is touched."""
    home = find_home()
    if not is_unfinished():
        return
    server = embedded_server()
    if server is not None:
        server.remove()
    else:
        _empty_outside()
    for name in _OURS:
        if not (name == "keys" and keeps_keys):
            _remove(home / name)
    (home / MARK).unlink()


def finish() -> None:
    """The restore is whole: the home may be run."""
    (find_home() / MARK).unlink()


def _has_data() -> bool:
    """Whether the embedded server, which may lie outside the home, has a cluster already."""
    server = embedded_server()
    return server is not None and (server.data / "PG_VERSION").exists()


def _empty_outside() -> None:
    """The database was empty when the restore began: whatever is there came from it."""
    with psycopg.connect(owner_conninfo(), autocommit=True) as connection:
        connection.execute("DROP OWNED BY CURRENT_USER CASCADE")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
