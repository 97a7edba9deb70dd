"""How a case ends and comes back: withdrawn, confirmed, disputed, reopened - by the customer's word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.case import kinds, rules
from yinuo.case.facts import (
    CaseFacts,
    CaseNotInState,
    CaseState,
    DisputeAbout,
    DisputeTooLate,
    WithdrawReason,
)
from yinuo.outlet.reads import get_rulebook_by_id
from yinuo.record.kinds import Kind
from yinuo.store.perform import action

from .rows import customer_only, move, say, take, write
from .telling import tell_disputed, tell_done


@action
def withdraw_case(
    *, case_id: UUID, reason: WithdrawReason, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer takes the request back (AR-11). Promises are released before, by their own room."""
    row = take(case_id)
    customer_only(row, actor)
    move(row, CaseState.WITHDRAWN, actor=actor, now=now, closed_at=now)
    write(row, kinds.WITHDRAWN, {"reason": reason.value}, actor=actor, now=now)
    return row.to_facts()


@action
def cancel_return(
    *, case_id: UUID, reason: WithdrawReason, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer wants nobody to come again: what was disputed before stays disputed, and the case open."""
    row = take(case_id)
    customer_only(row, actor)
    move(row, CaseState.DISPUTED, actor=actor, now=now)
    write(row, kinds.RETURN_CANCELLED, {"reason": reason.value}, actor=actor, now=now)
    return row.to_facts()


@action
def confirm_fixed(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer, who was asked, says that it is fixed: the case is done.

    Raises CaseNotInState before the work has ended, and in a dispute, which `settle_dispute` ends.
    """
    asked = CaseState.WAITING_FOR_CUSTOMER
    return _end_by_word(case_id, asked, kinds.CONFIRMED, actor=actor, now=now)


@action
def settle_dispute(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer says that what was disputed is settled: the case is done, by his word alone.

    The caller has made sure that nobody is still to come. Raises CaseNotInState without a dispute.
    """
    return _end_by_word(case_id, CaseState.DISPUTED, kinds.SETTLED, actor=actor, now=now)


def _end_by_word(
    case_id: UUID, state: CaseState, kind: Kind, *, actor: Actor, now: datetime
) -> CaseFacts:
    """End a case that stands so far by the word of its customer, and of nobody else."""
    row = take(case_id)
    customer_only(row, actor)
    if row.state != state:
        raise CaseNotInState
    move(row, CaseState.DONE, actor=actor, now=now, closed_at=now)
    write(row, kind, {}, actor=actor, now=now)
    tell_done(row, actor=actor, now=now)
    return row.to_facts()


@action
def dispute_case(
    *, case_id: UUID, words: str, about: DisputeAbout, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer disputes, in his own words, also after the case was closed, and again about something
    else while a first dispute runs.

    A dispute about the arrival or the price takes weak evidence of that promise away. Raises
    DisputeTooLate when the case ended more than the rulebook's `dispute_days` ago.
    """
    row = take(case_id)
    customer_only(row, actor)
    if row.closed_at is not None:
        windows = get_rulebook_by_id(row.rulebook_id).rulebook.windows
        if not rules.is_dispute_in_time(row.closed_at, windows.dispute_days, now):
            raise DisputeTooLate
    move(row, CaseState.DISPUTED, actor=actor, now=now, closed_at=None, disputed_at=now)
    say(row, "disputed", words, now)
    write(row, kinds.DISPUTED, {"about": about.value}, actor=actor, now=now)
    tell_disputed(row, actor=actor, now=now)
    return row.to_facts()


@action
def question_payment(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """What the customer says was paid waits for a person: the case is disputed about the price by itself.

    The line isn't the customer's own, so it takes no evidence away. A withdrawn case stays withdrawn; the
    line is written all the same.
    """
    row = take(case_id)
    if rules.may_move(CaseState(row.state), CaseState.DISPUTED):
        move(row, CaseState.DISPUTED, actor=actor, now=now, closed_at=None, disputed_at=now)
    about = DisputeAbout.PRICE.value
    write(row, kinds.PAYMENT_QUESTIONED, {"about": about}, actor=actor, now=now)
    return row.to_facts()


@action
def reopen_case(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """Take a case up again, by its customer or by staff; the figures count how often."""
    row = take(case_id)
    if actor.kind is not ActorKind.STAFF:
        customer_only(row, actor)
    row.reopened += 1
    move(row, CaseState.OPEN, actor=actor, now=now, closed_at=None, reopened=row.reopened)
    write(row, kinds.REOPENED, {"times": row.reopened}, actor=actor, now=now)
    return row.to_facts()
