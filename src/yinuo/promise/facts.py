"""Facts of promises: what was quoted, what is owed by when, and how it came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.engines.rulebook import PromiseKind, Rung, Teller
from yinuo.notice.facts import Both

__all__ = [
    "KIND_NAMES",
    "Evidence",
    "GivenBack",
    "PauseFacts",
    "PauseReason",
    "PriceTerms",
    "PromiseCounts",
    "PromiseFacts",
    "PromiseKind",
    "PromiseState",
    "QuoteFacts",
    "ReleaseReason",
    "RemedyCounts",
    "RemedyFacts",
    "Rung",
    "Step",
    "Teller",
    "Terms",
    "Verdict",
]


KIND_NAMES: Mapping[PromiseKind, Both] = {
    PromiseKind.ARRIVE: Both("按时到达", "Arrival on time"),
    PromiseKind.PRICE: Both("不超过接受的价格", "No more than the accepted price"),
    PromiseKind.CALL_BACK: Both("按时回电", "Call back on time"),
    PromiseKind.ANSWER: Both("按时答复", "Answer on time"),
    PromiseKind.DECIDE: Both("按时决定", "Decision on time"),
    PromiseKind.TAKE_EFFECT: Both("按时生效", "Effect on time"),
    PromiseKind.REFUND: Both("按时退款", "Refund on time"),
    PromiseKind.NOTICE: Both("按时通知", "Notice on time"),
}
"""What people call each kind of promise, in notices and on pages."""


class PromiseState(StrEnum):
    """Where a promise stands. Only the customer releases one."""

    RUNNING = "running"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"


class PauseReason(StrEnum):
    """Why a promise's clock stands still, always at the customer's wish or with the customer's consent."""

    CUSTOMER_LATER = "customer_later"


class ReleaseReason(StrEnum):
    """Why the customer let a promise go."""

    WITHDRAWN = "withdrawn"
    NEW_PRICE_ACCEPTED = "new_price_accepted"


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """A stretch, agreed beforehand by the customer, in which the promise's clock stands still; nobody comes
    before `not_before_at`, where that was agreed with it."""

    starts_at: datetime
    ends_at: datetime
    reason: PauseReason
    consent_at: datetime
    not_before_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a promise is made with, read from the rulebook: by when, kept by what, owed if broken."""

    kind: PromiseKind
    within_minutes: int
    threshold: float
    quote_expires_seconds: int
    keeps_when: tuple[str, ...]
    weak: tuple[str, ...]
    weak_after_minutes: int
    credit_fen: int
    refund_excess: bool
    refund_excess_up_to_fen: int
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """The itemised quote that a price promise stands on, and its total in fen."""

    visit_id: UUID
    quote_version: int
    at_most_fen: int


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise as it stands.

    `due_at` is fixed when the promise is made; `deadline_at` is the effective one, after the pauses.
    `keeps_when` and `weak` are the record kinds that keep it, the weak ones only after
    `weak_after_minutes` without a dispute. `rung` counts the steps of the ladder already taken.
    `corrected_at` is set when an independent record, come in later, turned broken into kept. `is_carried`
    says that its case was joined to this one, `customer_id` to whom it was made where that is somebody else.
    `not_before_at` is the time before which nobody comes, as the customer last agreed; it may have passed.
    """

    id: UUID
    region: str
    case_id: UUID
    kind: PromiseKind
    state: PromiseState
    made_at: datetime
    due_at: datetime
    deadline_at: datetime
    within_minutes: int | None
    quoted_p: float | None
    at_most_fen: int | None
    visit_id: UUID | None
    quote_version: int | None
    keeps_when: tuple[str, ...]
    weak: tuple[str, ...]
    weak_after_minutes: int
    credit_fen: int
    refund_excess: bool
    refund_excess_up_to_fen: int
    ladder: tuple[Rung, ...]
    rung: int
    pauses: tuple[PauseFacts, ...]
    verdict_at: datetime | None
    judged_at: datetime | None
    corrected_at: datetime | None
    evidence_seq: int | None
    look_at: datetime | None
    rulebook_id: str
    customer_id: UUID | None = None
    is_carried: bool = False
    not_before_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line of the case's record, as far as a verdict needs it.

    `by_customer` is true for the customer's own act and for what he told the staff by phone, which
    `is_through_staff` tells apart; `paid_fen` is what was paid, of at most `at_most_fen`,
    on version `quote_version` of the quote of `visit_id`; `about` is what a dispute is about, `promise_id`
    the promise that a line is about.
    """

    seq: int
    kind: str
    at: datetime
    by_customer: bool
    paid_fen: int | None = None
    at_most_fen: int | None = None
    visit_id: UUID | None = None
    quote_version: int | None = None
    about: str | None = None
    promise_id: str | None = None
    is_through_staff: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record says about a promise at an instant.

    `state` RUNNING means: nothing is decided before `decides_at`, unless a new line comes in. Otherwise
    `verdict_at` is the time that decided it (the evidence's own, or the deadline), `evidence_seq` the line
    that did (None for the deadline) and `excess_fen` what was paid above the price.
    """

    state: PromiseState
    verdict_at: datetime | None = None
    evidence_seq: int | None = None
    excess_fen: int = 0
    decides_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What was paid above the price, in fen: what is given back by itself, and what a manager looks into."""

    refund_fen: int = 0
    beyond_fen: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """What the watch is to do with a promise: its verdict, who is to be told, when to look again."""

    verdict: Verdict
    tell: tuple[Teller, ...]
    rung: int
    look_at: datetime | None


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """What was offered before a promise was made; good until `expires_at`, once.

    `p_on_time` is the probability of arriving within `within_minutes`, `eta` the expected arrival,
    `due_at` the time that is offered: the rule's where that can be kept, the honest later one where not,
    None where nobody can come.
    """

    id: UUID
    region: str
    case_id: UUID | None
    outlet_id: UUID
    technician_id: UUID | None
    within_minutes: int
    p_on_time: float
    eta: datetime | None
    honest_at: datetime | None
    due_at: datetime | None
    radius_m: float
    quoted_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class RemedyFacts:
    """What was credited for a broken promise, in fen: the rulebook's credit and the sum paid above the
    accepted price; `beyond_fen` is what the customer claims besides, which a manager answers."""

    promise_id: UUID
    customer_id: UUID
    fen: int
    excess_fen: int
    beyond_fen: int
    paid_at: datetime
    granted_fen: int | None = None
    answered_at: datetime | None = None

    @property
    def total_fen(self) -> int:
        """All that was credited."""
        return self.fen + self.excess_fen


@dataclass(frozen=True, slots=True)
class PromiseCounts:
    """How many promises of a kind stand in which state, and how many fell due without a verdict."""

    kind: PromiseKind
    running: int
    kept: int
    broken: int
    released: int
    corrected: int
    overdue: int


@dataclass(frozen=True, slots=True)
class RemedyCounts:
    """Remedies paid, in number and fen, and what spoils the books: broken promises without one, remedies
    without a broken promise, and remedies of another amount than was promised. All three are 0 in order."""

    paid: int
    fen: int
    missing: int
    surplus: int
    mismatched: int
