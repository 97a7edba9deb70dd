"""The application's role works with every table but can only add to an append-only one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from yinuo.store.database_roles import APP_ROLE
from yinuo.store.grants import append_only_tables, grant_application


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


def may(application: psycopg.Connection, table: str, right: str) -> bool:
    query = "SELECT has_table_privilege(current_user, %s, %s)"
    row = application.execute(query, [table, right]).fetchone()
    assert row is not None
    return bool(row[0])


def test_it_can_add_to_the_record_and_neither_change_nor_remove(
    application: psycopg.Connection,
) -> None:
    forbidden: tuple[LiteralString, ...] = (
        "UPDATE record_event SET kind = 'another'",
        "DELETE FROM record_event",
        "TRUNCATE record_event",
        "DROP TABLE record_event",
        "ALTER TABLE record_event DISABLE TRIGGER ALL",
    )
    for statement in forbidden:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(statement)
    assert may(application, "record_event", "SELECT")
    assert may(application, "record_event", "INSERT")


def test_every_table_of_every_room_is_open_to_it_as_declared(
    application: psycopg.Connection,
) -> None:
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.managed}
    assert "record_event" in append_only_tables() <= tables
    for table in tables - append_only_tables():
        for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            assert may(application, table, right), (table, right)
        assert not may(application, table, "TRUNCATE")
    for table in append_only_tables():
        assert not may(application, table, "UPDATE, DELETE"), table


def test_it_can_enqueue_jobs_and_not_rewrite_the_history_of_migrations(
    application: psycopg.Connection,
) -> None:
    assert may(application, "procrastinate_jobs", "INSERT")
    row = application.execute("SELECT nextval('procrastinate_jobs_id_seq')").fetchone()
    assert row is not None
    assert not may(application, "django_migrations", "DELETE")


def test_granting_again_takes_back_what_somebody_granted_by_hand(
    application: psycopg.Connection,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON record_event TO {APP_ROLE}")
    assert may(application, "record_event", "UPDATE")
    grant_application(using="default")
    assert not may(application, "record_event", "UPDATE")
