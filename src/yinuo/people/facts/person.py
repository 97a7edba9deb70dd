"""Facts about customers: how to reach them, where they live, what they own, what lets them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.point import Point


class ContactKind(StrEnum):
    """The ways of reaching somebody."""

    PHONE = "phone"
    EMAIL = "email"


class PointSource(StrEnum):
    """Where a point comes from, best first; it says how far it may be off."""

    DEVICE = "device"
    MAP = "map"
    VISIT = "visit"  # an earlier visit to the same address
    TOWN = "town"
    COUNTY = "county"


class Purpose(StrEnum):
    """What a customer can consent to; each stands alone and can be withdrawn alone (PD-09)."""

    LOCATION = "location"  # the device's position, for a point at the door
    PHOTOS = "photos"  # photos inside the home
    REMINDERS = "reminders"  # upkeep reminders
    COMMERCIAL = "commercial"  # offers (CM-01)


class EraseReason(StrEnum):
    """Why somebody's data was erased, as the record keeps it (the cases of PIPL art. 47)."""

    ASKED = "asked"  # the person wanted it
    NOT_NEEDED = "not_needed"  # what it was collected for is over
    UNLAWFUL = "unlawful"  # it should never have been kept
    KEPT_LONG_ENOUGH = "kept_long_enough"
    ERASED_BEFORE = "erased_before"  # before a backup was restored that still held it


class RecoveryResult(StrEnum):
    """How entering a recovery code ended."""

    OPENED = "opened"
    WRONG = "wrong"
    LOCKED = "locked"  # too many wrong codes, or none was running: the answer tells no difference


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer; after erasure name and phone are empty. `is_new` if the action has just added
    them."""

    id: UUID
    name: str
    phone: str
    email: str | None
    language: str
    is_new: bool = False
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class AddressFacts:
    """An address of a customer; `radius_m` says how far the point may be off."""

    id: UUID
    customer_id: UUID
    text: str
    division_code: str
    town_code: str | None
    point: Point
    radius_m: int
    source: PointSource


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A product in the field. Each date is a proof of when its warranty began, absent when
    unknown; `owner_id` is the customer whose it is, where the company said so."""

    id: UUID
    serial: str
    model: str
    sold_at_date: date | None = None
    installed_date: date | None = None
    registered_date: date | None = None
    made_date: date | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """Somebody who may be new; name, phone and e-mail as `rules` normalises them."""

    name: str
    phone: str
    email: str | None
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that may be new; its text as `rules` normalises it."""

    customer_id: UUID
    text: str
    division_code: str
    town_code: str | None
    point: Point
    radius_m: int
    source: PointSource


@dataclass(frozen=True, slots=True)
class NewUnit:
    """What a company knows of a product; what it doesn't know is None and changes nothing."""

    serial: str
    model: str
    sold_at_date: date | None = None
    installed_date: date | None = None
    registered_date: date | None = None
    made_date: date | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A capability just issued; this is the only moment at which the token exists in plain."""

    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What a link opens: one case of one customer."""

    customer_id: UUID
    case_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RecoveryLetter:
    """A code to be sent to this customer's own e-mail, and to nobody else."""

    recovery_id: UUID
    customer_id: UUID
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RecoveryStart:
    """The letters to send, none for an unknown contact; the person who asked is told the same
    always."""

    letters: tuple[RecoveryLetter, ...]


@dataclass(frozen=True, slots=True)
class RecoveryOutcome:
    """The result of a code and, when it was right, the customers whose cases it opens."""

    result: RecoveryResult
    customer_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownContact:
    """A customer's contact points in plain, for somebody whose look is on the record."""

    name: str
    phone: str
    email: str | None


@dataclass(frozen=True, slots=True)
class MaskedContact:
    """A customer's contact points as staff see them without asking for more."""

    phone: str | None
    email: str | None
