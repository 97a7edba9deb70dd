"""The empty home and the empty database that a backup is restored into, and clearing them after a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg

from yinuo.store.connection import embedded_server, find_home, owner_conninfo

from .errors import BackupError

MARK = "restore.unfinished"
_OURS = ("keys", "static", "backups.json")
_HARMLESS = {"run.lock"}  # of a run that was refused
_TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
_IDENTITY = """
SELECT system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database())
FROM pg_control_system()
"""


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
    server = embedded_server()
    if server is not None:
        _write_taken(str(server.data))


def take_database() -> None:
    """Make sure that the started database holds no tables, and remember that it is the one that was taken.

    Raises BackupError. Only what was seen empty is ever cleared: a wrong DATABASE_URL that is mended between
    two tries names a database that nobody has looked into.
    """
    with psycopg.connect(owner_conninfo(), autocommit=True) as connection:
        row = connection.execute(_TABLES.encode()).fetchone()
        if row is None or row[0]:
            raise BackupError(
                "the database that DATABASE_URL names isn't empty: a restore never overwrites. Nothing was "
                "changed"
            )
        if embedded_server() is None:
            _write_taken(_identity(connection))


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
    """Take away what a failed restore has made; only a home with the mark is touched, and only the database
    that was seen empty."""
    home = find_home()
    if not is_unfinished():
        return
    _clear_database((home / MARK).read_text())
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


def _clear_database(taken: str) -> None:
    """Whatever is in the database that was empty when the restore took it came from the restore."""
    server = embedded_server()
    if server is not None:
        if taken == str(server.data):
            server.remove()
    elif taken:
        with psycopg.connect(owner_conninfo(), autocommit=True) as connection:
            if taken == _identity(connection):
                connection.execute("DROP OWNED BY CURRENT_USER CASCADE")


def _identity(connection: psycopg.Connection[Any]) -> str:
    """Which database of which cluster this is, by whatever name it was reached."""
    row = connection.execute(_IDENTITY.encode()).fetchone()
    if row is None:
        raise BackupError("the database doesn't say which one it is")
    return f"{row[0]}/{row[1]}"


def _write_taken(database: str) -> None:
    """The mark names what may be cleared, and says so for good before anything is written there."""
    with (find_home() / MARK).open("w") as file:
        file.write(database)
        file.flush()
        os.fsync(file.fileno())


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
