"""Facts about technicians: who is on shift, and what stands against sending somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from yinuo.base.period import Period
from yinuo.base.point import Point

UNLOCK = "unlock"
"""The case kind whose work opens a lock for somebody: it needs credentials of its own (ID-01,
ID-02)."""


class CertificateKind(StrEnum):
    """State certificates for dangerous work (AR-04)."""

    ELECTRICAL = "electrical"
    HEIGHT = "height"
    WELDING = "welding"
    REFRIGERATION = "refrigeration"
    DANGEROUS_GOODS = "dangerous_goods"


class BarReason(StrEnum):
    """Why a technician on shift may not be sent."""

    NO_BUSINESS_LICENCE = "no_business_licence"  # ID-01
    NO_OPENING_CREDENTIAL = "no_opening_credential"  # ID-01
    NO_RECORD_CHECK = "no_record_check"  # ID-02
    NO_CERTIFICATE = "no_certificate"  # AR-04
    NOT_AUTHORISED = "not_authorised"  # AR-05


@dataclass(frozen=True, slots=True)
class Bar:
    """A reason not to send somebody: for one kind of case, or one skill, or, with neither, for all
    work."""

    reason: BarReason
    case_kind: str | None = None
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class CrewFacts:
    """A technician on shift now or within the horizon asked for; `shift` joins adjoining shifts."""

    technician_id: UUID
    outlet_id: UUID
    skills: frozenset[str]
    home: Point
    shift: Period
    barred_for: tuple[Bar, ...]

    def reasons_against(self, case_kind: str, skills: Iterable[str]) -> tuple[BarReason, ...]:
        """Why this technician may not be sent to a case of that kind that needs these skills;
        empty: may."""
        needed = frozenset(skills)
        return tuple(
            bar.reason
            for bar in self.barred_for
            if bar.case_kind in (None, case_kind) and (bar.skill is None or bar.skill in needed)
        )


@dataclass(frozen=True, slots=True)
class OnDutyFacts:
    """A technician who is on shift in a dispatch zone at this instant; no phone, no full name."""

    technician_id: UUID
    outlet_id: UUID
    region: str
    badge_no: str
    name_zh: str
    name_en: str
    home: Point
    shift: Period


@dataclass(frozen=True, slots=True)
class TechnicianFacts:
    """A technician as a customer may see one: badge number, short name, outlet; no phone, no full
    name."""

    id: UUID
    outlet_id: UUID
    outlet_name_zh: str
    outlet_name_en: str
    company_id: UUID
    region: str
    staff_id: UUID | None
    badge_no: str
    name_zh: str
    name_en: str
    skills: tuple[str, ...]
    permit_number: str | None
