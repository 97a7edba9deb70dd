"""The statement and what is paid: only what the customer accepted, and as the customer says it was."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.store.perform import action
from yinuo.work.visit.errors import (
    AmountNotAccepted,
    FieldMissing,
    PaymentSaidAlready,
)
from yinuo.work.visit.facts import (
    PaymentFacts,
    PaymentMethod,
    QuoteState,
    StatementFacts,
    Step,
)
from yinuo.work.visit.models import Payment, Visit
from yinuo.work.visit.reads import (
    decided_quote,
    due_fen,
    get_payment,
    statement_of,
)

from .rows import begin_step, take_paid_visit, take_work, write_step


@action
def show_statement(
    *, visit_id: UUID, device_at: datetime | None = None, actor: Actor, now: datetime
) -> StatementFacts:
    """The itemised statement is shown, and sent, before anything is paid (QT-06)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.STATEMENT)
    statement = statement_of(row)
    write_step(row, Step.STATEMENT, {}, device_at=device_at, actor=actor, now=now)
    quote = decided_quote(row)
    # What was promised, which is more than what is due where an accepted part was not needed.
    is_accepted = quote.state == QuoteState.ACCEPTED
    owe(row, quote.total_fen if is_accepted else statement.total_fen)
    body = {"total_fen": statement.total_fen}
    write_line(row, "visit.statement.shown", body, actor=actor, now=now)
    if statement.total_fen == 0:
        nothing = PaymentMethod.NOTHING_DUE
        _pay_step(row, 0, nothing, device_at=device_at, actor=actor, now=now)
    return statement


@action
def take_payment(
    *,
    visit_id: UUID,
    paid_fen: int,
    method: PaymentMethod,
    device_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> PaymentFacts:
    """Record what was paid: exactly what is due, never above (QT-02), after the statement (QT-06)."""
    row = take_work(visit_id, actor)
    begin_step(row, Step.PAYMENT)
    if paid_fen != due_fen(row):
        raise AmountNotAccepted
    _pay_step(row, paid_fen, method, device_at=device_at, actor=actor, now=now)
    return get_payment(row.id)


@action
def customer_confirms_price(
    *, case_id: UUID, paid_fen: int, visit_id: UUID | None = None, actor: Actor, now: datetime
) -> PaymentFacts:
    """The customer says what was really paid at a visit of the case, the newest unless one is named.

    More than was owed is recorded all the same: it breaks the price promise. Said once; a correction is a
    dispute. Raises StepNotYet where no statement was shown, PaymentSaidAlready for another sum than was said.
    """
    row = take_paid_visit(case_id, actor, visit_id)
    payment = Payment.objects.select_for_update().get(visit=row)
    if paid_fen < 0:
        raise FieldMissing
    if payment.confirmed_fen not in (None, paid_fen):
        raise PaymentSaidAlready(payment.confirmed_fen)
    if payment.confirmed_at is None:
        payment.confirmed_fen, payment.confirmed_at = paid_fen, now
        payment.save(update_fields=["confirmed_fen", "confirmed_at"])
        body = _paid_body(payment, paid_fen)
        write_line(row, "visit.price.confirmed", body, actor=actor, now=now)
    return get_payment(row.id)


def owe(row: Visit, at_most_fen: int) -> None:
    """What the customer owes at most for this visit, by the quote that was decided on; set once."""
    version = decided_quote(row).version
    fixed = {"at_most_fen": at_most_fen, "quote_version": version}
    Payment.objects.get_or_create(visit=row, defaults=fixed)


def record_payment(
    row: Visit, paid_fen: int, method: PaymentMethod, *, actor: Actor, now: datetime
) -> None:
    """Write down what the technician says was paid, once `owe` has fixed what it may be at most."""
    payment = Payment.objects.get(visit=row)
    payment.recorded_fen, payment.method, payment.recorded_at = paid_fen, method, now
    payment.save(update_fields=["recorded_fen", "method", "recorded_at"])
    body = {**_paid_body(payment, paid_fen), "method": method.value}
    write_line(row, "visit.payment.recorded", body, actor=actor, now=now)


def _pay_step(
    row: Visit,
    paid_fen: int,
    method: PaymentMethod,
    *,
    device_at: datetime | None,
    actor: Actor,
    now: datetime,
) -> None:
    body = {"paid_fen": paid_fen}
    write_step(row, Step.PAYMENT, body, device_at=device_at, actor=actor, now=now)
    record_payment(row, paid_fen, method, actor=actor, now=now)


def _paid_body(payment: Payment, paid_fen: int) -> dict[str, Any]:
    """Which visit and which of its quotes a payment is of: a price is judged by its own alone."""
    return {
        "visit": str(payment.visit_id),
        "version": payment.quote_version,
        "paid_fen": paid_fen,
        "at_most_fen": payment.at_most_fen,
    }
