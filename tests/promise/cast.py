"""Promises and lines of the record as the tests of this room need them; plain values, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from yinuo.promise.facts import (
    Evidence,
    PauseFacts,
    PauseReason,
    PromiseFacts,
    PromiseKind,
    PromiseState,
    Rung,
    Teller,
)
from yinuo.promise.rules import effective_due

T0 = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
CODE = "visit.arrival.confirmed"
KNOCK = "visit.arrival.knocked"
PAID = "visit.payment.recorded"
CONFIRMED = "visit.price.confirmed"
VISIT = UUID(int=9)
LADDER = (
    Rung(0.5, (Teller.DISPATCHER,)),
    Rung(0.8, (Teller.DISPATCHER, Teller.CUSTOMER)),
    Rung(1.0, (Teller.MANAGER,)),
)


def at(minutes: float) -> datetime:
    """The instant so many minutes after the promise was made."""
    return T0 + timedelta(minutes=minutes)


def pause(starts: float, ends: float) -> PauseFacts:
    """A pause the customer agreed to as it began."""
    return PauseFacts(at(starts), at(ends), PauseReason.CUSTOMER_LATER, at(starts))


def arrive(**changes: Any) -> PromiseFacts:
    """A promise to arrive within 30 minutes."""
    facts = PromiseFacts(
        id=UUID(int=7),
        region="510100",
        case_id=UUID(int=1),
        kind=PromiseKind.ARRIVE,
        state=PromiseState.RUNNING,
        made_at=T0,
        due_at=at(30),
        deadline_at=at(30),
        within_minutes=30,
        quoted_p=0.95,
        at_most_fen=None,
        visit_id=None,
        quote_version=None,
        keeps_when=(CODE,),
        weak=(KNOCK,),
        weak_after_minutes=24 * 60,
        credit_fen=2000,
        refund_excess=False,
        refund_excess_up_to_fen=0,
        ladder=LADDER,
        rung=0,
        pauses=(),
        verdict_at=None,
        judged_at=None,
        corrected_at=None,
        evidence_seq=None,
        look_at=None,
        rulebook_id="0" * 64,
    )
    facts = replace(facts, **changes)
    return replace(facts, deadline_at=effective_due(facts.made_at, facts.due_at, facts.pauses))


def price(**changes: Any) -> PromiseFacts:
    """A promise that at most 300 yuan is paid, to be seen within a week."""
    terms: dict[str, Any] = {
        "kind": PromiseKind.PRICE,
        "due_at": at(7 * 24 * 60),
        "at_most_fen": 30000,
        "visit_id": VISIT,
        "quote_version": 1,
        "keeps_when": (CONFIRMED,),
        "weak": (PAID,),
        "refund_excess": True,
        "refund_excess_up_to_fen": 10000,
    }
    return arrive(**(terms | changes))


def line(
    kind: str, minutes: float, *, seq: int, by_customer: bool = False, **rest: Any
) -> Evidence:
    """A line of the case's record, so many minutes after the promise."""
    return Evidence(seq, kind, at(minutes), by_customer, **rest)


def paid(kind: str, minutes: float, fen: int, *, seq: int, **rest: Any) -> Evidence:
    """A line about a payment of the visit and the quote that `price` stands on, unless said otherwise."""
    of: dict[str, Any] = {"visit_id": VISIT, "quote_version": 1, "paid_fen": fen}
    by_customer = kind == CONFIRMED
    return line(kind, minutes, seq=seq, by_customer=by_customer, **(of | rest))
