"""A hundred thousand cases: the few that real actions made, copied by SQL to other doors, days and outlets.

Each copy is a whole family: whatever rows belong to one case, found by following ids through all tables.
It has ids and digests of its own, an outlet and its technicians, and its day; its ciphertexts and the
hashes of its record's lines are the original's, which no page that is measured here looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

_SHARED = (  # what cases have in common; families begin where these end
    "outlet_",
    "django_",
    "auth_",
    "procrastinate_",
    "store_",
    "dispatch_zone",
    "dispatch_position",
    "people_staff",
    "people_unit",
)
_SHARED_COLUMNS = ("company_id", "staff_id", "unit_id", "claim")
_DIGESTS = ("_index", "token_hash", "code_hash")
_COLUMNS = """
SELECT c.table_name, c.column_name, c.udt_name FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.is_identity = 'NO'
ORDER BY c.table_name, c.ordinal_position
"""
# An id of the same family at another time: the first 48 bits of a version 7 id are its milliseconds.
_FUNCTIONS = """
CREATE OR REPLACE FUNCTION bench_id(id uuid, n bigint, step bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(('x' || substr(h, 1, 12))::bit(48)::bigint - n * step), 12, '0')
    || substr(h, 13, 5) || substr(md5(h || n), 1, 15))::uuid
  FROM (SELECT replace(id::text, '-', '') AS h) AS hex
$$;
CREATE OR REPLACE FUNCTION bench_digest(value text, n bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN value = '' THEN '' ELSE encode(sha256((value || n)::bytea), 'hex') END
$$;
"""
_PLACES = """
CREATE TABLE bench_place AS
SELECT row_number() OVER (ORDER BY o.code) - 1 AS place, o.id AS outlet_id, o.region,
  array_agg(t.id ORDER BY t.badge_no) AS crew
FROM outlet_outlet o JOIN outlet_technician t ON t.outlet_id = o.id
GROUP BY o.id HAVING count(*) >= 4
"""


@dataclass(frozen=True, slots=True)
class Kind:
    """Copies of one case that is there already: how many, and how far apart in time."""

    case_id: UUID
    copies: int
    step_ms: int


Columns = Mapping[str, Sequence[tuple[str, str]]]


def multiply(connection: psycopg.Connection[Any], kinds: Iterable[Kind]) -> dict[str, int]:
    """Copy each case with all that belongs to it; rows written, by table. The connection is a superuser's."""
    connection.execute("SET session_replication_role = replica")  # no foreign key is looked at
    connection.execute("SET synchronous_commit = off")
    connection.execute(_FUNCTIONS.encode())
    connection.execute(_PLACES.encode())
    columns = _read_columns(connection)
    written: dict[str, int] = {}
    first = 1
    for kind in kinds:
        for table, ids in _family(connection, columns, kind.case_id).items():
            copied = _copy(connection, table, columns[table], ids, kind, first)
            written[table] = written.get(table, 0) + copied
        connection.commit()
        first += kind.copies  # no two copies have a number in common
    connection.execute("DROP TABLE bench_place")  # the owner's grants know nothing of it
    connection.execute("DROP FUNCTION bench_id, bench_digest")
    connection.commit()
    return written


def _read_columns(connection: psycopg.Connection[Any]) -> Columns:
    columns: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in connection.execute(_COLUMNS):
        if not table.startswith((*_SHARED, "bench_")):
            columns.setdefault(table, []).append((column, kind))
    return columns


def _family(
    connection: psycopg.Connection[Any], columns: Columns, case_id: UUID
) -> dict[str, list[Any]]:
    """The rows of every table that belong to a case, as their ctids: whatever names it, or names what
    does."""
    seed = connection.execute(
        "SELECT id, customer_id, address_id FROM case_case WHERE id = %s", [case_id]
    ).fetchone()
    assert seed is not None
    known = {id for id in seed if id is not None}
    rows: dict[str, list[Any]] = {}
    while True:
        before = len(known)
        for table, ctid, ids in _naming(connection, columns, known):
            if ctid not in rows.setdefault(table, []):
                rows[table].append(ctid)
                known |= ids
        if len(known) == before:
            return {table: found for table, found in rows.items() if found}


def _naming(
    connection: psycopg.Connection[Any], columns: Columns, known: set[UUID]
) -> Iterator[tuple[str, str, set[UUID]]]:
    """Rows that name one of these ids, each with its own id."""
    for table, described in columns.items():
        names = [
            name
            for name, kind in described
            if kind == "uuid" and name not in (*_SHARED_COLUMNS, "outlet_id", "technician_id")
        ]
        if not names:
            continue
        where = sql.SQL(" OR ").join(
            sql.SQL("{} = ANY(%(known)s)").format(sql.Identifier(name)) for name in names
        )
        own = sql.Identifier("id") if ("id", "uuid") in described else sql.SQL("NULL::uuid")
        query = sql.SQL("SELECT ctid::text, {} FROM {} WHERE {}")
        found = connection.execute(
            query.format(own, sql.Identifier(table), where), {"known": list(known)}
        )
        for ctid, id in found.fetchall():
            yield table, ctid, {id} if id is not None else set()


def _copy(
    connection: psycopg.Connection[Any],
    table: str,
    described: Sequence[tuple[str, str]],
    ctids: list[str],
    kind: Kind,
    first: int,
) -> int:
    """Insert the copies of these rows of a table; what a unique key refuses is left out."""
    values = [_value(name, kind_of) for name, kind_of in described]
    query = sql.SQL(
        "INSERT INTO {table} ({names}) SELECT {values} FROM (SELECT * FROM {table} WHERE ctid ="
        " ANY(%(ctids)s::tid[])) AS t CROSS JOIN generate_series(%(first)s::bigint, %(last)s::bigint) AS n"
        " JOIN bench_place p ON p.place = n %% (SELECT count(*) FROM bench_place)"
        " ON CONFLICT DO NOTHING"
    ).format(
        table=sql.Identifier(table),
        names=sql.SQL(", ").join(sql.Identifier(name) for name, _ in described),
        values=sql.SQL(", ").join(values),
    )
    numbers = {"first": first, "last": first + kind.copies - 1, "step": kind.step_ms}
    done = connection.execute(query, {"ctids": ctids, "base": first - 1, **numbers})
    return done.rowcount


_PLACED = {
    "outlet_id": "p.outlet_id",
    "technician_id": "p.crew[1 + n %% array_length(p.crew, 1)]",
    "region": "p.region",
}


def _value(name: str, kind: str) -> sql.Composable:
    """What a column of a copy holds."""
    if name in _PLACED:
        return sql.SQL(_PLACED[name])
    text = "{}"
    if kind == "uuid" and name not in _SHARED_COLUMNS:
        text = "bench_id({}, n - %(base)s::bigint, %(step)s::bigint)"
    elif kind == "timestamptz":
        text = "{} - (n - %(base)s::bigint) * %(step)s::bigint * interval '1 millisecond'"
    elif name.endswith(_DIGESTS):
        text = "bench_digest({}, n)"
    return sql.SQL(text).format(sql.SQL("t.{}").format(sql.Identifier(name)))
