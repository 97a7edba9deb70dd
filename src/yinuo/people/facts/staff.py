"""Facts about the staff: what somebody works as, how far he sees, what he looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


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


class ExportReason(StrEnum):
    """Why a list left the software as a file."""

    OVERVIEW = "overview"  # nobody can be reached by it: numbers are masked
    CONTACT = "contact"  # to reach the people on it about their cases
    CHECK = "check"  # to compare it with other records
    MOVE = "move"  # to another system
    AUTHORITY = "authority"  # an authority asked for it by law


class LookKind(StrEnum):
    """What was looked at."""

    CASE = "case"  # name and address, on a case's page
    CONTACT = "contact"  # the whole phone number and e-mail


class Verb(StrEnum):
    """What staff may or may not do; `rights.may` decides."""

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
    SPEAK_FOR = "speak_for"  # do what a customer says on the phone, in his name
    SEE_LOOKS = "see_looks"  # who of the staff looked at whose data
    DECIDE = "decide"  # what follows a stopped visit, a refund that waits, a dispute
    GUARD = "guard"  # official numbers, false hotlines, photos on badges
    ERASE = "erase"  # a customer's personal data, for good


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the company somebody sees.

    `codes` are empty for the whole company, prefixes of division codes for a region (37 for a province,
    3701 for a city), and outlets' codes for an outlet.
    """

    kind: ScopeKind = ScopeKind.COMPANY
    codes: tuple[str, ...] = ()


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
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Access:
    """What `rights.may` needs to know: whether the case or visit is one's own, and for how many
    minutes it has been over (None while it runs)."""

    is_own: bool = False
    over_for_minutes: float | None = None
