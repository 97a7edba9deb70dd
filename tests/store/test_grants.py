"""The application's role may do what its work needs, table by table, and nothing else: shown by trying."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import sql

from yinuo.store.database_roles import APP_ROLE
from yinuo.store.grants import READ_ONLY, append_only_tables, grant_application, writing_rights

_TRIES = {
    "INSERT": "INSERT INTO {} SELECT * FROM {} WHERE false",
    "DELETE": "DELETE FROM {} WHERE false",
    "TRUNCATE": "TRUNCATE {}",
}
_KEPT_FOR_EVER = ("case_case", "promise_promise", "promise_remedy", "visit_visitstep")


@pytest.fixture
def application(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection with the application's role to the tests' database."""
    names = connection.settings_dict
    with psycopg.connect(
        host=names["HOST"],
        port=names["PORT"],
        dbname=names["NAME"],
        user=APP_ROLE,
        autocommit=True,
    ) as opened:
        yield opened


def tables() -> set[str]:
    """Every table that there is."""
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def is_refused(application: psycopg.Connection, statement: sql.Composed) -> bool:
    try:
        application.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return True
    except psycopg.errors.GeneratedAlways:
        return False  # it was let in as far as the columns
    return False


def may(application: psycopg.Connection, table: str, right: str) -> bool:
    if right == "UPDATE":
        column = _columns(table)[0]
        query = sql.SQL("UPDATE {} SET {} = {} WHERE false")
        names = sql.Identifier(table), sql.Identifier(column), sql.Identifier(column)
        return not is_refused(application, query.format(*names))
    name = sql.Identifier(table)
    return not is_refused(application, sql.SQL(_TRIES[right]).format(name, name))


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [row.name for row in connection.introspection.get_table_description(cursor, table)]


def test_every_table_is_declared_and_open_exactly_as_far(application: psycopg.Connection) -> None:
    declared = writing_rights()
    assert tables() <= declared.keys(), "a table whose rights nobody has stated"
    for table in sorted(tables()):
        application.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table)))
        found = {
            right for right in ("INSERT", "UPDATE", "DELETE") if may(application, table, right)
        }
        assert found == declared[table], table
        assert not may(application, table, "TRUNCATE"), table


def test_what_is_declared_is_there_and_nothing_that_proves_anything_can_be_deleted() -> None:
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert append_only_tables() <= models
    rights = writing_rights()
    assert rights["record_event"] == {"INSERT"}
    assert rights["record_chain"] == {"INSERT", "UPDATE"}
    for table in _KEPT_FOR_EVER:
        assert "DELETE" not in rights[table]
    assert not any(rights[table] for table in READ_ONLY)


def test_it_makes_and_changes_no_table_and_reaches_no_other_database_or_file(
    application: psycopg.Connection,
) -> None:
    forbidden: tuple[LiteralString, ...] = (
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "DROP TABLE record_event",
        "ALTER TABLE record_event DISABLE TRIGGER ALL",
        "CREATE ROLE mine",
        "SET ROLE yinuo_owner",
        "SET session_replication_role = replica",
        "SELECT pg_read_file('postgresql.conf')",
        "SELECT pg_ls_dir('.')",
        "COPY (SELECT 1) TO '/tmp/yinuo-never'",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT lo_import('/etc/hostname')",
        "ALTER SYSTEM SET fsync = off",
        "SELECT pg_reload_conf()",
    )
    for statement in forbidden:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(statement)


def test_its_role_has_limits(application: psycopg.Connection) -> None:
    row = application.execute(
        "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls, rolconnlimit"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    assert row == (False, 80)
    for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
        found = application.execute("SELECT current_setting(%s)", [name]).fetchone()
        assert found == ("2min",)


def test_it_can_enqueue_jobs(application: psycopg.Connection) -> None:
    row = application.execute("SELECT nextval('procrastinate_jobs_id_seq')").fetchone()
    assert row is not None


def test_granting_again_takes_back_what_somebody_granted_by_hand(
    application: psycopg.Connection,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE, DELETE ON record_event, case_case TO {APP_ROLE}")
        cursor.execute(f"GRANT CREATE ON SCHEMA public TO {APP_ROLE}")
    assert may(application, "record_event", "UPDATE")
    grant_application(using="default")
    assert not may(application, "record_event", "UPDATE")
    assert not may(application, "case_case", "DELETE")
    assert may(application, "case_case", "UPDATE")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application.execute("CREATE TABLE mine (id int)")
