"""Stopping a visit: for a reason that harms nobody, with its price brought to an end and somebody told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import write_line
from yinuo.people.rules import mask_codes
from yinuo.store.perform import action
from yinuo.work.visit.errors import AmountNotAccepted, FieldMissing, StepNotYet
from yinuo.work.visit.facts import (
    PaymentMethod,
    QuoteState,
    StopReason,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.models import Visit
from yinuo.work.visit.reads import get_payment, has_decided, is_paid, statement_at_stop
from yinuo.work.visit.rules.stopping import cause_of
from yinuo.work.visit.telling import tell_managers_stopped, tell_stopped

from .leaving import end_partners, end_visit
from .paying import owe, record_payment
from .rows import take_leading, take_running_visit

_NOTE_LIMIT = 500


@action
def stop_visit(
    *,
    visit_id: UUID,
    reason: StopReason,
    note: str = "",
    charged_fen: int = 0,
    method: PaymentMethod = PaymentMethod.NOTHING_DUE,
    actor: Actor,
    now: datetime,
) -> VisitFacts:
    """Stop, from any step: signs of a crime (ID-18), a refusal (ID-08), a minor alone (AR-10), nobody opens
    (AR-08), danger. It counts against no technician.

    `charged_fen` is nothing, or exactly what may still be charged (`reads.find_stop_statement`), paid by
    `method`; AmountNotAccepted for any other sum. The record gets the coarse cause, the row the reason.
    Raises StepNotYet for a second seat that has not arrived while the first is at work.
    """
    row = take_running_visit(visit_id, actor)
    lead = take_leading(row)
    if row.state != VisitState.ON_SITE and lead.id != row.id and lead.state == VisitState.ON_SITE:
        raise StepNotYet
    _end_price(lead, charged_fen, method, actor=actor, now=now)
    row.stop_note = mask_codes(note.strip())[:_NOTE_LIMIT] or None
    row.save(update_fields=["stop_note"])
    end_visit(row, VisitState.STOPPED, reason.value, now)
    end_partners(row, VisitState.STOPPED, reason.value, actor=actor, now=now)
    body = {"reason": cause_of(reason).value}
    write_line(row, "visit.stopped", body, actor=actor, now=now)
    tell_stopped(row, get_payment(lead.id).recorded_fen or 0, actor=actor, now=now)
    tell_managers_stopped(row, actor=actor, now=now)
    return row.to_facts()


def _end_price(
    row: Visit, charged_fen: int, method: PaymentMethod, *, actor: Actor, now: datetime
) -> None:
    """Bring the accepted price to its end, so that it is judged by what was paid and not broken by silence.

    What the technician says here, nothing or a sum, is weak evidence as every payment record is: the customer
    is asked, and it keeps the price only after its window without a word against it.
    """
    _let_lapse(row, actor=actor, now=now)
    if not has_decided(row) or is_paid(row):
        if charged_fen:
            raise AmountNotAccepted
        return
    may_fen = statement_at_stop(row).total_fen
    if charged_fen not in (0, may_fen):
        raise AmountNotAccepted
    if charged_fen and method is PaymentMethod.NOTHING_DUE:
        raise FieldMissing
    owe(row, may_fen)
    if not charged_fen:
        method = PaymentMethod.NOTHING_DUE
    else:
        write_line(row, "visit.statement.shown", {"total_fen": may_fen}, actor=actor, now=now)
    record_payment(row, charged_fen, method, actor=actor, now=now)


def _let_lapse(row: Visit, *, actor: Actor, now: datetime) -> None:
    """A quote that nobody decided on can't be accepted any more."""
    open_ = row.quotes.filter(state=QuoteState.PROPOSED).first()
    if open_ is None:
        return
    open_.state, open_.decided_at = QuoteState.LAPSED, now
    open_.save(update_fields=["state", "decided_at"])
    write_line(row, "visit.quote.lapsed", {"version": open_.version}, actor=actor, now=now)
