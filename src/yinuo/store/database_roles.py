"""The two database roles: the owner makes and changes tables, the application only works with their rows.

Whoever makes a web process run statements of their own, as by an injection, holds the application's role:
with it they can add a line to the record but neither change nor remove one, delete no case, make no
table, and reach no other database. The two time limits end what hangs by mistake, not what means
harm: a statement may SET both to 0. Whoever runs programs as the installation's user
holds its keys as well, and no role keeps them out: the server's socket is open to that user alone.
"""

from __future__ import annotations

from typing import LiteralString

import psycopg
from psycopg import sql

OWNER_ROLE = "yinuo_owner"
APP_ROLE = "yinuo_app"
# Said anew at each start, whatever was granted by hand meanwhile. Of the hundred connections
# (server_settings) the others are for the owner, who migrates and backs up, and for the superuser.
_APP_LIMITS = (
    sql.SQL("NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 80"),
    sql.SQL("SET statement_timeout = '120s'"),
    sql.SQL("SET idle_in_transaction_session_timeout = '120s'"),
)
_LOCK = 7_205_759  # any fixed number: two processes making the roles at once would both find none


def make_roles(dsn: str) -> None:
    """Make both roles, as far as they are missing, with the application's limits; `dsn` is a superuser's."""
    with _locked(dsn) as connection:
        for role in (OWNER_ROLE, APP_ROLE):
            if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
        for limit in _APP_LIMITS:
            alter = sql.SQL("ALTER ROLE {} {}")
            connection.execute(alter.format(sql.Identifier(APP_ROLE), limit))


def make_database(dsn: str, name: str) -> None:
    """Make the owner's database `name` if it is missing; `dsn` is a superuser's."""
    with _locked(dsn) as connection:
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", name):
            create = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(create.format(sql.Identifier(name), sql.Identifier(OWNER_ROLE)))
            for other in ("postgres", "template1"):
                close = sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC")
                connection.execute(close.format(sql.Identifier(other)))
                let_in = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
                names = sql.Identifier(other), sql.Identifier(OWNER_ROLE)
                connection.execute(let_in.format(*names))


def _locked(dsn: str) -> psycopg.Connection:
    """A connection that holds the lock until it is closed; CREATE DATABASE can't run in a transaction."""
    connection = psycopg.connect(dsn, autocommit=True)
    connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    return connection


def _exists(connection: psycopg.Connection, query: LiteralString, value: str) -> bool:
    return connection.execute(query, [value]).fetchone() is not None
