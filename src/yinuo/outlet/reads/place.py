"""Outlets, and who serves a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yinuo.base.local_time import local_date
from yinuo.base.point import Point, distance_m
from yinuo.engines import places
from yinuo.outlet import rules
from yinuo.outlet.facts import (
    Coverage,
    CoverageStatus,
    CredentialFacts,
    OutletFacts,
    OutletUnknown,
)
from yinuo.outlet.models import Credential, Outlet, ServiceArea
from yinuo.people.facts import Scope, ScopeKind

from .kept import kept


def find_coverage(
    company_id: UUID,
    division_code: str,
    town_code: str | None,
    point: Point | None,
    at: datetime,
) -> Coverage:
    """Who of a company serves a place at an instant, or else the nearest outlet.

    `division_code` is a current 6-digit code, `town_code` the 9-digit one or None, `point` the
    customer's point if there is one; without it the division's own point measures the distance.
    Only outlets with a valid authorisation count (AR-05).
    """
    day = local_date(at)
    around = point or _point_of(division_code)
    candidates = _areas(company_id, division_code, day)
    covering = rules.areas_that_cover(candidates, division_code, town_code)
    if covering:
        outlets = rules.order_outlets(covering, around)
        metres = distance_m(outlets[0].point, around) if around else None
        return Coverage(CoverageStatus.COVERED, outlets, outlets[0], metres)
    nearest, metres = _nearest(company_id, around, day)
    towns = {area.town_code for area in candidates if area.division_code == division_code}
    served = tuple(sorted(town for town in towns if town))
    return Coverage(CoverageStatus.NOT_COVERED, (), nearest, metres, served)


@kept
def _areas(company_id: UUID, division_code: str, day: date) -> tuple[rules.AreaRow, ...]:
    """The areas that may hold a division: its own and its city's, of outlets authorised on the day."""
    areas = ServiceArea.objects.filter(
        outlet__in=_authorised(company_id, day),
        division_code__in={division_code, rules.city_code_of(division_code)},
    )
    rows = list(areas.select_related("outlet"))
    facts = {outlet.id: outlet for outlet in _to_facts(row.outlet for row in rows)}
    return tuple(
        rules.AreaRow(facts[row.outlet_id], row.division_code, row.town_code, row.priority)
        for row in rows
    )


@kept
def get_outlet(outlet_id: UUID) -> OutletFacts:
    """The outlet; OutletUnknown if there is none with this id."""
    found = _to_facts(Outlet.objects.filter(id=outlet_id))
    if not found:
        raise OutletUnknown
    return found[0]


@kept
def list_outlets(scope: Scope) -> tuple[OutletFacts, ...]:
    """The outlets of a scope, by code; all for the whole company."""
    rows = Outlet.objects.all() if scope.kind is ScopeKind.COMPANY else _within(scope)
    return _to_facts(rows.order_by("code"))


@kept
def list_outlet_ids(scope: Scope) -> frozenset[UUID] | None:
    """The outlets whose cases somebody of this scope sees; None: those of all, and cases without one.

    A region is a prefix of the outlet's dispatch zone. An outlet is in its scope whether it is authorised or
    not: that its own people are let in only while it is (PD-03) is `running_scope`, asked at the door.
    """
    if scope.kind is ScopeKind.COMPANY:
        return None
    return frozenset(_within(scope).values_list("id", flat=True))


def covers(outer: Scope, inner: Scope) -> bool:
    """Whether everything that the inner scope shows is in the outer one."""
    whole = list_outlet_ids(outer)
    part = list_outlet_ids(inner)
    return whole is None or (part is not None and part <= whole)


@kept
def list_region_codes(scope: Scope) -> tuple[str, ...]:
    """Every prefix of a dispatch zone that lies wholly in a scope of regions, by which one can be named."""
    zones = _within(scope).values_list("region", flat=True).distinct()
    lengths = (2, 4, 6)
    prefixes = {zone[:length] for zone in zones for length in lengths}
    return tuple(sorted(code for code in prefixes if code.startswith(scope.codes)))


@kept
def _running_codes(scope: Scope, day: date) -> tuple[str, ...]:
    running = _within(scope).filter(
        Q(authorised_to__isnull=True) | Q(authorised_to__gte=day), authorised_from__lte=day
    )
    return tuple(running.order_by("code").values_list("code", flat=True).distinct())


def running_scope(scope: Scope, at: datetime) -> Scope | None:
    """What is left of a scope at an instant: an outlet's ends with its authorisation (PD-03).

    None where nothing is left; the scopes of head office and of a region don't end.
    """
    if scope.kind is not ScopeKind.OUTLET:
        return scope
    codes = _running_codes(scope, local_date(at))
    return Scope(scope.kind, codes) if codes else None


def _within(scope: Scope) -> QuerySet[Outlet]:
    if scope.kind is ScopeKind.OUTLET:
        return Outlet.objects.filter(code__in=scope.codes)
    wanted = Q()
    for code in scope.codes:
        wanted |= Q(region__startswith=code)
    return Outlet.objects.filter(wanted)


def _authorised(company_id: UUID, day: date) -> QuerySet[Outlet]:
    return Outlet.objects.filter(
        Q(authorised_to__isnull=True) | Q(authorised_to__gte=day),
        company_id=company_id,
        authorised_from__lte=day,
    )


def _nearest(
    company_id: UUID, point: Point | None, day: date
) -> tuple[OutletFacts | None, float | None]:
    """Coordinates of all outlets are compared; only the nearest is read whole."""
    if point is None:
        return None, None
    rows = _authorised(company_id, day).values_list("id", "lat", "lng").order_by("code")
    ranked = [(distance_m(Point(lat, lng), point), id) for id, lat, lng in rows]
    if not ranked:
        return None, None
    metres, outlet_id = min(ranked, key=lambda pair: pair[0])
    return get_outlet(outlet_id), metres


def _point_of(division_code: str) -> Point | None:
    try:
        return places.get_division(division_code).point
    except places.DivisionUnknown:
        return None


def _to_facts(rows: Iterable[Outlet]) -> tuple[OutletFacts, ...]:
    found = {row.id: row for row in rows}
    credentials: dict[UUID, list[CredentialFacts]] = defaultdict(list)
    for held in Credential.objects.filter(outlet_id__in=found).order_by("kind", "number"):
        credentials[held.outlet_id].append(held.to_facts())
    return tuple(_outlet_facts(row, tuple(credentials[row.id])) for row in found.values())


def _outlet_facts(row: Outlet, credentials: tuple[CredentialFacts, ...]) -> OutletFacts:
    return OutletFacts(
        id=row.id,
        company_id=row.company_id,
        code=row.code,
        name_zh=row.name_zh,
        name_en=row.name_en,
        address=row.address,
        division_code=row.division_code,
        region=row.region,
        point=Point(row.lat, row.lng),
        open_from=row.open_from,
        open_to=row.open_to,
        is_round_the_clock=row.open_from == row.open_to,
        licence_no=row.licence_no,
        authorised_from=row.authorised_from,
        authorised_to=row.authorised_to,
        credentials=credentials,
    )
