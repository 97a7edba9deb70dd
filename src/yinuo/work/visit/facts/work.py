"""Facts of the work itself: parts, photos, repairs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class OldParts(StrEnum):
    """What becomes of replaced parts (WK-05)."""

    LEFT_WITH_CUSTOMER = "left_with_customer"
    WARRANTY_EXCHANGE = "warranty_exchange"
    CUSTOMER_DECLINED = "customer_declined"


class MethodClass(StrEnum):
    """How a safe was opened; the class only, never the way (ID-12)."""

    OWN_MEANS = "own_means"
    MAKER_RECOVERY = "maker_recovery"
    LOCK_CHANGE = "lock_change"
    DESTRUCTIVE = "destructive"


class PhotoKind(StrEnum):
    """What a photo shows; an open safe is not among them (ID-15)."""

    DOOR = "door"  # the house door from outside, for a knock
    FAULT = "fault"
    PART = "part"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part that was fitted, with its proof of fault and its repair warranty (AF-02, WK-02, WK-04)."""

    code: str
    name_zh: str
    name_en: str
    quantity: int
    maker: str
    serial: str
    condition: str
    warranted_until: date | None


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A stored photo; its bytes are encrypted and read apart."""

    id: UUID
    kind: PhotoKind
    sha256: str
    taken_at: datetime
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SiteCount:
    """How much is kept of a customer's homes; `forms_until` is the last day of the latest opening form."""

    photos: int
    forms: int
    forms_until: date | None


@dataclass(frozen=True, slots=True)
class RepairFacts:
    """A repair in a product's history, which nobody deletes (AF-03)."""

    visit_id: UUID
    case_id: UUID
    finished_at: datetime
    minutes: int
    symptom: str
    cause: str
    parts: tuple[PartFacts, ...]
