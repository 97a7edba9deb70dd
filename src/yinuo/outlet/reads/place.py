"""Outlets, and whose scope they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yinuo.base.local_time import local_date
from yinuo.base.point import Point
from yinuo.outlet.facts import (
    CredentialFacts,
    OutletFacts,
    OutletUnknown,
)
from yinuo.outlet.models import Credential, Outlet
from yinuo.people.facts import Scope, ScopeKind

from .kept import kept


@kept
def get_outlet(outlet_id: UUID) -> OutletFacts:
    """The outlet; OutletUnknown if there is none with this id."""
    found = to_facts(Outlet.objects.filter(id=outlet_id))
    if not found:
        raise OutletUnknown
    return found[0]


@kept
def list_outlets(scope: Scope) -> tuple[OutletFacts, ...]:
    """The outlets of a scope, by code; all for the whole company."""
    rows = Outlet.objects.all() if scope.kind is ScopeKind.COMPANY else _within(scope)
    return to_facts(rows.order_by("code"))


@kept
def list_outlet_ids(scope: Scope) -> frozenset[UUID] | None:
    """The outlets whose cases somebody of this scope sees; None: those of all, and cases without one.

    A region is a prefix of the outlet's dispatch zone. An outlet is in its scope whether it is authorised or
    not: that its own people are let in only while it is (PD-03) is `running_scope`, asked at the door.
    """
    if scope.kind is ScopeKind.COMPANY:
        return None
    return frozenset(_within(scope).values_list("id", flat=True))


@kept
def home_region(company_id: UUID) -> str:
    """The first digits that the dispatch zones of all outlets share: of the city, the province, or ""."""
    zones = Outlet.objects.filter(company_id=company_id).values_list("region", flat=True)
    known = set(zones)
    for digits in (6, 4, 2):
        if len({zone[:digits] for zone in known}) == 1:
            return min(known)[:digits]
    return ""


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


def authorised(company_id: UUID, day: date) -> QuerySet[Outlet]:
    """The outlets of a company that may serve on a day (AR-05)."""
    return Outlet.objects.filter(
        Q(authorised_to__isnull=True) | Q(authorised_to__gte=day),
        company_id=company_id,
        authorised_from__lte=day,
    )


def to_facts(rows: Iterable[Outlet]) -> tuple[OutletFacts, ...]:
    """Rows as plain values, each once, with their credentials, in two queries at most."""
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
