"""The two database roles: the owner makes and changes tables, the application only works with their rows.

Whoever takes over a web process holds the application's role, and with it can add a line to the record
but neither change nor remove one.
"""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

OWNER_ROLE = "yinuo_owner"
APP_ROLE = "yinuo_app"
_LOCK = 7_205_759  # any fixed number: two processes making the roles at once would both find none


def make_roles(dsn: str) -> None:
    """Make both roles, as far as they are missing; `dsn` is a superuser's."""
    with _locked(dsn) as connection:
        for role in (OWNER_ROLE, APP_ROLE):
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))


def make_database(dsn: str, name: str) -> None:
    """Make the owner's database `name` if it is missing; `dsn` is a superuser's."""
    with _locked(dsn) as connection:
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", name):
            create = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(OWNER_ROLE)))


def _locked(dsn: str) -> psycopg.Connection:
    """A connection that holds the lock until it is closed; CREATE DATABASE can't run in a transaction."""
    connection = psycopg.connect(dsn, autocommit=True)
    connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    return connection


def _exists(connection: psycopg.Connection, query: LiteralString, value: str) -> bool:
    return connection.execute(query, [value]).fetchone() is not None
