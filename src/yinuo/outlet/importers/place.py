"""Rows of companies, outlets, credentials and service areas."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from yinuo.engines import places
from yinuo.outlet.merge import Merge, Target, Wanted, by_identity, merge
from yinuo.outlet.models import Company, Credential, Outlet, ServiceArea
from yinuo.outlet.sheets import Refused, Row

from .known import Scope
from .naming import by_code, by_name, contradicts


def compare_companies(rows: Sequence[Row], now: datetime) -> Merge:
    """Companies are told apart by their code; the only sheet that needs no company."""

    def wanted(row: Row) -> Wanted:
        code = row["company"]
        values = {name: row[name] for name in ("name_zh", "name_en", "hotline", "sector")}
        return Wanted((code,), {"code": code}, values)

    return merge(Target(Company, by_identity(Company.objects.all(), "code"), wanted), rows, now)


def compare_outlets(scope: Scope, rows: Sequence[Row]) -> Merge:
    """Outlets; the dispatch zone comes from the division, which must be a current one.

    Without a code the address tells the division; with one it must not name another. An outlet doesn't
    move to another zone: its crew's shifts and areas would stay behind.
    """
    names = ("name_zh", "name_en", "address", "division_code", "lat", "lng")
    more = ("open_from", "open_to", "licence_no", "authorised_from", "authorised_to")

    def wanted(row: Row) -> Wanted:
        code = _division_of(row["division_code"], row["address"])
        values = {name: row[name] for name in (*names, *more)}
        values |= {"division_code": code, "region": places.region_of(code)}
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
        code, town = _area_of(row["area_code"], row["town_code"], outlet.region)
        if places.region_of(code) != outlet.region:
            raise Refused(
                f"区域 {code} 不在网点 {outlet.code} 的派单区里，请在那里建一个网点",
                f"area {code} isn't in the dispatch zone of outlet {outlet.code}; add an outlet there",
            )
        return Wanted(
            (outlet.id, code, town),
            {"outlet": outlet, "division_code": code, "town_code": town},
            {name: row[name] for name in ("priority", "open_from", "open_to")},
        )

    rows_there = ServiceArea.objects.filter(outlet__company_id=scope.company_id)
    stored = by_identity(rows_there, "outlet_id", "division_code", "town_code")
    return merge(Target(ServiceArea, stored, wanted), rows, scope.now)


def _division_of(code: str, address: str) -> str:
    if not code:
        return by_name(address).code
    other = contradicts(by_code(code).code, address)
    if other:
        raise Refused(
            f"区划代码 {code} 和地址对不上，地址写的是 {other}。请改对其中一个",
            f"the division code {code} contradicts the address, which names {other}; mend one of them",
        )
    return code


def _area_of(area: str, town: str | None, region: str) -> tuple[str, str | None]:
    """The division and town of an area given by codes, or by a name, which may hold the town's."""
    if area.isascii():
        return by_code(area).code, town
    named = by_name(area, region)
    return named.code, town or named.town
