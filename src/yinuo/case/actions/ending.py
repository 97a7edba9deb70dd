"""How a case ends and comes back: withdrawn, confirmed, disputed, reopened - by the customer's word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case import kinds
from yinuo.case.facts import CaseFacts, CaseState, DisputeAbout, WithdrawReason
from yinuo.store.perform import action

from .rows import customer_only, move, say, take, write


@action
def withdraw_case(
    *, case_id: UUID, reason: WithdrawReason, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer takes the request back (AR-11). Promises are released before, by their own room."""
    customer_only(actor)
    row = take(case_id)
    move(row, CaseState.WITHDRAWN, actor=actor, now=now, closed_at=now)
    write(row, kinds.WITHDRAWN, {"reason": reason.value}, actor=actor, now=now)
    return row.to_facts()


@action
def confirm_fixed(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer says that it is fixed: the case is done."""
    customer_only(actor)
    row = take(case_id)
    move(row, CaseState.DONE, actor=actor, now=now, closed_at=now)
    write(row, kinds.CONFIRMED, {}, actor=actor, now=now)
    return row.to_facts()


@action
def dispute_case(
    *, case_id: UUID, words: str, about: DisputeAbout, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer disputes, in his own words, also after the case was closed.

    A dispute about the arrival or the price takes weak evidence of that promise away.
    """
    customer_only(actor)
    row = take(case_id)
    move(row, CaseState.DISPUTED, actor=actor, now=now, closed_at=None)
    say(row, "disputed", words, now)
    write(row, kinds.DISPUTED, {"about": about.value}, actor=actor, now=now)
    return row.to_facts()


@action
def reopen_case(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """Take a case up again, by the customer or by staff; the figures count how often."""
    row = take(case_id)
    row.reopened += 1
    move(row, CaseState.OPEN, actor=actor, now=now, closed_at=None, reopened=row.reopened)
    write(row, kinds.REOPENED, {"times": row.reopened}, actor=actor, now=now)
    return row.to_facts()
