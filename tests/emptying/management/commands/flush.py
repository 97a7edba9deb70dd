"""Empties the database after a test that commits: deletes the rows there are instead of truncating all.

Truncating makes new files for some seventy tables and all of their indexes, and Django then looks at every
permission: 300 ms for each test, most of which wrote a few hundred rows. Deleting those takes 5 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.management.commands.flush import Command as Flush
from django.db import connection, transaction
from psycopg import sql

KEPT = ("auth_permission", "django_content_type", "django_migrations")


class Command(Flush):
    """Django's own command, which a test with a database of its own calls at its end, with another way."""

    def handle(self, **options: Any) -> None:
        """Delete every row, of Django's tables and of the job queue's, but those that say what there is."""
        with transaction.atomic(), connection.cursor() as cursor:
            # Neither foreign keys nor the triggers of write-once tables have a say: nothing is left to guard.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in _filled():
                cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


def _filled() -> Sequence[str]:
    with connection.cursor() as cursor:
        cursor.execute(_any_rows())
        return [table for (table,) in cursor.fetchall()]


@cache
def _any_rows() -> sql.Composed:
    """One question for all tables: asking each by itself would take longer than deleting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = sorted({table for (table,) in cursor.fetchall()} - set(KEPT))
    look = sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})")
    asked = [look.format(sql.Literal(table), sql.Identifier(table)) for table in tables]
    return sql.SQL(" UNION ALL ").join(asked)
