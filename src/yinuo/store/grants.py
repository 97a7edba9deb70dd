"""After each migration the application's role gets its rights on the tables there are now.

It reads and writes rows everywhere, except that an append-only table takes new rows and no more. A room
names its own in its AppConfig: `append_only_tables = ("record_event",)`.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connections
from psycopg import sql

from .connection import application_role


def append_only_tables() -> frozenset[str]:
    """Every table that a room has declared append-only."""
    declared = (getattr(config, "append_only_tables", ()) for config in apps.get_app_configs())
    return frozenset(table for tables in declared for table in tables)


def grant_application(*, using: str, **_: object) -> None:
    """Grant the application's role its rights, as the owner that alias `using` connects as.

    Handler of Django's post_migrate; running it again changes nothing. Where one role does both, on a
    server outside that was set up so, there is nothing to grant.
    """
    connection = connections[using]
    role = application_role()
    if role == connection.settings_dict["USER"]:
        return
    tables = append_only_tables() & set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _statements(role, tables):
            cursor.execute(statement)


def _statements(role: str, append_only: frozenset[str]) -> list[sql.Composed]:
    who = sql.Identifier(role)
    everywhere = (
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
    )
    revoke = sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}")
    return [
        *(sql.SQL(text).format(who) for text in everywhere),
        *(revoke.format(sql.Identifier(table), who) for table in sorted(append_only)),
    ]
