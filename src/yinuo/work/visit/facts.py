"""Facts of visits: where one stands, its steps, its itemised quotes, and what a customer pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class VisitState(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    ON_THE_WAY = "on_the_way"
    AT_DOOR = "at_door"
    ON_SITE = "on_site"
    FINISHED = "finished"
    STOPPED = "stopped"
    CALLED_OFF = "called_off"


ENDED = (VisitState.FINISHED, VisitState.STOPPED, VisitState.CALLED_OFF)


class Step(StrEnum):
    """The steps of work on site, in their order (WK-01); some apply only to some visits."""

    PRICE_LIST = "price_list"
    ADULT = "adult"
    OWNERSHIP = "ownership"
    DIAGNOSIS = "diagnosis"
    QUOTE = "quote"
    DESTRUCTIVE = "destructive"
    WORK = "work"
    OPENING = "opening"
    NEW_CODE = "new_code"
    TEST = "test"
    FIXING = "fixing"
    OLD_PARTS = "old_parts"
    HAND_OVER = "hand_over"
    STATEMENT = "statement"
    PAYMENT = "payment"
    FINISH = "finish"


class CodeOutcome(StrEnum):
    """What came of a code that a technician entered; a wrong one is an outcome, so that it is remembered."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    TOO_FAR = "too_far"
    NO_POSITION = "no_position"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """The outcome, and how many tries are left."""

    outcome: CodeOutcome
    tries_left: int


class Nearness(StrEnum):
    """How a reported position lies to the door; NONE where no door point is known to hold it against."""

    NEAR = "near"
    FAR = "far"
    UNKNOWN = "unknown"
    NONE = "none"


class QuoteState(StrEnum):
    """Where an itemised quote stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class WantedLine:
    """What a technician picks from the price list: a code and how many; a price can't be typed."""

    code: str
    quantity: int


@dataclass(frozen=True, slots=True)
class QuoteLineFacts:
    """A priced line. `amount_fen` = unit price x quantity; zero where the warranty bears it (QT-15)."""

    code: str
    group: str
    name_zh: str
    name_en: str
    unit_price_fen: int
    quantity: int
    amount_fen: int
    in_warranty: bool
    part_condition: str | None
    maker: str
    part_no: str


@dataclass(frozen=True, slots=True)
class Destructive:
    """What is told before drilling or cutting (ID-14): damage, a new lock's price, protection left."""

    damage: str
    new_lock_fen: int
    protection_left: str


@dataclass(frozen=True, slots=True)
class ItemQuoteFacts:
    """An itemised quote, as the customer sees it before work starts. `disclosed_fen` is what is owed if
    the customer says no: the visit and inspection lines (QT-10)."""

    visit_id: UUID
    case_id: UUID
    version: int
    state: QuoteState
    lines: tuple[QuoteLineFacts, ...]
    total_fen: int
    disclosed_fen: int
    in_warranty: bool
    warranty_zh: str
    warranty_en: str
    finish_by: datetime
    destructive: Destructive | None
    proposed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit as it stands, without code and badge word: `reads.get_arrival_signs` has those."""

    id: UUID
    region: str
    case_id: UUID
    job_id: UUID
    technician_id: UUID
    seat: int
    state: VisitState
    planned_at: datetime
    on_way_at: datetime | None
    knocked_at: datetime | None
    arrived_at: datetime | None
    ended_at: datetime | None
    is_code_locked: bool
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class ArrivalSigns:
    """What the customer is shown: the code to tell at the door, the word that the technician must say."""

    arrival_code: str
    badge_word: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A step that was done. `device_at` is the technician's clock: shown, and deciding nothing."""

    step: Step
    seq: int
    at: datetime
    device_at: datetime | None
    body: dict[str, object]


@dataclass(frozen=True, slots=True)
class Progress:
    """Everything the order of steps depends on; built by `reads.get_progress`."""

    state: VisitState
    is_leading: bool
    done: frozenset[Step]
    is_unlock: bool
    needs_fixing: bool
    has_parts: bool
    is_proven: bool
    accepted_version: int | None
    open_version: int | None
    is_declined: bool
    is_destructive: bool
    due_fen: int | None


@dataclass(frozen=True, slots=True)
class Moment:
    """What may be done at a visit now."""

    next_step: Step | None
    is_proven: bool
    is_quote_open: bool
    has_photo_consent: bool
    may_propose: bool
    may_fit_parts: bool
    may_photograph: bool
    may_read_serial: bool


@dataclass(frozen=True, slots=True)
class PricePreview:
    """What picked lines would cost, in fen, before anything is proposed; `disclosed_fen` is owed
    if the customer says no."""

    lines: tuple[QuoteLineFacts, ...]
    total_fen: int
    disclosed_fen: int
    warranty_zh: str
    warranty_en: str


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


class StopReason(StrEnum):
    """Why a visit stopped before its end."""

    CRIME_SIGNS = "crime_signs"  # ID-18
    OWNERSHIP_DISPUTED = "ownership_disputed"  # ID-08, this and the next four
    SEALED_BY_AUTHORITY = "sealed_by_authority"
    UNAUTHORISED_OFFICE = "unauthorised_office"
    PAPERS_LOOK_FALSE = "papers_look_false"
    NOT_OF_SOUND_MIND = "not_of_sound_mind"
    MINOR_ALONE = "minor_alone"  # AR-10
    NOBODY_OPENS = "nobody_opens"  # AR-08
    NO_PROOF = "no_proof"  # ID-06
    DANGER = "danger"
    PART_MISSING = "part_missing"
    CUSTOMER_ENDS = "customer_ends"


class PhotoKind(StrEnum):
    """What a photo shows; an open safe is not among them (ID-15)."""

    DOOR = "door"  # the house door from outside, for a knock
    FAULT = "fault"
    PART = "part"
    RESULT = "result"


class PaymentMethod(StrEnum):
    """How the customer paid; a private account is not among them (CM-04)."""

    CASH = "cash"
    COMPANY_CODE = "company_code"  # the company's own payment code
    CARD = "card"
    NOTHING_DUE = "nothing_due"


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
class StatementFacts:
    """The itemised statement before payment (QT-06), in the six groups of QT-07."""

    lines: tuple[QuoteLineFacts, ...]
    group_totals: tuple[tuple[str, int], ...]
    total_fen: int
    is_declined: bool


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What the technician says was paid, and what the customer says."""

    recorded_fen: int | None
    method: PaymentMethod | None
    recorded_at: datetime | None
    confirmed_fen: int | None
    confirmed_at: datetime | None


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


@dataclass(frozen=True, slots=True)
class TechnicianPageOfVisits:
    """A page of a technician's visits, newest first; `next_before` continues it, None at the end."""

    visits: tuple[VisitFacts, ...]
    next_before: UUID | None
