"""Which database this installation uses: the one DATABASE_URL names, or an embedded server under its home.

Two roles reach it: the application's, which may not change what is append-only, and the owner's, which
makes the tables. Naming them touches nothing; `start_database` starts the embedded server.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from .database_roles import APP_ROLE, OWNER_ROLE, make_database, make_roles
from .server import Server
from .server_place import make_folder

DATABASE = "yinuo"
_CONNECT_SECONDS = 10
_HANG_UP_SECONDS = 1.0
_PAUSE_SECONDS = 0.02
_OTHERS = """
SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_DJANGO_NAMES = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}


def find_home() -> Path:
    """The folder of this installation's own files: YINUO_HOME, or one in the user's data folder.

    It is made if it is missing, passable to all, since root's embedded server runs as another user below it.
    """
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    home = Path(os.environ.get("YINUO_HOME") or Path(data) / "yinuo").absolute()
    make_folder(home)
    return home


def embedded_server() -> Server | None:
    """The server under the home; None where DATABASE_URL names one outside."""
    return None if os.environ.get("DATABASE_URL") else Server(find_home() / "postgres")


def start_database() -> bool:
    """Start the embedded server if it doesn't run, with its two roles and its database; whether it had to be.

    Any process may call it at any time; it takes a few milliseconds where all is up, and does nothing for
    a server outside. Raises ServerNotStarted.
    """
    server = embedded_server()
    if server is None:
        return False
    was_up = server.is_alive()
    dsn = server.start()
    make_roles(dsn)
    make_database(dsn, DATABASE)
    return not was_up


def stop_unused_database() -> None:
    """Stop the embedded server unless somebody else is connected to it; the caller has hung up already."""
    server = embedded_server()
    if server is None or not server.is_alive():
        return
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        is_used = _is_used(connection)
    if not is_used:
        server.stop()


def _is_used(connection: psycopg.Connection[Any]) -> bool:
    """Whether anybody else stays connected: who has just hung up is still seen for a moment."""
    ends = time.monotonic() + _HANG_UP_SECONDS
    while connection.execute(_OTHERS).fetchone() != (0,):
        if time.monotonic() > ends:
            return True
        time.sleep(_PAUSE_SECONDS)
    return False


def application_role() -> str:
    """The database role the application works as."""
    url = os.environ.get("DATABASE_URL")
    return str(conninfo_to_dict(url).get("user", "")) if url else APP_ROLE


def owner_conninfo() -> str:
    """The connection string of the role that owns the tables; the same as the application's where one
    does both."""
    server = embedded_server()
    if server is None:
        return os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    return make_conninfo(server.dsn, dbname=DATABASE, user=OWNER_ROLE)


def database_settings() -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default` is the application's role, `owner` the role that migrates.

    For a server outside, DATABASE_URL and DATABASE_OWNER_URL are connection strings as libpq takes them;
    without the second, one role does both. Raises psycopg.ProgrammingError for a string that isn't one.
    """
    server = embedded_server()
    if server is None:
        app = os.environ["DATABASE_URL"]
    else:
        app = make_conninfo(server.dsn, dbname=DATABASE, user=APP_ROLE)
    owner = owner_conninfo()
    return {
        # Kept open from one request to the next; a connection that the server has dropped is noticed.
        "default": _settings(app) | {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True},
        # The same database a second time: tests would otherwise make two.
        "owner": _settings(owner) | {"TEST": {"MIRROR": "default"}},
    }


def _settings(conninfo: str) -> dict[str, Any]:
    given = {key: str(value) for key, value in conninfo_to_dict(conninfo).items()}
    named = {django: given.pop(libpq) for libpq, django in _DJANGO_NAMES.items() if libpq in given}
    options = {"connect_timeout": _CONNECT_SECONDS} | given
    return {"ENGINE": "django.db.backends.postgresql", "OPTIONS": options} | named
