"""Facts about companies, outlets and the ground they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from yinuo.base.point import Point
from yinuo.engines.rulebook import Rulebook


class CredentialKind(StrEnum):
    """What the police of a province ask an outlet for before it opens locks (ID-01)."""

    PERMIT = "permit"  # 特种行业许可证
    FILING = "filing"  # 备案


class CoverageStatus(StrEnum):
    """Whether a place is served."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """A company that makes promises."""

    id: UUID
    code: str
    name_zh: str
    name_en: str
    hotline: str
    sector: str


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """A police permit or filing of an outlet; `valid_to` is its last day, None if it has none."""

    kind: CredentialKind
    number: str
    authority: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class OutletFacts:
    """An outlet as its page shows it; `authorised_to` is the last day of the authorisation
    (AR-05)."""

    id: UUID
    company_id: UUID
    code: str
    name_zh: str
    name_en: str
    address: str
    division_code: str
    region: str
    point: Point
    open_from: time
    open_to: time
    is_round_the_clock: bool
    licence_no: str
    authorised_from: date
    authorised_to: date | None
    credentials: tuple[CredentialFacts, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who serves a place.

    `outlets` are those that do, first choice first. Where nobody does, `nearest` is the nearest
    outlet and `distance_m` the metres to it as the crow flies (None where the place has no point),
    and `towns` are the towns of the same county that are served, so that a page can ask whether it
    is one of them.
    """

    status: CoverageStatus
    outlets: tuple[OutletFacts, ...]
    nearest: OutletFacts | None
    distance_m: float | None
    towns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RulebookFacts:
    """A published version of a company's rules."""

    rulebook_id: str
    valid_from: date
    published_at: datetime
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class PublishedRulebook:
    """What publishing a rulebook did; `is_new` is False where the same text was in force
    already."""

    rulebook_id: str
    valid_from: date
    is_new: bool
