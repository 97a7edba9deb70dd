"""Rows of companies, outlets, credentials and service areas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from yinuo.engines import places
from yinuo.outlet.merge import Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import Company, Credential, Outlet, ServiceArea
from yinuo.outlet.sheets import Refused, Row

from .known import Scope


def compare_companies(rows: Sequence[Row], now: datetime) -> Merge:
    """Companies are told apart by their code; the only sheet that needs no company."""

    def wanted(row: Row) -> Wanted:
        code = row["company"]
        values = {name: row[name] for name in ("name_zh", "name_en", "hotline", "sector")}
        return Wanted((code,), {"code": code}, values)

    return merge(Target(Company, by_identity(Company.objects.all(), "code"), wanted), rows, now)


def compare_outlets(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Outlets; the dispatch zone comes from the division, which must be a current one.

    An outlet doesn't move to another zone: its crew's shifts and areas would stay behind.
    """
    names = ("name_zh", "name_en", "address", "division_code", "lat", "lng")
    more = ("open_from", "open_to", "licence_no", "authorised_from", "authorised_to")

    def wanted(row: Row) -> Wanted:
        region = _region_of_current(row["division_code"])
        values = {name: row[name] for name in (*names, *more)} | {"region": region}
        return Wanted(
            (row["outlet"],), {"company_id": scope.company_id, "code": row["outlet"]}, values
        )

    def may_update(found: Outlet, want: Wanted) -> None:
        if found.region != want.values["region"]:
            raise Refused(
                "网点不能搬到另一个派单区，请建一个新网点",
                "an outlet can't move to another dispatch zone; add a new outlet there",
            )

    stored = by_identity(Outlet.objects.filter(company_id=scope.company_id), "code")
    return merge(Target(Outlet, stored, wanted, may_update), rows, scope.now)


def compare_credentials(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Permits and filings of outlets (ID-01)."""

    def wanted(row: Row) -> Wanted:
        outlet = scope.outlet(row["outlet"])
        kind, number = row["credential"].value, row["number"]
        return Wanted(
            (outlet.id, kind, number),
            {"outlet": outlet, "kind": kind, "number": number},
            {name: row[name] for name in ("authority", "valid_from", "valid_to")},
        )

    rows_there = Credential.objects.filter(outlet__company_id=scope.company_id)
    stored = by_identity(rows_there, "outlet_id", "kind", "number")
    return merge(Target(Credential, stored, wanted), rows, scope.now)


def compare_areas(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Service areas: a whole division or one town; only inside the outlet's own dispatch zone.

    Jobs are given out zone by zone, so an area in another zone would be promised and never served.
    """

    def wanted(row: Row) -> Wanted:
        outlet = scope.outlet(row["outlet"])
        code, town = row["area_code"], row["town_code"]
        if _region_of_current(code) != outlet.region:
            raise Refused(
                f"区域 {code} 不在网点 {outlet.code} 的派单区里，请在那里建一个网点",
                f"area {code} isn't in the dispatch zone of outlet {outlet.code}; add an outlet there",
            )
        return Wanted(
            (outlet.id, code, town),
            {"outlet": outlet, "division_code": code, "town_code": town},
            {"priority": row["priority"]},
        )

    rows_there = ServiceArea.objects.filter(outlet__company_id=scope.company_id)
    stored = by_identity(rows_there, "outlet_id", "division_code", "town_code")
    return merge(Target(ServiceArea, stored, wanted), rows, scope.now)


def _region_of_current(code: str) -> str:
    """The dispatch zone of a division that exists today; Refused, with the successors, for any
    other."""
    try:
        division = places.get_division(code)
    except places.DivisionUnknown:
        raise Refused(f"没有区划代码 {code}", f"there is no division {code}") from None
    if division.valid_to is not None:
        codes = "、".join(successor.code for successor in division.successors)
        raise Refused(
            f"区划 {code} 已经撤销，现为 {codes or '（不详）'}",
            f"division {code} was abolished; it is now {codes or 'unknown'}",
        )
    return places.region_of(code)
