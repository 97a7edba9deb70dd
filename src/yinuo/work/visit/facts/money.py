"""Facts of money on site: quotes, lines, statements, payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class QuoteState(StrEnum):
    """Where an itemised quote stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"  # still open when the visit was stopped


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
class DestructivePlan:
    """What a technician states before drilling or cutting; the new lock is a part on the price list, None
    where none is fitted, and its price can't be typed (QT-02)."""

    damage: str
    new_lock_code: str | None
    protection_left: str


@dataclass(frozen=True, slots=True)
class Destructive:
    """What is told before drilling or cutting (ID-14): damage, a new lock's price, protection left."""

    damage: str
    new_lock_fen: int
    protection_left: str


@dataclass(frozen=True, slots=True)
class ItemQuoteFacts:
    """An itemised quote, as the customer sees it before work starts. `disclosed_fen` is what is owed if
    the customer says no: the visit and inspection lines (QT-10). `is_signed_here`: accepted by a signature on
    the technician's phone, which is weaker evidence than the customer's own tap."""

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
    is_signed_here: bool


@dataclass(frozen=True, slots=True)
class PricePreview:
    """What picked lines would cost, in fen, before anything is proposed; `disclosed_fen` is owed
    if the customer says no."""

    lines: tuple[QuoteLineFacts, ...]
    total_fen: int
    disclosed_fen: int
    warranty_zh: str
    warranty_en: str


class PaymentMethod(StrEnum):
    """How the customer paid; a private account is not among them (CM-04)."""

    CASH = "cash"
    COMPANY_CODE = "company_code"  # the company's own payment code
    CARD = "card"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """The itemised statement before payment (QT-06), in the six groups of QT-07.

    `is_declined`: only what was disclosed is owed. `is_stopped`: the visit was stopped, so the labour counts
    only where the work had been handed over, and nothing at all where nothing was charged.
    """

    lines: tuple[QuoteLineFacts, ...]
    group_totals: tuple[tuple[str, int], ...]
    total_fen: int
    is_declined: bool
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What the technician says was paid, and what the customer says; `at_most_fen` is what was owed at most,
    None before a statement."""

    visit_id: UUID
    at_most_fen: int | None
    recorded_fen: int | None
    method: PaymentMethod | None
    recorded_at: datetime | None
    confirmed_fen: int | None
    confirmed_at: datetime | None
