"""The company's own tables as lines of its sheets: imported again, they change nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from yinuo.outlet.models import (
    Certificate,
    Company,
    Credential,
    Model,
    Outlet,
    ServiceArea,
    ShiftPattern,
    TariffLine,
    Technician,
    VanPart,
    WarrantyRule,
)

Line = dict[str, str]
_SHEETS: dict[str, Callable[[UUID], Iterator[Line]]] = {}


def list_sheet(company_id: UUID, sheet: str) -> Iterator[Line]:
    """The lines of one of a company's sheets, by its column names, in the order of their keys."""
    return _SHEETS[sheet](company_id)


def _sheet(
    name: str,
) -> Callable[[Callable[[UUID], Iterator[Line]]], Callable[[UUID], Iterator[Line]]]:
    def register(read: Callable[[UUID], Iterator[Line]]) -> Callable[[UUID], Iterator[Line]]:
        _SHEETS[name] = read
        return read

    return register


def _line(row: Any, names: str, **others: Any) -> Line:
    """The row's attributes of these names, and others, as the cells of a sheet hold them."""
    values: Mapping[str, Any] = {name: getattr(row, name) for name in names.split()} | others
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


@_sheet("companies")
def _companies(company_id: UUID) -> Iterator[Line]:
    for row in Company.objects.filter(id=company_id):
        yield _line(row, "name_zh name_en hotline sector", company=row.code)


@_sheet("models")
def _models(company_id: UUID) -> Iterator[Line]:
    names = "name_zh name_en grade weight_kg locks warranty_months discontinued_date tests"
    for row in Model.objects.filter(company_id=company_id).order_by("code"):
        yield _line(row, names, model=row.code)


@_sheet("warranty")
def _warranty(company_id: UUID) -> Iterator[Line]:
    rows = WarrantyRule.objects.filter(company_id=company_id).select_related("model")
    for row in rows.order_by("model__code", "sold_from"):
        model = row.model.code if row.model else ""
        yield _line(row, "sold_from sold_to months text_zh text_en", model=model)


@_sheet("outlets")
def _outlets(company_id: UUID) -> Iterator[Line]:
    names = "name_zh name_en address division_code lat lng open_from open_to licence_no"
    for row in Outlet.objects.filter(company_id=company_id).order_by("code"):
        yield _line(row, f"{names} authorised_from authorised_to", outlet=row.code)


@_sheet("credentials")
def _credentials(company_id: UUID) -> Iterator[Line]:
    rows = Credential.objects.filter(outlet__company_id=company_id).select_related("outlet")
    for row in rows.order_by("outlet__code", "kind", "number"):
        code = row.outlet.code
        yield _line(row, "number authority valid_from valid_to", outlet=code, credential=row.kind)


@_sheet("areas")
def _areas(company_id: UUID) -> Iterator[Line]:
    rows = ServiceArea.objects.filter(outlet__company_id=company_id).select_related("outlet")
    for row in rows.order_by("outlet__code", "division_code", "town_code"):
        code, area = row.outlet.code, row.division_code
        yield _line(row, "town_code priority open_from open_to", outlet=code, area_code=area)


@_sheet("technicians")
def _technicians(company_id: UUID) -> Iterator[Line]:
    """Those who work: whoever has left is no line to import."""
    names = "badge_no name_zh name_en skills home_lat home_lng no_record_checked_date"
    rows = Technician.objects.filter(outlet__company_id=company_id, is_active=True)
    for row in rows.select_related("outlet", "staff").order_by("badge_no"):
        login = row.staff.username if row.staff else ""
        yield _line(
            row,
            f"{names} no_record_valid_to",
            outlet=row.outlet.code,
            active=row.is_active,
            login=login,
        )


@_sheet("certificates")
def _certificates(company_id: UUID) -> Iterator[Line]:
    rows = Certificate.objects.filter(technician__outlet__company_id=company_id)
    for row in rows.select_related("technician").order_by("technician__badge_no", "kind", "number"):
        badge = row.technician.badge_no
        yield _line(row, "number valid_to", badge_no=badge, certificate=row.kind)


@_sheet("shifts")
def _shifts(company_id: UUID) -> Iterator[Line]:
    """The weekly patterns of those who work; a single dated shift is over the day after."""
    rows = ShiftPattern.objects.filter(technician__outlet__company_id=company_id)
    for row in rows.select_related("technician").order_by(
        "technician__badge_no", "starts", "valid_from", "id"
    ):
        badge = row.technician.badge_no
        yield _line(row, "days starts ends valid_from valid_to", badge_no=badge, date=None)


@_sheet("tariff")
def _tariff(company_id: UUID) -> Iterator[Line]:
    names = "group name_zh name_en price_fen unit_zh unit_en out_of_warranty night_from night_to"
    more = "maker part_no part_condition note_zh note_en valid_from valid_to"
    rows = TariffLine.objects.filter(company_id=company_id).select_related("outlet")
    for row in rows.order_by("code", "outlet__code", "valid_from"):
        code = row.outlet.code if row.outlet else ""
        yield _line(row, f"{names} {more}", line=row.code, outlet=code)


@_sheet("vans")
def _vans(company_id: UUID) -> Iterator[Line]:
    rows = VanPart.objects.filter(technician__outlet__company_id=company_id)
    for row in rows.select_related("technician").order_by("technician__badge_no", "code"):
        yield _line(row, "count", badge_no=row.technician.badge_no, part=row.code)
