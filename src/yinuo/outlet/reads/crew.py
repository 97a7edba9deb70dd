"""Technicians: who is on shift, and who somebody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yinuo.base.local_time import local_date
from yinuo.base.period import Period
from yinuo.base.point import Point
from yinuo.engines import rulebook as engine
from yinuo.outlet import rules
from yinuo.outlet.facts import (
    BarReason,
    CertificateKind,
    CredentialFacts,
    CrewFacts,
    OnDutyFacts,
    RulebookMissing,
    TechnicianFacts,
    TechnicianUnknown,
)
from yinuo.outlet.models import Certificate, Credential, Outlet, Shift, Technician
from yinuo.outlet.shift_table import to_period

from .company import get_rulebook
from .kept import kept

LONGEST_DUTY = timedelta(days=1)
"""How far past the horizon an adjoining shift is looked for."""


def list_crew(region: str, at: datetime, horizon_minutes: int) -> tuple[CrewFacts, ...]:
    """Technicians of a dispatch zone who are on shift at an instant or come on within the horizon.

    Each comes once, with adjoining shifts joined, and with everything that stands against sending
    him (ID-01, ID-02, AR-04, AR-05). Whether an outlet may open locks depends on the place's rule
    in the company's rulebook; without a rulebook in force the strictest holds. Ordered by
    technician id.
    """
    until = at + timedelta(minutes=horizon_minutes)
    hour = at.replace(minute=0, second=0, microsecond=0)
    duty = _duty(region, hour, horizon_minutes)
    on_shift = {
        shift.technician_id
        for shift in duty.shifts
        if shift.region == region and shift.period.starts_at <= until and shift.period.ends_at > at
    }
    periods: dict[UUID, list[Period]] = defaultdict(list)
    for shift in duty.shifts:
        is_near = shift.period.starts_at < until + LONGEST_DUTY and shift.period.ends_at > at
        if is_near and shift.technician_id in on_shift:
            periods[shift.technician_id].append(shift.period)
    return _to_crew(duty, periods, region, at)


@dataclass(frozen=True, slots=True)
class _ShiftRow:
    technician_id: UUID
    region: str
    period: Period


@dataclass(frozen=True, slots=True)
class _Duty:
    """All that is on file about the crews of a zone around an hour."""

    shifts: tuple[_ShiftRow, ...]
    technicians: tuple[Technician, ...]
    credentials: dict[UUID, list[CredentialFacts]]
    certificates: dict[UUID, list[tuple[CertificateKind, date]]]


@kept
def _duty(region: str, hour: datetime, horizon_minutes: int) -> _Duty:
    """The shifts within the horizon of any instant of the hour, and what is known of those who have them."""
    until = hour + timedelta(hours=1, minutes=horizon_minutes)
    on_shift = Shift.objects.filter(
        region=region,
        period__overlap=DateTimeTZRange(hour, until, bounds="[]"),
        technician__is_active=True,
    ).values("technician_id")
    rows = Shift.objects.filter(
        technician_id__in=on_shift, period__overlap=DateTimeTZRange(hour, until + LONGEST_DUTY)
    ).values_list("technician_id", "region", "period")
    shifts = tuple(_ShiftRow(id, zone, to_period(period)) for id, zone, period in rows)
    ids = {shift.technician_id for shift in shifts}
    people = Technician.objects.filter(id__in=ids).select_related("outlet").order_by("id")
    technicians = tuple(people)
    credentials: dict[UUID, list[CredentialFacts]] = defaultdict(list)
    for held in Credential.objects.filter(outlet_id__in={row.outlet_id for row in technicians}):
        credentials[held.outlet_id].append(held.to_facts())
    certificates: dict[UUID, list[tuple[CertificateKind, date]]] = defaultdict(list)
    for row in Certificate.objects.filter(technician_id__in=ids):
        certificates[row.technician_id].append((CertificateKind(row.kind), row.valid_to))
    return _Duty(shifts, technicians, dict(credentials), dict(certificates))


def list_on_duty(
    regions: Collection[str],
    at: datetime,
    *,
    outlet_ids: Collection[UUID] | None = None,
    limit: int = 300,
) -> tuple[OnDutyFacts, ...]:
    """Who is on shift at an instant in these dispatch zones, by zone and badge; one query.

    `outlet_ids` narrows it to the technicians of these outlets, None doesn't.
    """
    rows = Shift.objects.filter(
        region__in=regions, period__contains=at, technician__is_active=True
    ).select_related("technician")
    if outlet_ids is not None:
        rows = rows.filter(technician__outlet_id__in=outlet_ids)
    return tuple(
        OnDutyFacts(
            technician_id=row.technician_id,
            outlet_id=row.technician.outlet_id,
            region=row.region,
            badge_no=row.technician.badge_no,
            name_zh=row.technician.name_zh,
            name_en=row.technician.name_en,
            home=Point(row.technician.home_lat, row.technician.home_lng),
            shift=to_period(row.period),
        )
        for row in rows.order_by("region", "technician__badge_no")[:limit]
    )


@kept
def get_technician(technician_id: UUID) -> TechnicianFacts:
    """The technician; TechnicianUnknown if there is none with this id."""
    row = Technician.objects.filter(id=technician_id).select_related("outlet").first()
    if row is None:
        raise TechnicianUnknown
    return _technician_facts([row])[0]


@kept
def find_technician_by_badge(badge_no: str) -> TechnicianFacts | None:
    """The active technician with this badge number, None if there is none: for "is he really
    yours?"."""
    rows = Technician.objects.filter(badge_no=badge_no, is_active=True).select_related("outlet")
    row = rows.first()
    return _technician_facts([row])[0] if row else None


def is_on_shift(technician_id: UUID, at: datetime) -> bool:
    """Whether a technician is on duty at an instant."""
    return Shift.objects.filter(technician_id=technician_id, period__contains=at).exists()


def list_technicians_by_badge(
    outlet_ids: Collection[UUID] | None, *, after: str = "", limit: int = 50
) -> tuple[TechnicianFacts, ...]:
    """A page of the active technicians of these outlets, None for all, by badge number; `after` continues
    behind that one."""
    rows = Technician.objects.filter(is_active=True)
    if outlet_ids is not None:
        rows = rows.filter(outlet_id__in=outlet_ids)
    page = rows.filter(badge_no__gt=after).select_related("outlet").order_by("badge_no")
    return _technician_facts(list(page[:limit]))


@kept
def find_technician_of_staff(staff_id: UUID) -> TechnicianFacts | None:
    """The active technician who works under this login, None if there is none."""
    rows = Technician.objects.filter(staff_id=staff_id, is_active=True).select_related("outlet")
    row = rows.first()
    return _technician_facts([row])[0] if row else None


def map_outlets_of_staff(outlet_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """The logins of the active technicians of these outlets, each with the outlet."""
    rows = Technician.objects.filter(
        outlet_id__in=outlet_ids, is_active=True, staff_id__isnull=False
    )
    return {
        row.staff_id: row.outlet_id for row in rows.only("staff_id", "outlet_id") if row.staff_id
    }


def name_technicians(ids: Iterable[UUID], language: str) -> dict[str, str]:
    """Short name and badge of each technician, by id as text, in the reader's language."""
    rows = Technician.objects.filter(id__in=list(ids))
    return {
        str(row.id): f"{row.name_en if language.startswith('en') else row.name_zh} {row.badge_no}"
        for row in rows
    }


def list_technicians(company_id: UUID, region: str | None = None) -> tuple[TechnicianFacts, ...]:
    """A company's active technicians by badge number, of one dispatch zone if asked for."""
    rows = Technician.objects.filter(outlet__company_id=company_id, is_active=True)
    if region is not None:
        rows = rows.filter(outlet__region=region)
    return _technician_facts(list(rows.select_related("outlet").order_by("badge_no")))


def _to_crew(
    duty: _Duty, periods: dict[UUID, list[Period]], region: str, at: datetime
) -> tuple[CrewFacts, ...]:
    day = local_date(at)
    rows = [row for row in duty.technicians if row.id in periods]
    opening = _opening_by_outlet(duty, {row.outlet for row in rows}, region, at)
    crew: list[CrewFacts] = []
    for row in rows:
        shift = rules.joined_shift(periods[row.id], at)
        if shift is None:
            continue
        certificates = duty.certificates.get(row.id, [])
        bars = rules.bars_for(
            opening=opening[row.outlet_id],
            is_record_clear=rules.is_record_clear(
                row.no_record_checked_date, row.no_record_valid_to, day
            ),
            is_authorised=rules.is_valid_on(
                day, row.outlet.authorised_from, row.outlet.authorised_to
            ),
            skills=row.skills,
            certificates=[kind for kind, valid_to in certificates if valid_to >= day],
        )
        home = Point(row.home_lat, row.home_lng)
        crew.append(CrewFacts(row.id, row.outlet_id, frozenset(row.skills), home, shift, bars))
    return tuple(crew)


def _opening_by_outlet(
    duty: _Duty, outlets: set[Outlet], region: str, at: datetime
) -> dict[UUID, BarReason | None]:
    day = local_date(at)
    wanted = {
        company_id: _opening_rule(company_id, region, day, at)
        for company_id in {outlet.company_id for outlet in outlets}
    }
    return {
        outlet.id: rules.may_open_locks(
            outlet.licence_no,
            duty.credentials.get(outlet.id, []),
            wanted[outlet.company_id],
            day,
        )
        for outlet in outlets
    }


def _opening_rule(company_id: UUID, region: str, day: date, at: datetime) -> str:
    """What the place asks of an outlet that opens locks: `permit`, `filing` or `none`."""
    try:
        book = get_rulebook(company_id, at).rulebook
    except RulebookMissing:
        return "permit"
    return str(engine.place_rules(book, region, day).opening)


def _technician_facts(rows: Sequence[Technician]) -> tuple[TechnicianFacts, ...]:
    held = Credential.objects.filter(outlet_id__in={row.outlet_id for row in rows})
    permits = dict(held.order_by("valid_from", "number").values_list("outlet_id", "number"))
    return tuple(
        TechnicianFacts(
            id=row.id,
            outlet_id=row.outlet_id,
            outlet_name_zh=row.outlet.name_zh,
            outlet_name_en=row.outlet.name_en,
            company_id=row.outlet.company_id,
            region=row.outlet.region,
            staff_id=row.staff_id,
            badge_no=row.badge_no,
            name_zh=row.name_zh,
            name_en=row.name_en,
            skills=tuple(row.skills),
            permit_number=permits.get(row.outlet_id),
        )
        for row in rows
    )
