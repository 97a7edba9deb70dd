"""What a company's rulebook says, as plain values that can't change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from .words import (
    CaseKind,
    Clock,
    Level,
    Opening,
    OwnerKind,
    PromiseKind,
    ProofKind,
    Teller,
    Urgency,
    Witness,
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that people read, in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """The text in the reader's language: English for `en…`, Chinese for everything else."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class CompanyRule:
    """Whose rules they are; `sector` is a code of the trade, which says who supervises it."""

    id: str
    name: Text
    sector: str


@dataclass(frozen=True, slots=True)
class Windows:
    """Lengths and counts that no single promise owns.

    A second request of the same phone, place and kind joins the case for `duplicate_within`; silence closes
    a case after `confirmation_within`; weak evidence keeps a promise after `weak_after` without dispute.
    """

    duplicate_within: timedelta
    confirmation_within: timedelta
    quote_expires: timedelta
    weak_after: timedelta
    link_days: int
    dispute_days: int
    arrival_radius_m: int
    code_tries: int


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder: at `share` of the promise's time those in `tell` are told."""

    share: float
    tell: tuple[Teller, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a broken promise pays by itself, once: a credit, and the sum paid above the price.

    On the customer's word alone no more than `refund_excess_up_to_fen` of that sum; 0 without a refund.
    """

    credit_fen: int
    refund_excess: bool
    refund_excess_up_to_fen: int


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """A promise the company makes for every case of these kinds.

    `quote_at_least` is the probability at which the rule's own time may be offered; below it the honest
    time is. `keeps_when` and `weak` are record kinds; the weak ones keep it only after a wait.
    """

    kind: PromiseKind
    case_kinds: tuple[CaseKind, ...]
    within: timedelta
    clock: Clock
    quote_at_least: float | None
    keeps_when: tuple[str, ...]
    weak: tuple[str, ...]
    ladder: tuple[Rung, ...]
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class Ownership:
    """Owners that raise a level: from `from_level` on, each kind in `raises` to at least its level."""

    from_level: Level
    raises: Mapping[OwnerKind, Level]


@dataclass(frozen=True, slots=True)
class ProofRule:
    """A proof that must be seen at these levels, of these owners; any one of `any_of` will do."""

    from_level: Level
    to_level: Level
    owners: frozenset[OwnerKind]
    any_of: tuple[ProofKind, ...]


@dataclass(frozen=True, slots=True)
class CallFirst:
    """Where life or a crime comes first: the public numbers to call, and the words that say so (IN-17)."""

    numbers: tuple[str, ...]
    say: Text


@dataclass(frozen=True, slots=True)
class FaultRule:
    """One kind of trouble in the company's catalogue.

    `says` is how customers put it, `words` are short pieces by which it is found in
    what they say; `self_help` is what an owner may safely do alone, None if nothing is.
    `minutes_min` and `minutes_max` bound the work on site, `crew` and `crew_max` the people; all are zero
    where nobody needs to come. `ownership` is the rulebook's, so that a fault alone can say its level.
    """

    id: str
    kind: CaseKind
    kind_if_shut: CaseKind | None
    name: Text
    says: Text
    words: tuple[str, ...]
    level: Level
    level_if_shut: Level | None
    level_if_owner: Mapping[OwnerKind, Level]
    ownership: Ownership
    crew: int
    crew_max: int
    skills: tuple[str, ...]
    minutes_min: int
    minutes_max: int
    urgency: Urgency
    self_help: Text | None
    tariff: tuple[str, ...]
    call_first: CallFirst | None

    @property
    def minutes_expected(self) -> int:
        """The minutes on site to plan with: the middle of the range, rounded up."""
        return (self.minutes_min + self.minutes_max + 1) // 2


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """What one place asks from a day on; None where it says nothing of its own.

    `prefix` is the start of the division codes it holds for: 2 digits a province, 4 a city, 6 a county.
    """

    prefix: str
    from_date: date
    opening: Opening | None
    witness: Witness | None
    form_months: int | None
    warranty_repair_days: int | None
    repair_warranty_days: int | None


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """What holds at a place on a day.

    `form_months`: how long an opening form is kept (ID-07). `warranty_repair_days`: a warranty repair
    takes at most so long, else a substitute is lent (AF-07). `repair_warranty_days`: the warranty of a
    repaired part (AF-02).
    """

    opening: Opening
    witness: Witness
    form_months: int
    warranty_repair_days: int
    repair_warranty_days: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A company's rules; `rulebook_id` is the SHA-256 of what the file says, comments and order apart."""

    rulebook_id: str
    company: CompanyRule
    timezone: str
    currency: str
    valid_from: date
    windows: Windows
    promises: tuple[PromiseRule, ...]
    ownership: Ownership
    proofs: tuple[ProofRule, ...]
    case_kinds: tuple[FaultRule, ...]
    places: tuple[PlaceRule, ...]
