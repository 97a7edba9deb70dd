"""Facts, enums and errors of the people room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.point import Point

from .errors import (
    ADDRESS_LIMIT,
    NAME_LIMIT,
    AddressTooLong,
    EmailNotValid,
    LinkExpired,
    LinkUnknown,
    NameMissing,
    NameTooLong,
    PhoneNotValid,
    ScopeNotValid,
    SerialNotValid,
    UnitUnknown,
    UsernameTaken,
)


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


class StaffRole(StrEnum):
    """What a member of staff works as."""

    TECHNICIAN = "technician"
    DESK = "desk"
    DISPATCHER = "dispatcher"
    MANAGER = "manager"


class ScopeKind(StrEnum):
    """How far somebody of the staff sees."""

    COMPANY = "company"
    REGION = "region"
    OUTLET = "outlet"


class LookReason(StrEnum):
    """Why somebody of the staff looked at who a customer is, in words that the customer reads."""

    HANDLE = "handle"  # the case's page was opened, which shows the address
    CALL_BACK = "call_back"
    ARRANGE = "arrange"  # to arrange a visit
    VERIFY = "verify"  # to check that a caller is the customer
    DISPUTE = "dispute"
    AUTHORITY = "authority"  # an authority asked for it by law


class LookKind(StrEnum):
    """What was looked at."""

    CASE = "case"  # name and address, on a case's page
    CONTACT = "contact"  # the whole phone number and e-mail


class Verb(StrEnum):
    """What staff may or may not do; `rules.may` decides."""

    SEE_CASE = "see_case"
    SEE_CONTACT = "see_contact"
    SEE_SITE = "see_site"  # photos from inside a home, and why exactly a visit was stopped
    OPEN_CASE = "open_case"
    RECORD_PROOF = "record_proof"
    WORK_VISIT = "work_visit"
    SEE_BOARD = "see_board"
    OVERRIDE_DISPATCH = "override_dispatch"
    SEE_FIGURES = "see_figures"
    IMPORT_OUTLETS = "import_outlets"
    PUBLISH_RULEBOOK = "publish_rulebook"
    ADD_STAFF = "add_staff"
    SEE_LOOKS = "see_looks"  # who of the staff looked at whose data
    DECIDE = "decide"  # what follows a stopped visit, a refund that waits, a dispute


class Purpose(StrEnum):
    """What a customer can consent to; each stands alone and can be withdrawn alone (PD-09)."""

    LOCATION = "location"  # the device's position, for a point at the door
    PHOTOS = "photos"  # photos inside the home
    REMINDERS = "reminders"  # upkeep reminders
    COMMERCIAL = "commercial"  # offers (CM-01)


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
    unknown."""

    id: UUID
    serial: str
    model: str
    sold_at_date: date | None = None
    installed_date: date | None = None
    registered_date: date | None = None
    made_date: date | None = None


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
class Scope:
    """What part of the company somebody sees.

    `codes` are empty for the whole company, prefixes of division codes for a region (37 for a province,
    3701 for a city), and outlets' codes for an outlet.
    """

    kind: ScopeKind = ScopeKind.COMPANY
    codes: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True)
class LookFacts:
    """One look at a customer's data; of several by one person on one day for one reason, the first."""

    id: UUID
    staff_id: UUID
    customer_id: UUID
    case_id: UUID | None
    kind: LookKind
    reason: LookReason
    role: StaffRole
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class StaffFacts:
    """A member of staff."""

    id: UUID
    username: str
    name: str
    role: StaffRole
    email: str | None
    language: str
    is_active: bool
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class LoginClaim:
    """Leave to check one password, or when the next may be tried."""

    may_try: bool
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """What `rules.may` needs to know: whether the case or visit is one's own, and for how many
    minutes it has been over (None while it runs)."""

    is_own: bool = False
    over_for_minutes: float | None = None


__all__ = [
    "ADDRESS_LIMIT",
    "NAME_LIMIT",
    "Access",
    "AddressFacts",
    "AddressTooLong",
    "ContactKind",
    "CustomerFacts",
    "EmailNotValid",
    "IssuedLink",
    "LinkExpired",
    "LinkFacts",
    "LinkUnknown",
    "LoginClaim",
    "LookFacts",
    "LookKind",
    "LookReason",
    "MaskedContact",
    "NameMissing",
    "NameTooLong",
    "PhoneNotValid",
    "PointSource",
    "Purpose",
    "RecoveryLetter",
    "RecoveryOutcome",
    "RecoveryResult",
    "RecoveryStart",
    "Scope",
    "ScopeKind",
    "ScopeNotValid",
    "SerialNotValid",
    "ShownContact",
    "StaffFacts",
    "StaffRole",
    "UnitFacts",
    "UnitUnknown",
    "UsernameTaken",
    "Verb",
]
