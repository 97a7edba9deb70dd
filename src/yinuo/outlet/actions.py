"""The writers of the outlet room: publish a rulebook, import a file, write the rota ahead."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.engines import rulebook as engine
from yinuo.record import actions as record
from yinuo.store.ids import new_id
from yinuo.store.locks import lock
from yinuo.store.perform import action

from . import reads
from .facts import (
    CompanyUnknown,
    FileUnreadable,
    ImportReport,
    LoginTaken,
    PublishedRulebook,
    RowOutcome,
    RowReport,
    TechnicianUnknown,
)
from .importers import COMPARE, Comparison, Scope, compare_companies
from .merge import Merge
from .models import RulebookVersion, Technician
from .sheets import Row, Table, WrongRow, read_table
from .sheets.layouts import COMPANIES
from .shift_table import write_ahead

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
def publish_rulebook(
    *, company_id: UUID, text: str, actor: Actor, now: datetime
) -> PublishedRulebook:
    """Publish a version of a company's rules; versions are never changed or taken back.

    The same text published again is the version that is there. Raises `rulebook.RulebookInvalid`,
    with every fault by line, for a text that isn't a rulebook; CompanyUnknown for no such company.
    """
    book = engine.load(text)
    company = reads.get_company(company_id)
    lock(f"outlet:{company.id}")
    found = RulebookVersion.objects.filter(company_id=company_id, rulebook_id=book.rulebook_id)
    if found.exists():
        return PublishedRulebook(book.rulebook_id, book.valid_from, is_new=False)
    RulebookVersion.objects.create(
        id=new_id(now),
        company_id=company_id,
        rulebook_id=book.rulebook_id,
        text=text,
        valid_from=book.valid_from,
        published_at=now,
    )
    record.append(
        subject_kind="company",
        subject=company_id,
        kind="outlet.rulebook.published",
        body={"rulebook_id": book.rulebook_id, "valid_from": book.valid_from.isoformat()},
        actor=actor,
        now=now,
    )
    return PublishedRulebook(book.rulebook_id, book.valid_from, is_new=True)


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
    """Import a CSV file of any of the eleven kinds; the header says which.

    Lines that are wrong are refused one by one, each with its number and reason, and the others are
    taken; with `all_or_nothing` one refused line keeps the whole file out. `dry_run` writes nothing
    and reports what would be. A file imported again changes nothing and leaves no line in the
    record. `company_code` names the company where there is more than one. Raises FileUnreadable,
    CompanyUnknown.
    """
    table = read_table(data)
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
        _record_import(company.id, report, data, actor, now)
    return report


@action
def give_login(*, technician_id: UUID, staff_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a technician work under a login; one login is one technician's.

    Raises TechnicianUnknown, LoginTaken.
    """
    if reads.find_technician_of_staff(staff_id) is not None:
        raise LoginTaken
    if not Technician.objects.filter(id=technician_id).update(staff_id=staff_id):
        raise TechnicianUnknown
    record.append(
        subject_kind="staff",
        subject=staff_id,
        kind="outlet.login.given",
        body={"technician": str(technician_id)},
        actor=actor,
        now=now,
    )


@action
def extend_shifts(*, company_id: UUID, actor: Actor, now: datetime) -> int:
    """Write the rota of the days ahead from the weekly patterns; how many shifts were new."""
    added, until = write_ahead(company_id, now)
    if added:
        record.append(
            subject_kind="company",
            subject=company_id,
            kind="outlet.shifts.extended",
            body={"until": until.isoformat(), "added": added},
            actor=actor,
            now=now,
        )
    return added


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
    key = table.sheet.key_of(row)
    refused = comparison.refused.get(row.number)
    if refused is not None:
        return RowReport(row.number, RowOutcome.REFUSED, key, refused.zh, refused.en)
    outcome = comparison.outcomes[row.number]
    return RowReport(row.number, outcome, key, _DONE_ZH[outcome], _DONE_EN[outcome])


def _changes(report: ImportReport) -> bool:
    return bool(report.count(RowOutcome.CREATED) or report.count(RowOutcome.UPDATED))


def _record_import(
    company_id: UUID, report: ImportReport, data: bytes, actor: Actor, now: datetime
) -> None:
    record.append(
        subject_kind="company",
        subject=company_id,
        kind="outlet.rows.imported",
        body={
            "sheet": report.sheet,
            **{outcome.value: report.count(outcome) for outcome in RowOutcome},
            "sha256": hashlib.sha256(data).hexdigest(),
        },
        actor=actor,
        now=now,
    )
