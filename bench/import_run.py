"""The runs that bench/import.py times: the file through the transfer room's own doors, and its peers."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, connections
from openpyxl import load_workbook

from bench.import_file import Size, make_book
from bench.page_timing import burned_ms
from yinuo.base.actor import Actor
from yinuo.intake.choices import full_name
from yinuo.outlet.reads import find_company, list_sheet
from yinuo.record.reads import check_chains, count_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.actions import choose_columns, receive_book, start_import
from yinuo.transfer.facts import ImportFacts, Options, Outcome
from yinuo.transfer.going import carry_on
from yinuo.transfer.reads import get_import, list_lines, open_book

_ACTOR = Actor.system("import")
_TABLES = (
    *("people_customer", "people_contact", "people_address", "record_event", "record_chain"),
    *("case_case", "intake_request", "promise_promise", "dispatch_job"),
)
Result = dict[str, float | int | str]


def run(size: Size) -> Result:
    """Seconds of each step, what came of the lines, and the ratio to reading and copying alone."""
    company = find_company()
    assert company is not None
    data = make_book(size, _districts(company.id), clock.now())
    result: Result = {"customers": size.customers, "cases": size.cases, "broken": size.broken}
    result["file_mb"] = round(len(data) / 1e6, 2)
    with _timed(result, "reading"):
        _read_all(data)
    with _timed(result, "receive"):
        tables = _receive(company.id, data)
    with _timed(result, "dry_run"):
        for one in tables:
            _check(one)
    result |= _explained(tables)
    sizes = _count_rows()
    with _timed(result, "import"):
        done = [_run(one) for one in tables]
    result |= {
        name: sum(getattr(one, name) for one in done)
        for name in ("created", "updated", "same", "refused")
    }
    added = {table: count - sizes[table] for table, count in _count_rows().items()}
    result["rows_written"] = sum(added.values())
    with _timed(result, "copy"):
        _copy(added)
    again = _again(company.id, data, result)
    result["again_changed"] = sum(one.created + one.updated for one in again)
    result["again_lines_of_record"] = count_events() - int(result.pop("_events"))
    result["broken_chains"] = len(check_chains().broken)
    for unit in ("s", "cpu_s"):
        whole = sum(float(result[f"{name}_{unit}"]) for name in ("receive", "dry_run", "import"))
        peer = sum(float(result[f"{name}_{unit}"]) for name in ("reading", "copy"))
        result[f"whole_{unit}"] = round(whole, 2)
        result[f"times_reading_and_copy_{unit}"] = round(whole / peer, 1)
    result["load"] = round(os.getloadavg()[0], 1)
    return result


def _districts(company_id: UUID) -> list[str]:
    """The full names of the counties that the company serves."""
    codes = {line["area_code"] for line in list_sheet(company_id, "areas")}
    return sorted(full_name(code) for code in codes if not code.endswith("00"))


def _explained(tables: Sequence[ImportFacts]) -> Result:
    """How many lines were refused, how many of them with a reason that names the column or the other line,
    and in how many ways."""
    refused = sum(get_import(one.id).refused for one in tables)
    lines = [
        line
        for one in tables
        for line in list_lines(one.id, outcome=Outcome.REFUSED, limit=refused + 1)
    ]
    told = [line for line in lines if any(f.zh and f.en for f in line.faults)]
    ways = {
        (fault.column, re.sub(r"\d+", "", fault.en)[:24]) for line in lines for fault in line.faults
    }
    return {"lines_refused": refused, "lines_explained": len(told), "ways_to_be_wrong": len(ways)}


def _again(company_id: UUID, data: bytes, result: Result) -> list[ImportFacts]:
    """The same file once more: nothing changes but the two lines that say that it was imported."""
    result["_events"] = count_events()
    with _timed(result, "again"):
        tables = _receive(company_id, data)
        for one in tables:
            _check(one)
        return [_run(one) for one in tables]


@contextmanager
def _timed(result: Result, name: str) -> Iterator[None]:
    """Seconds by the clock, and those of them in which this process or its database backend was at work: on
    a busy machine the clock says little."""
    starts, burned = time.perf_counter(), burned_ms()
    yield
    result[f"{name}_s"] = round(time.perf_counter() - starts, 2)
    result[f"{name}_cpu_s"] = round((burned_ms() - burned) / 1000, 2)


def _do(action: Callable[..., object], **arguments: Any) -> None:
    perform(action, actor=_ACTOR, now=clock.now(), **arguments)


def _receive(company_id: UUID, data: bytes) -> tuple[ImportFacts, ...]:
    return perform(
        receive_book,
        actor=_ACTOR,
        now=clock.now(),
        company_id=company_id,
        staff_id=None,
        name="old-system.xlsx",
        book=open_book(data),
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
    """As many rows of each table, out and into a table without indexes, by COPY; the tables' owner alone may
    make one."""
    with connections["owner"].cursor() as cursor:
        for table, count in added.items():
            cursor.execute(f"CREATE TEMP TABLE peer (LIKE {table})")
            with cursor.copy(f"COPY (SELECT * FROM {table} LIMIT {count}) TO STDOUT") as out:
                rows = b"".join(bytes(part) for part in out)
            with cursor.copy("COPY peer FROM STDIN") as copy:
                copy.write(rows)
            cursor.execute("DROP TABLE peer")
