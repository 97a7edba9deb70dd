"""Imports the borders of divisions, and areas drawn by hand, from GeoJSON."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.engines import places
from yinuo.outlet import reads
from yinuo.outlet.facts import CompanyUnknown, FileUnreadable, ImportReport, RowOutcome
from yinuo.outlet.importers import Scope
from yinuo.outlet.importers.shapes import compare_borders, compare_drawn_areas
from yinuo.outlet.merge import Merge
from yinuo.store.locks import lock
from yinuo.store.perform import action

from .importing import record_import, row_report

_MOST_OVERLAPS = 20


@action
def import_borders(
    *,
    data: bytes,
    source: str,
    code_property: str = "adcode",
    datum: str = "wgs84",
    company_code: str | None = None,
    dry_run: bool = False,
    actor: Actor,
    now: datetime,
) -> ImportReport:
    """Take the borders of divisions and towns from a GeoJSON file; a border that is known is replaced.

    Each feature has its code in `code_property`. `source` says where the shapes come from and what allows
    their use; it is kept with each. `datum` is the file's, "wgs84" or "gcj02". Features that are wrong are
    refused one by one; those that share ground are taken and told. A file imported again changes nothing.
    Raises FileUnreadable, CompanyUnknown.
    """
    shapes = _read(data, datum)
    scope = _begin(company_code, actor, now)
    merged = compare_borders(scope, shapes, code_property=code_property, source=source)
    named = [(s.properties.get(code_property, ""), s.geometry) for s in shapes if s.geometry]
    pairs = places.overlapping((code, geometry) for code, geometry in named if geometry)
    report = _report("borders", shapes, merged, dry_run=dry_run, pairs=pairs)
    _write(report, merged, data, scope)
    return report


@action
def import_drawn_areas(
    *,
    data: bytes,
    datum: str = "wgs84",
    company_code: str | None = None,
    dry_run: bool = False,
    actor: Actor,
    now: datetime,
) -> ImportReport:
    """Take areas that somebody drew for outlets: properties `outlet`, `name`, and optionally `priority`,
    `open_from`, `open_to`. An area of the same outlet and name is replaced. Raises FileUnreadable,
    CompanyUnknown.
    """
    shapes = _read(data, datum)
    scope = _begin(company_code, actor, now)
    merged = compare_drawn_areas(scope, shapes)
    report = _report("drawn_areas", shapes, merged, dry_run=dry_run, pairs=[])
    _write(report, merged, data, scope)
    return report


def _read(data: bytes, datum: str) -> tuple[places.Shape, ...]:
    try:
        return places.read_shapes(data.decode("utf-8-sig", errors="replace"), datum=datum)
    except places.ShapesUnreadable as unreadable:
        raise FileUnreadable(zh=unreadable.zh, en=unreadable.en) from None


def _begin(company_code: str | None, actor: Actor, now: datetime) -> Scope:
    lock("outlet.import")
    company = reads.find_company(company_code)
    if company is None:
        raise CompanyUnknown
    return Scope(company.id, actor, now)


def _report(
    sheet: str,
    shapes: tuple[places.Shape, ...],
    merged: Merge,
    *,
    dry_run: bool,
    pairs: list[tuple[str, str]],
) -> ImportReport:
    shown = [f"{one}/{other}" for one, other in pairs[:_MOST_OVERLAPS]]
    return ImportReport(
        sheet=sheet,
        encoding="UTF-8",
        notes_zh=(f"有图形重叠：{'、'.join(shown)}",) if shown else (),
        notes_en=(f"shapes share ground: {', '.join(shown)}",) if shown else (),
        rows=tuple(row_report(shape.number, str(shape.number), merged) for shape in shapes),
        was_applied=not dry_run,
    )


def _write(report: ImportReport, merged: Merge, data: bytes, scope: Scope) -> None:
    changed = report.count(RowOutcome.CREATED) or report.count(RowOutcome.UPDATED)
    if report.was_applied and changed:
        merged.write()
        company_id: UUID = scope.company_id
        digest = hashlib.sha256(data).hexdigest()
        record_import(company_id, report, digest, scope.actor, scope.now)
