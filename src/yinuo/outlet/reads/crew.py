"""Technicians: who is on shift, and who somebody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from yinuo.base.period import Period
from yinuo.base.point import Point
from yinuo.engines import rulebook as engine
from yinuo.outlet import rules
from yinuo.outlet.facts import (
    BarReason,
    CertificateKind,
    CredentialFacts,
    CrewFacts,
    RulebookMissing,
    TechnicianFacts,
    TechnicianUnknown,
)
from yinuo.outlet.models import Certificate, Credential, Outlet, Shift, Technician
from yinuo.outlet.shift_table import to_period

from .company import get_rulebook

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
    wanted = DateTimeTZRange(at, until, bounds="[]")
    on_shift = Shift.objects.filter(
        region=region, period__overlap=wanted, technician__is_active=True
    ).values_list("technician_id", flat=True)
    shifts = Shift.objects.filter(
        technician_id__in=set(on_shift),
        period__overlap=DateTimeTZRange(at, until + LONGEST_DUTY),
    )
    periods: dict[UUID, list[Period]] = defaultdict(list)
    for technician_id, period in shifts.values_list("technician_id", "period"):
        periods[technician_id].append(to_period(period))
    rows = Technician.objects.filter(id__in=periods).select_related("outlet").order_by("id")
    return _to_crew(list(rows), periods, region, at)


def get_technician(technician_id: UUID) -> TechnicianFacts:
    """The technician; TechnicianUnknown if there is none with this id."""
    row = Technician.objects.filter(id=technician_id).select_related("outlet").first()
    if row is None:
        raise TechnicianUnknown
    return _technician_facts([row])[0]


def find_technician_by_badge(badge_no: str) -> TechnicianFacts | None:
    """The active technician with this badge number, None if there is none: for "is he really
    yours?"."""
    rows = Technician.objects.filter(badge_no=badge_no, is_active=True).select_related("outlet")
    row = rows.first()
    return _technician_facts([row])[0] if row else None


def find_technician_of_staff(staff_id: UUID) -> TechnicianFacts | None:
    """The active technician who works under this login, None if there is none."""
    rows = Technician.objects.filter(staff_id=staff_id, is_active=True).select_related("outlet")
    row = rows.first()
    return _technician_facts([row])[0] if row else None


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
    rows: list[Technician], periods: dict[UUID, list[Period]], region: str, at: datetime
) -> tuple[CrewFacts, ...]:
    day = rules.local_date(at)
    outlets = {row.outlet_id: row.outlet for row in rows}
    opening = _opening_by_outlet(outlets.values(), region, day, at)
    certificates = _certificates(rows, day)
    crew: list[CrewFacts] = []
    for row in rows:
        shift = rules.joined_shift(periods[row.id], at)
        if shift is None:
            continue
        bars = rules.bars_for(
            opening=opening[row.outlet_id],
            is_record_clear=rules.is_record_clear(
                row.no_record_checked_date, row.no_record_valid_to, day
            ),
            is_authorised=rules.is_valid_on(
                day, row.outlet.authorised_from, row.outlet.authorised_to
            ),
            skills=row.skills,
            certificates=certificates[row.id],
        )
        home = Point(row.home_lat, row.home_lng)
        crew.append(CrewFacts(row.id, row.outlet_id, frozenset(row.skills), home, shift, bars))
    return tuple(crew)


def _opening_by_outlet(
    outlets: Iterable[Outlet], region: str, day: date, at: datetime
) -> dict[UUID, BarReason | None]:
    by_id = {outlet.id: outlet for outlet in outlets}
    held: dict[UUID, list[CredentialFacts]] = defaultdict(list)
    for row in Credential.objects.filter(outlet_id__in=by_id):
        held[row.outlet_id].append(row.to_facts())
    wanted = {
        company_id: _opening_rule(company_id, region, day, at)
        for company_id in {outlet.company_id for outlet in by_id.values()}
    }
    return {
        outlet.id: rules.may_open_locks(
            outlet.licence_no, held[outlet.id], wanted[outlet.company_id], day
        )
        for outlet in by_id.values()
    }


def _opening_rule(company_id: UUID, region: str, day: date, at: datetime) -> str:
    """What the place asks of an outlet that opens locks: `permit`, `filing` or `none`."""
    try:
        book = get_rulebook(company_id, at).rulebook
    except RulebookMissing:
        return "permit"
    return str(engine.place_rules(book, region, day).opening)


def _certificates(rows: Iterable[Technician], day: date) -> dict[UUID, list[CertificateKind]]:
    held: dict[UUID, list[CertificateKind]] = defaultdict(list)
    valid = Certificate.objects.filter(technician_id__in=[r.id for r in rows], valid_to__gte=day)
    for technician_id, kind in valid.values_list("technician_id", "kind"):
        held[technician_id].append(CertificateKind(kind))
    return held


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
