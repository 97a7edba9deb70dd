"""Facts and errors of cases: what somebody asked for, where it stands, and which proofs were seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.engines.rulebook import CaseKind, Door, Level, OwnerKind, ProofKind, Urgency
from yinuo.people.facts import PointSource

from .errors import (
    CaseNotInState,
    CaseUnknown,
    DisputeTooLate,
    NoteEmpty,
    ProofInvalid,
    RatedAlready,
    RatingInvalid,
)

__all__ = [
    "CaseFacts",
    "CaseFilter",
    "CaseKind",
    "CaseNotInState",
    "CasePage",
    "CaseState",
    "CaseUnknown",
    "Channel",
    "DecisionAbout",
    "DecisionFacts",
    "DecisionKind",
    "DisputeAbout",
    "DisputeTooLate",
    "DocumentKind",
    "Door",
    "Level",
    "MergeReason",
    "NewCase",
    "NoteEmpty",
    "NoteFacts",
    "OwnerKind",
    "PointSource",
    "ProofFacts",
    "ProofInvalid",
    "ProofKind",
    "ProofNeeds",
    "ProofState",
    "RatedAlready",
    "RatingFacts",
    "RatingInvalid",
    "SeenProof",
    "Urgency",
    "WithdrawReason",
]


class CaseState(StrEnum):
    """Where a case stands. Closed isn't fixed: only the customer, or silence after two notices, ends one."""

    OPEN = "open"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    DONE = "done"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"  # ended by the company after a visit that was stopped for safety or by law
    JOINED = "joined"  # found to be the same as another, which goes on for both


class DecisionAbout(StrEnum):
    """What a manager decided on."""

    STOP = "stop"  # a visit that was stopped for safety or by law
    REFUND = "refund"  # the part of what the customer paid too much that waits for a person
    DISPUTE = "dispute"


class DecisionKind(StrEnum):
    """What a manager decided."""

    SEND_AGAIN = "send_again"
    END = "end"
    GRANT = "grant"
    REFUSE = "refuse"
    EXPLAIN = "explain"


class Channel(StrEnum):
    """How a request came in."""

    WEB = "web"
    PHONE = "phone"
    DESK = "desk"
    FILE = "file"  # taken over from the system that a company used before


class WithdrawReason(StrEnum):
    """Why the customer withdrew a case."""

    SOLVED = "solved"
    TOO_LATE = "too_late"
    PRICE = "price"
    OTHER = "other"


class MergeReason(StrEnum):
    """Why two cases are taken for one."""

    REPORTED_TWICE = "reported_twice"  # by the same person, in other words or from another phone
    SAME_HOME = "same_home"  # by two people of one home or office
    SAME_PRODUCT = "same_product"


class DisputeAbout(StrEnum):
    """What a dispute is about."""

    ARRIVAL = "arrival"
    PRICE = "price"
    WORK = "work"
    CONDUCT = "conduct"


class DocumentKind(StrEnum):
    """What was seen; never copied, photographed or kept."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"
    PURCHASE_RECORD = "purchase_record"
    WARRANTY_CARD = "warranty_card"
    REGISTERED_SERIAL = "registered_serial"
    SWORN_STATEMENT = "sworn_statement"
    SELLER_STATEMENT = "seller_statement"
    LETTER_WITH_SEAL = "letter_with_seal"
    HEIRS_CONSENT = "heirs_consent"
    NOTARY_DEED = "notary_deed"
    COURT_PAPER = "court_paper"
    SERIAL_PLATE = "serial_plate"
    PROPERTY_OFFICE = "property_office"
    NEIGHBOURHOOD = "neighbourhood"
    NEIGHBOUR = "neighbour"
    POLICE_CARD = "police_card"


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case is opened with. `words` are the customer's own; codes in them are masked before the
    first write. `duplicate_index` is the blind index of phone, place and kind; `reporter` is who reported it
    for the customer, a relative or a helper (AC-10), None for the customer himself; `reference` is the number
    that it has in another system."""

    company_id: UUID
    customer_id: UUID
    address_id: UUID | None
    kind: CaseKind
    fault_id: str
    level: Level
    door: Door
    owner_kind: OwnerKind
    urgency: Urgency
    channel: Channel
    words: str
    region: str
    division_code: str
    town_code: str | None
    point: Point
    radius_m: float
    point_source: PointSource
    rulebook_id: str
    unit_id: UUID | None
    language: str
    duplicate_index: str
    outlet_id: UUID | None
    reporter: str | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases somebody wants to see; None, or an empty text, narrows nothing.

    `outlet_ids` is what `outlet.reads.list_outlet_ids` says of a scope, or fewer; `opened_before` is the
    first instant that doesn't count any more; `before` continues an earlier page.
    """

    outlet_ids: frozenset[UUID] | None = None
    state: CaseState | None = None
    fault_id: str = ""
    opened_from: datetime | None = None
    opened_before: datetime | None = None
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What a manager decided on a case and told its customer; `fen` is what was granted of a refund."""

    id: UUID
    case_id: UUID
    about: DecisionAbout
    kind: DecisionKind
    words: str
    fen: int | None
    promise_id: UUID | None
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as it stands; `number` is the short one that people read to each other. `follows_id` is
    an earlier case for the same product or place within thirty days, `disputed_at` the latest dispute,
    `owner_id` who of the staff sees it through, `joined_to_id` the case that goes on for this one,
    `reference` its number in another system."""

    id: UUID
    number: str
    region: str
    company_id: UUID
    customer_id: UUID
    address_id: UUID | None
    outlet_id: UUID | None
    unit_id: UUID | None
    kind: CaseKind
    fault_id: str
    level: Level
    door: Door
    owner_kind: OwnerKind
    urgency: Urgency
    channel: Channel
    words: str | None
    division_code: str
    town_code: str | None
    point: Point
    radius_m: float
    point_source: PointSource
    state: CaseState
    rulebook_id: str
    language: str
    opened_at: datetime
    confirm_by: datetime | None
    closed_at: datetime | None
    reopened: int
    disputed_at: datetime | None = None
    follows_id: UUID | None = None
    owner_id: UUID | None = None
    joined_to_id: UUID | None = None
    is_reported_for: bool = False
    reference: str | None = None

    def is_customer(self, actor: Actor) -> bool:
        """Whether the actor is this case's own customer, also where he speaks by phone."""
        return actor.is_customer(self.customer_id)

    @property
    def has_door_point(self) -> bool:
        """Whether the point stands for a door, so that a position can be held against it."""
        return self.point_source in (PointSource.DEVICE, PointSource.MAP, PointSource.VISIT)


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page of cases, newest first; `next_before` continues it, None at the end."""

    cases: tuple[CaseFacts, ...]
    next_before: UUID | None


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note of the staff's; never shown to the customer."""

    id: UUID
    staff_id: UUID
    words: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What the customer answered at the end: one to five, None where he didn't want to."""

    case_id: UUID
    stars: int | None
    given_at: datetime


@dataclass(frozen=True, slots=True)
class SeenProof:
    """A proof as it was seen: what kind, by whom checked, whether the name matches. `last4` are the last
    four characters of a document's number; `party` says who a witness, guarantor or officer is."""

    kind: ProofKind
    document_kind: DocumentKind
    name_matches: bool
    last4: str | None = None
    party_name: str | None = None
    party_contact: str | None = None


@dataclass(frozen=True, slots=True)
class ProofNeeds:
    """What has to be said of a proof of one kind: which documents can show it, whether four characters
    of a number are asked for, and whether somebody present is named."""

    documents: tuple[DocumentKind, ...]
    needs_last4: bool
    needs_party: bool


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """A recorded proof; whom it names stays encrypted in the row and is not part of the facts."""

    id: UUID
    case_id: UUID
    kind: ProofKind
    document_kind: DocumentKind
    name_matches: bool
    checker: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class ProofState:
    """Whether work on a case may start by its ownership level: what is needed, what is still missing.

    Each needed item is a tuple of kinds of which any one will do. `is_neighbour_enough`: whether a neighbour
    counts as a witness here, or only somebody of the property company or the neighbourhood committee.
    """

    level: Level
    needed: tuple[tuple[ProofKind, ...], ...]
    missing: tuple[tuple[ProofKind, ...], ...]
    is_neighbour_enough: bool

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing
