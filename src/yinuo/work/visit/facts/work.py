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


class SignPaper(StrEnum):
    """What a signature is put to."""

    HAND_OVER = "hand_over"  # and the opening form, where there is one (ID-07)
    QUOTE = "quote"  # accepted on the technician's phone, where the customer's had no connection


class SignRole(StrEnum):
    """Who signs: ID-07 asks for both sides and the witness."""

    ASKER = "asker"
    TECHNICIAN = "technician"
    WITNESS = "witness"


class NoSignature(StrEnum):
    """Why somebody did not sign."""

    CANNOT_WRITE = "cannot_write"
    WILL_NOT = "will_not"
    NOT_THERE = "not_there"
    NO_SCREEN = "no_screen"  # the phone can't take one


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is said at the hand-over: what was done, what to beware of (WK-08), and three ticks: all of it
    explained (WK-13), the place protected meanwhile and left clean (WK-09)."""

    action_taken: str
    safety_note: str
    has_explained_all: bool
    is_place_protected: bool
    is_left_clean: bool


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
class Signed:
    """A signature as it comes from a phone: lines of points, or the reason why there is none.

    A point is (x, y), from 0 to 1000 across and 0 to 400 down.
    """

    role: SignRole
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()
    reason: NoSignature | None = None


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """A signature as it is kept. No strokes and no reason: it was erased with its person."""

    paper: SignPaper
    role: SignRole
    strokes: tuple[tuple[tuple[int, int], ...], ...]
    reason: NoSignature | None
    signed_at: datetime


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
class OpeningFormFacts:
    """An opening form (ID-07) as it is printed: the class of the way, never the way; kinds of papers, never
    their numbers. `kept_until` is the last day on which it must be kept."""

    visit_id: UUID
    method: MethodClass
    permit_number: str
    technician_badge: str
    proof_kinds: tuple[str, ...]
    is_owner_present: bool
    has_owner_confirmed_contents: bool
    new_code_tries: int
    written_at: datetime
    kept_until: date


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
