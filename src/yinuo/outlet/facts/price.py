"""Facts about prices, product models and warranty decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class TariffGroup(StrEnum):
    """The groups of lines on a price list and a bill (QT-07), visit and inspection apart
    (QT-17)."""

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


@dataclass(frozen=True, slots=True)
class TariffLineFacts:
    """A line of the price list at a time. `price_fen` is per unit; parts name maker and condition.

    A line `out_of_warranty` costs nothing under warranty (QT-15); a `night` line is charged at
    night only, between the two local times that stand on the list (QT-03).
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
    """A tariff line as it applies to one visit: `unit_price_fen` is 0 where the warranty bears
    it."""

    line: TariffLineFacts
    unit_price_fen: int
    in_warranty: bool


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A product model. `parts_until_date`: the last day on which parts are promised (AF-12), None
    while sold."""

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
    NOT_CHECKED = "not_checked"  # nobody read the serial number from the unit


@dataclass(frozen=True, slots=True)
class WarrantyFacts:
    """A warranty decision with its reason, shown before any price (QT-15).

    `ends_date` is the last day in warranty (Civil Code art. 201, 202: the first day isn't counted,
    the period ends on the day of the same number). `text_zh`, `text_en` say the decision, its
    evidence, and which paper would better it.
    """

    in_warranty: bool
    basis: WarrantyBasis
    evidence: WarrantyEvidence
    starts_date: date | None
    ends_date: date | None
    months: int
    text_zh: str
    text_en: str
