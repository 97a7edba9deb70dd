"""Imports a file of a company: what becomes of each line, and a line in the record for the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.outlet import reads
from yinuo.outlet.facts import (
    CompanyUnknown,
    FileUnreadable,
    ImportReport,
    RowOutcome,
    RowReport,
)
from yinuo.outlet.importers import COMPARE, Comparison, Scope, compare_companies
from yinuo.outlet.merge import Merge
from yinuo.outlet.sheets import Row, Table, WrongRow, read_table
from yinuo.outlet.sheets.layouts import COMPANIES
from yinuo.record import actions as record
from yinuo.store.locks import lock
from yinuo.store.perform import action

_DONE_ZH = {
    RowOutcome.CREATED: "新增",
    RowOutcome.UPDATED: "更新",
    RowOutcome.SAME: "没有变化",
}
_DONE_EN = {
    RowOutcome.CREATED: "added",
    RowOutcome.UPDATED: "changed",
    RowOutcome.SAME: "the same as before",
}


@action
def import_rows(
    *,
    data: bytes,
    company_code: str | None = None,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    actor: Actor,
    now: datetime,
) -> ImportReport:
    """Import a CSV file of any of the twelve kinds; the header says which.

    Lines that are wrong are refused one by one, each with its number and reason, and the others are
    taken; with `all_or_nothing` one refused line keeps the whole file out. `dry_run` writes nothing
    and reports what would be. A file imported again changes nothing and leaves no line in the
    record. `company_code` names the company where there is more than one. Raises FileUnreadable,
    CompanyUnknown.
    """
    return import_table(
        table=read_table(data),
        digest=hashlib.sha256(data).hexdigest(),
        company_code=company_code,
        all_or_nothing=all_or_nothing,
        dry_run=dry_run,
        actor=actor,
        now=now,
    )


@action
def import_table(
    *,
    table: Table,
    digest: str,
    company_code: str | None = None,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    actor: Actor,
    now: datetime,
) -> ImportReport:
    """Import what was read of a file already, as `import_rows` does; `digest` stands for the file in the
    record. Raises FileUnreadable for a table without rows, CompanyUnknown."""
    rows = [row for row in table.rows if isinstance(row, Row)]
    lock("outlet.import")
    if table.sheet is COMPANIES:
        merged = compare_companies(rows, now)
        report = _report(table, merged, all_or_nothing=all_or_nothing, dry_run=dry_run)
        if report.was_applied:
            _write_companies(merged, actor, now)
        return report
    company = reads.find_company(company_code)
    if company is None:
        raise CompanyUnknown
    comparison = COMPARE[table.sheet.name](Scope(company.id, actor, now), rows)
    report = _report(table, comparison, all_or_nothing=all_or_nothing, dry_run=dry_run)
    if report.was_applied and _changes(report):
        comparison.write()
        record_import(company.id, report, digest, actor, now)
    return report


def _write_companies(merged: Merge, actor: Actor, now: datetime) -> None:
    """Companies come before everything else, and each begins a chain of its own in the record."""
    merged.write()
    for kind, rows in (("registered", merged.create), ("changed", merged.update)):
        _record_companies(f"outlet.company.{kind}", rows, actor, now)


def _record_companies(kind: str, rows: Sequence[Any], actor: Actor, now: datetime) -> None:
    for company in rows:
        record.append(
            subject_kind="company",
            subject=company.id,
            kind=kind,
            body={"code": company.code},
            actor=actor,
            now=now,
        )


def _report(
    table: Table, comparison: Comparison, *, all_or_nothing: bool, dry_run: bool
) -> ImportReport:
    """What became, or would become, of each line, in the file's order."""
    reports = tuple(_row_report(table, comparison, row) for row in table.rows)
    if not reports:
        raise FileUnreadable(
            zh="文件只有表头，没有内容，什么都没有改动。",
            en="The file has a header and no rows. Nothing was changed.",
        )
    has_refused = any(row.outcome is RowOutcome.REFUSED for row in reports)
    source = table.source
    return ImportReport(
        sheet=table.sheet.name,
        encoding=source.encoding,
        notes_zh=(source.note_zh,) if source.note_zh else (),
        notes_en=(source.note_en,) if source.note_en else (),
        rows=reports,
        was_applied=not dry_run and not (all_or_nothing and has_refused),
    )


def _row_report(table: Table, comparison: Comparison, row: Row | WrongRow) -> RowReport:
    if isinstance(row, WrongRow):
        return RowReport(row.number, RowOutcome.REFUSED, "", row.zh, row.en)
    return row_report(row.number, table.sheet.key_of(row), comparison)


def row_report(number: int, key: str, comparison: Comparison) -> RowReport:
    """What became of one line, with the reason in both languages where it was refused."""
    refused = comparison.refused.get(number)
    if refused is not None:
        return RowReport(number, RowOutcome.REFUSED, key, refused.zh, refused.en)
    outcome = comparison.outcomes[number]
    return RowReport(number, outcome, key, _DONE_ZH[outcome], _DONE_EN[outcome])


def _changes(report: ImportReport) -> bool:
    return bool(report.count(RowOutcome.CREATED) or report.count(RowOutcome.UPDATED))


def record_import(
    company_id: UUID, report: ImportReport, digest: str, actor: Actor, now: datetime
) -> None:
    """The record's line of an import that changed something: how many of what became of it, never what."""
    record.append(
        subject_kind="company",
        subject=company_id,
        kind="outlet.rows.imported",
        body={
            "sheet": report.sheet,
            **{outcome.value: report.count(outcome) for outcome in RowOutcome},
            "sha256": digest,
        },
        actor=actor,
        now=now,
    )
