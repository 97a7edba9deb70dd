"""The runs that bench/import.py times: the file through the transfer room's own doors, and its peers."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from openpyxl import load_workbook

from bench.import_file import make_book
from yinuo.base.actor import Actor
from yinuo.outlet.reads import find_company
from yinuo.record.reads import check_chains, count_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import choose_columns, receive_book, start_import
from yinuo.transfer.facts import ImportFacts, Options
from yinuo.transfer.going import carry_on
from yinuo.transfer.reads import get_import, list_lines

_ACTOR = Actor.system("import")
_TABLES = (
    *("people_customer", "people_contact", "people_address", "record_event", "record_chain"),
    *("case_case", "intake_request", "promise_promise", "dispatch_job"),
)
Result = dict[str, float | int | str]


def run(customers: int, cases: int, broken: int) -> Result:
    """Seconds of each step, what came of the lines, and the ratio to reading and copying alone."""
    data = make_book(customers, cases, broken, clock.now())
    result: Result = {"customers": customers, "cases": cases, "file_mb": round(len(data) / 1e6, 2)}
    with _timed(result, "reading_s"):
        _read_all(data)
    company = find_company()
    assert company is not None
    with _timed(result, "receive_s"):
        tables = _receive(company.id, data)
    with _timed(result, "dry_run_s"):
        for one in tables:
            _check(one)
    explained = sum(len(list_lines(one.id, limit=broken + 1)) for one in tables)
    result["explained_lines"] = explained
    sizes = _count_rows()
    with _timed(result, "import_s"):
        done = [_run(one) for one in tables]
    result |= {
        name: sum(getattr(one, name) for one in done)
        for name in ("created", "updated", "same", "refused")
    }
    added = {table: count - sizes[table] for table, count in _count_rows().items()}
    result["rows_written"] = sum(added.values())
    with _timed(result, "copy_s"):
        _copy(added)
    again = _again(company.id, data, result)
    result["again_changed"] = sum(one.created + one.updated for one in again)
    result["again_lines_of_record"] = count_events() - result.pop("_events")
    result["broken_chains"] = len(check_chains().broken)
    peer = float(result["reading_s"]) + float(result["copy_s"])
    whole = float(result["receive_s"]) + float(result["dry_run_s"]) + float(result["import_s"])
    result["dry_run_and_import_s"] = round(whole, 2)
    result["times_reading_and_copy"] = round(whole / peer, 1)
    return result


def _again(company_id: UUID, data: bytes, result: Result) -> list[ImportFacts]:
    """The same file once more: nothing changes but the two lines that say that it was imported."""
    result["_events"] = count_events()
    with _timed(result, "again_s"):
        tables = _receive(company_id, data)
        for one in tables:
            _check(one)
        return [_run(one) for one in tables]


@contextmanager
def _timed(result: Result, name: str) -> Iterator[None]:
    starts = time.perf_counter()
    yield
    result[name] = round(time.perf_counter() - starts, 2)


def _do(action: Callable[..., object], **arguments: object) -> None:
    perform(action, actor=_ACTOR, now=clock.now(), **arguments)


def _receive(company_id: UUID, data: bytes) -> tuple[ImportFacts, ...]:
    return perform(
        receive_book,
        actor=_ACTOR,
        now=clock.now(),
        company_id=company_id,
        staff_id=None,
        name="old-system.xlsx",
        data=data,
        kind=None,
    )


def _check(one: ImportFacts) -> None:
    columns, options = one.columns, Options()
    _do(choose_columns, import_id=one.id, columns=columns, options=options, has_worker=False)
    carry_on(one.id)


def _run(one: ImportFacts) -> ImportFacts:
    _do(start_import, import_id=one.id, has_worker=False)
    carry_on(one.id)
    return get_import(one.id)


def _read_all(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def _count_rows() -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _copy(added: dict[str, int]) -> None:
    """As many of the newest rows of each table, out and into a table without indexes, by COPY."""
    with connection.cursor() as cursor:
        for table, count in added.items():
            cursor.execute(f"CREATE TEMP TABLE peer (LIKE {table})")
            with cursor.copy(f"COPY (SELECT * FROM {table} LIMIT {count}) TO STDOUT") as out:
                rows = b"".join(bytes(part) for part in out)
            with cursor.copy("COPY peer FROM STDIN") as copy:
                copy.write(rows)
            cursor.execute("DROP TABLE peer")
