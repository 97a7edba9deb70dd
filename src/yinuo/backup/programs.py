"""pg_dump and pg_restore: the ones of the wheel, told how to connect without a password in their
arguments."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from yinuo.store.connection import find_home
from yinuo.store.server_place import find_place, find_programs

from .errors import BackupError

_MOST_WORDS = 2000


def dump(conninfo: str, snapshot: str, target: Path) -> None:
    """Write the database as the exported snapshot sees it, in PostgreSQL's own format.

    Sessions are left out: after a restore everybody logs in again. Raises BackupError.
    """
    _run(
        "pg_dump",
        conninfo,
        *("--format=custom", "--compress=gzip:1", "--no-owner", "--no-privileges"),
        *("--no-comments", "--exclude-table-data=django_session"),
        *(f"--snapshot={snapshot}", f"--file={target}"),
    )


def restore(conninfo: str, source: Path) -> None:
    """Bring tables and rows into an empty database, all or nothing. Raises BackupError."""
    _run(
        "pg_restore",
        conninfo,
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source)),
    )


def _run(program: str, conninfo: str, *arguments: str) -> None:
    given = {name: str(value) for name, value in conninfo_to_dict(conninfo).items()}
    password = given.pop("password", None)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if password is not None:
        environment["PGPASSWORD"] = password
    folder = find_programs(find_place(find_home() / "postgres"), None)
    command = (str(folder / program), f"--dbname={make_conninfo(**given)}", *arguments)
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        umask=0o077,
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-_MOST_WORDS:]}")
