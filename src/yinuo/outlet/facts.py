"""Facts and errors of the outlet room: companies, outlets, crews, tariff, warranty, imports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import YinuoError
from yinuo.base.period import Period
from yinuo.base.point import Point
from yinuo.engines.rulebook import Rulebook

UNLOCK = "unlock"
"""The case kind whose work opens a lock for somebody: it needs credentials of its own (ID-01, ID-02)."""


class CredentialKind(StrEnum):
    """What the police of a province ask an outlet for before it opens locks (ID-01)."""

    PERMIT = "permit"  # 特种行业许可证
    FILING = "filing"  # 备案


class CertificateKind(StrEnum):
    """State certificates for dangerous work (AR-04)."""

    ELECTRICAL = "electrical"
    HEIGHT = "height"
    WELDING = "welding"
    REFRIGERATION = "refrigeration"
    DANGEROUS_GOODS = "dangerous_goods"


class TariffGroup(StrEnum):
    """The groups of lines on a price list and a bill (QT-07), visit and inspection apart (QT-17)."""

    VISIT = "visit"
    INSPECTION = "inspection"
    REPAIR = "repair"
    MATERIAL = "material"
    PART = "part"
    NIGHT = "night"


class PartCondition(StrEnum):
    """Whether a part is new or has been worked up again."""

    NEW = "new"
    REFURBISHED = "refurbished"


class CoverageStatus(StrEnum):
    """Whether a place is served."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"


class BarReason(StrEnum):
    """Why a technician on shift may not be sent."""

    NO_BUSINESS_LICENCE = "no_business_licence"  # ID-01
    NO_OPENING_CREDENTIAL = "no_opening_credential"  # ID-01
    NO_RECORD_CHECK = "no_record_check"  # ID-02
    NO_CERTIFICATE = "no_certificate"  # AR-04
    NOT_AUTHORISED = "not_authorised"  # AR-05


class WarrantyEvidence(StrEnum):
    """The paper that the start of a warranty rests on, strongest first (AF-13)."""

    INVOICE = "invoice"
    INSTALLATION = "installation"
    REGISTRATION = "registration"
    PRODUCTION = "production"
    NONE = "none"


class WarrantyBasis(StrEnum):
    """Why a unit is, or is not, in warranty."""

    MAKER_PROMISE = "maker_promise"  # AF-14: the maker's written promise
    SIX_MONTHS = "six_months"  # AF-09: the seller must prove the absence of a defect
    ENDED = "ended"
    NO_DATE = "no_date"
    UNIT_UNKNOWN = "unit_unknown"


class RowOutcome(StrEnum):
    """What became of one line of an imported file."""

    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"
    REFUSED = "refused"


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
    """An outlet as its page shows it; `authorised_to` is the last day of the authorisation (AR-05)."""

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

    `outlets` are those that do, first choice first. Where nobody does, `nearest` is the nearest outlet
    and `distance_m` the metres to it as the crow flies (None where the place has no point), and `towns`
    are the towns of the same county that are served, so that a page can ask whether it is one of them.
    """

    status: CoverageStatus
    outlets: tuple[OutletFacts, ...]
    nearest: OutletFacts | None
    distance_m: float | None
    towns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A reason not to send somebody: for one kind of case, or one skill, or, with neither, for all work."""

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
        """Why this technician may not be sent to a case of that kind that needs these skills; empty: may."""
        needed = frozenset(skills)
        return tuple(
            bar.reason
            for bar in self.barred_for
            if bar.case_kind in (None, case_kind) and (bar.skill is None or bar.skill in needed)
        )


@dataclass(frozen=True, slots=True)
class TechnicianFacts:
    """A technician as a customer may see one: badge number, short name, outlet; no phone, no full name."""

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


@dataclass(frozen=True, slots=True)
class TariffLineFacts:
    """A line of the price list at a time. `price_fen` is per unit; parts name maker and condition.

    A line `out_of_warranty` costs nothing under warranty (QT-15); a `night` line is charged at night
    only, between the two local times that stand on the list (QT-03).
    """

    code: str
    group: TariffGroup
    name_zh: str
    name_en: str
    price_fen: int
    unit_zh: str
    unit_en: str
    night: bool
    out_of_warranty: bool
    night_from: time | None
    night_to: time | None
    maker: str
    part_no: str
    part_condition: PartCondition | None
    note_zh: str
    note_en: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A tariff line as it applies to one visit: `unit_price_fen` is 0 where the warranty bears it."""

    line: TariffLineFacts
    unit_price_fen: int
    in_warranty: bool


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A product model. `parts_until_date`: the last day on which parts are promised (AF-12), None while sold."""

    code: str
    name_zh: str
    name_en: str
    grade: str
    weight_kg: int
    locks: int
    warranty_months: int
    discontinued_date: date | None
    parts_until_date: date | None
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """A warranty decision with its reason, shown before any price (QT-15).

    `ends_date` is the last day in warranty (Civil Code art. 201, 202: the first day isn't counted, the
    period ends on the day of the same number). `text_zh`, `text_en` say the decision, its evidence, and
    which paper would better it.
    """

    in_warranty: bool
    basis: WarrantyBasis
    evidence: WarrantyEvidence
    starts_date: date | None
    ends_date: date | None
    months: int
    text_zh: str
    text_en: str


@dataclass(frozen=True, slots=True)
class RulebookFacts:
    """A published version of a company's rules."""

    rulebook_id: str
    valid_from: date
    published_at: datetime
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class PublishedRulebook:
    """What publishing a rulebook did; `is_new` is False where the same text was in force already."""

    rulebook_id: str
    valid_from: date
    is_new: bool


@dataclass(frozen=True, slots=True)
class RowReport:
    """One line of an imported file: its number in the file, what became of it, and why."""

    number: int
    outcome: RowOutcome
    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, line by line; `was_applied` is False for a dry run or an all-or-nothing refusal."""

    sheet: str
    encoding: str
    notes_zh: tuple[str, ...]
    notes_en: tuple[str, ...]
    rows: tuple[RowReport, ...]
    was_applied: bool

    def count(self, outcome: RowOutcome) -> int:
        """How many lines ended so."""
        return sum(row.outcome is outcome for row in self.rows)


class CompanyUnknown(YinuoError):
    """No company has this code or id."""

    code = "company_unknown"
    status = 404
    zh = "没有这家公司。请先导入公司文件，或检查公司编码。"
    en = "There is no such company. Import the company file first, or check the code."


class OutletUnknown(YinuoError):
    """No outlet has this code or id."""

    code = "outlet_unknown"
    status = 404
    zh = "没有找到这个网点。"
    en = "There is no such outlet."


class TechnicianUnknown(YinuoError):
    """No technician has this badge number or id."""

    code = "technician_unknown"
    status = 404
    zh = "查不到这个工号。请不要让对方进门，并拨打公司公布的电话核实。"
    en = "No technician has this badge number. Don't let the person in; call the published number to check."


class TariffLineUnknown(YinuoError):
    """A price was asked for that stands on no list."""

    code = "tariff_line_unknown"
    zh = "价目表上没有这一项，不能收费。请从价目表里选。"
    en = "The price list has no such line, so it can't be charged. Choose one from the list."


class RulebookMissing(YinuoError):
    """The company has published no rulebook that is in force."""

    code = "rulebook_missing"
    status = 503
    zh = "公司还没有发布生效的规则手册，现在不能作出承诺。"
    en = "The company has no rulebook in force, so no promise can be made now."


class FileUnreadable(YinuoError):
    """A file that can't be imported at all; nothing was changed."""

    code = "file_unreadable"
    zh = "文件读不出来，什么都没有改动。"
    en = "The file can't be read. Nothing was changed."
