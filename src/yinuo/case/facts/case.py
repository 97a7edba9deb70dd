"""Facts of a case: what somebody asked for, how it came in, where it stands, how cases are listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.engines.rulebook import CaseKind, Door, Level, OwnerKind, Urgency
from yinuo.people.facts import PointSource


class CaseState(StrEnum):
    """Where a case stands. Closed isn't fixed: only the customer, or silence after two notices, ends one."""

    OPEN = "open"
    WAITING_FOR_CUSTOMER = "waiting_for_customer"
    DONE = "done"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"  # ended by the company after a visit that was stopped for safety or by law
    JOINED = "joined"  # found to be the same as another, which goes on for both


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
