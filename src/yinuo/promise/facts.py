"""Facts and errors of promises: what was quoted, what is owed by when, and how it came out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import WrongMoment, YinuoError
from yinuo.engines.rulebook import PromiseKind, Rung, Teller

__all__ = [
    "CustomerOnly",
    "Evidence",
    "NobodyCanCome",
    "PauseFacts",
    "PauseInvalid",
    "PauseReason",
    "PriceTerms",
    "PromiseCounts",
    "PromiseDecided",
    "PromiseFacts",
    "PromiseKind",
    "PromisePage",
    "PromiseState",
    "QuoteExpired",
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


class PromiseState(StrEnum):
    """Where a promise stands. Only the customer releases one."""

    RUNNING = "running"
    KEPT = "kept"
    BROKEN = "broken"
    RELEASED = "released"


class PauseReason(StrEnum):
    """Why a promise's clock stands still, always at the customer's wish or with the customer's consent."""

    CUSTOMER_LATER = "customer_later"
    CUSTOMER_AWAY = "customer_away"
    PROOF_MISSING = "proof_missing"
    PART_ORDERED = "part_ordered"


class ReleaseReason(StrEnum):
    """Why the customer let a promise go."""

    WITHDRAWN = "withdrawn"
    NEW_PRICE_ACCEPTED = "new_price_accepted"
    NOT_WANTED = "not_wanted"


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """A stretch, agreed beforehand by the customer, in which the promise's clock stands still."""

    starts_at: datetime
    ends_at: datetime
    reason: PauseReason
    consent_at: datetime


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
    `corrected_at` is set when an independent record, come in later, turned broken into kept.
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
    ladder: tuple[Rung, ...]
    rung: int
    pauses: tuple[PauseFacts, ...]
    verdict_at: datetime | None
    judged_at: datetime | None
    corrected_at: datetime | None
    evidence_seq: int | None
    look_at: datetime | None
    rulebook_id: str


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A page of promises; `next_offset` continues it, None at the end."""

    promises: tuple[PromiseFacts, ...]
    next_offset: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line of the case's record, as far as a verdict needs it.

    `by_customer` is true for the customer's own act; `paid_fen` is what was paid on the quote of
    `at_most_fen`; `about` is what a dispute is about, `promise_id` the promise that a line is about.
    """

    seq: int
    kind: str
    at: datetime
    by_customer: bool
    paid_fen: int | None = None
    at_most_fen: int | None = None
    about: str | None = None
    promise_id: str | None = None


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
    accepted price."""

    promise_id: UUID
    customer_id: UUID
    fen: int
    excess_fen: int
    paid_at: datetime


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


class QuoteExpired(YinuoError):
    """A quote was taken up after its time, or a second time."""

    code = "quote_expired"
    status = 409
    zh = "刚才报的时间已经过期，您填的内容都还在。请再提交一次，我们马上重新报时间。"
    en = "The time we quoted has expired. What you entered is kept; send again and we quote anew at once."


class NobodyCanCome(YinuoError):
    """No technician can come within the horizon, so nothing honest can be promised."""

    code = "nobody_can_come"
    status = 409
    zh = "现在没有师傅能上门，我们不随口承诺时间。您的报修已记下，请拨打热线，由人工为您安排。"
    en = (
        "No technician can come at present, and we don't promise what can't be kept. Your report is kept; "
        "please call the hotline and a person will arrange it."
    )


class PromiseDecided(WrongMoment):
    """The promise already has its verdict."""

    code = "promise_decided"
    zh = "这个承诺已经有结果了，不能再改。请刷新页面查看。"
    en = "This promise already has its outcome and can't be changed. Reload the page to see it."


class PauseInvalid(WrongMoment):
    """A pause without consent, in the past, or beyond what may be agreed."""

    code = "pause_invalid"
    zh = "暂停要先得到您的同意，从现在起算，并且有明确的结束时间。计时照常进行，没有改动。"
    en = (
        "A pause needs your consent beforehand, starts now or later, and has an agreed end. The clock "
        "keeps running; nothing was changed."
    )


class CustomerOnly(YinuoError):
    """Somebody other than the customer tried to release a promise or consent for the customer."""

    code = "customer_only"
    status = 403
    zh = "只有客户本人可以免除承诺或同意暂停，什么都没有改动。"
    en = "Only the customer may release a promise or agree to a pause. Nothing was changed."
