"""After each migration the application's role gets its rights on the tables there are now, and no others.

It reads every table. Unless a room says otherwise in its AppConfig it adds and changes rows and deletes none:

    append_only_tables = ("record_event",)    rows are added and never changed
    deletable_tables = ("people_link",)       rows also go

Tables that only a migration writes, and those of libraries, are named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db import connections, transaction
from psycopg import sql

from .connection import application_role

READ_ONLY = frozenset(
    {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
    }
)
_WORKED_THROUGH = frozenset(
    {
        "django_session",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)
_LOCK = 7_205_760
_WORDS = {"INSERT": sql.SQL("INSERT"), "UPDATE": sql.SQL("UPDATE"), "DELETE": sql.SQL("DELETE")}
_ADD = frozenset({"INSERT"})
_CHANGE = _ADD | {"UPDATE"}
_DELETE = _CHANGE | {"DELETE"}


def append_only_tables() -> frozenset[str]:
    """Every table that a room has declared append-only."""
    return _declared("append_only_tables")


def writing_rights() -> Mapping[str, frozenset[str]]:
    """What the application may do to the rows of each of its tables, besides reading them."""
    append_only, deletable = append_only_tables(), _declared("deletable_tables") | _WORKED_THROUGH
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables |= READ_ONLY | _WORKED_THROUGH
    rights = dict.fromkeys(tables, _CHANGE)
    rights |= dict.fromkeys(deletable, _DELETE)
    rights |= dict.fromkeys(append_only, _ADD)
    return rights | dict.fromkeys(READ_ONLY, frozenset())


def grant_application(*, using: str, **_: object) -> None:
    """Grant the application's role its rights, as the owner that alias `using` connects as.

    Handler of Django's post_migrate; running it again changes nothing and takes back whatever was granted by
    hand. Where one role does both, on a server outside that was set up so, there is nothing to grant.
    """
    connection = connections[using]
    role = application_role()
    if role == connection.settings_dict["USER"]:
        return
    there = set(connection.introspection.table_names())
    database = str(connection.settings_dict["NAME"])
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])  # two grants at once fail
        for statement in _statements(role, database, there):
            cursor.execute(statement)


def _declared(name: str) -> frozenset[str]:
    declared = (getattr(config, name, ()) for config in apps.get_app_configs())
    return frozenset(table for tables in declared for table in tables)


def _statements(role: str, database: str, there: set[str]) -> Iterator[sql.Composed]:
    """In one transaction, so that nobody who works at this moment is without rights."""
    who, where = sql.Identifier(role), sql.Identifier(database)
    everywhere = (
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who}",
        "REVOKE ALL ON SCHEMA public FROM {who}, PUBLIC",
        "REVOKE ALL ON DATABASE {where} FROM {who}, PUBLIC",  # no temporary tables, nobody else
        "GRANT CONNECT ON DATABASE {where} TO {who}",
        "GRANT USAGE ON SCHEMA public TO {who}",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {who}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {who}",
    )
    for text in everywhere:
        yield sql.SQL(text).format(who=who, where=where)
    for table, rights in sorted(writing_rights().items()):
        if rights and table in there:
            words = sql.SQL(", ").join(_WORDS[right] for right in sorted(rights))
            yield sql.SQL("GRANT {} ON {} TO {}").format(words, sql.Identifier(table), who)
