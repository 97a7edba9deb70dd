"""Inserting a row that may be there already, in one statement."""

from __future__ import annotations

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert_if_new(row: models.Model) -> bool:
    """Insert the row unless its unique key is taken; whether it was inserted.

    Waits for a transaction that is inserting the same key, as the database does. `bulk_create` with
    `ignore_conflicts` writes the same statement and doesn't say what came of it, which costs a second one.
    """
    query = InsertQuery(type(row), on_conflict=OnConflict.IGNORE)
    query.insert_values(row._meta.local_concrete_fields, [row])
    ((sql, params),) = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        is_new: bool = cursor.rowcount == 1
    if is_new:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return is_new
