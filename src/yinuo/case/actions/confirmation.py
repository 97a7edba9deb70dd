"""Asking the customer whether it is fixed, and what silence means."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case import kinds, rules
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.models import Case
from yinuo.engines.tlog import format_at
from yinuo.notice.actions import queue
from yinuo.notice.reads import count_delivered
from yinuo.store.perform import action
from yinuo.store.timer import set_timer

from .rows import ASK_EVENT, CONFIRM_TIMER, move, take, write
from .telling import tell_done

LOOK_AGAIN = timedelta(days=1)
"""How long until a case that silence couldn't close is looked at again: a notice may yet arrive."""


@action
def await_confirmation(
    *, case_id: UUID, confirm_by: datetime, actor: Actor, now: datetime
) -> CaseFacts:
    """The work is done as far as the company can tell: ask the customer, twice, until `confirm_by`.

    The second notice goes out when half of the window has passed. "Closed" isn't "fixed": see
    `close_silent_case`. Raises CaseNotInState.
    """
    row = take(case_id)
    move(row, CaseState.WAITING_FOR_CUSTOMER, actor=actor, now=now, confirm_by=confirm_by)
    set_timer(CONFIRM_TIMER, row.id, confirm_by, now=now)
    _ask(row, confirm_by, now, actor)
    write(
        row,
        kinds.WAITING,
        {"confirm_by": format_at(confirm_by)},
        actor=actor,
        now=now,
    )
    return row.to_facts()


@action
def close_silent_case(*, case_id: UUID, due_at: datetime, actor: Actor, now: datetime) -> CaseFacts:
    """The confirmation window is over: the case is done if two notices were delivered, with `due_at` as
    its end; otherwise it goes on waiting for the customer and is looked at again a day later."""
    row = take(case_id)
    if row.state != CaseState.WAITING_FOR_CUSTOMER:
        return row.to_facts()
    delivered = count_delivered(row.id, _round(row))
    if rules.may_close_silently(delivered):
        move(row, CaseState.DONE, actor=actor, now=now, closed_at=due_at)
        write(row, kinds.CLOSED, {"delivered": delivered}, actor=actor, now=now)
        tell_done(row, actor=actor, now=now)
        return row.to_facts()
    if row.confirm_by == due_at:  # said once, not at each later look
        write(row, kinds.STILL_WAITING, {"delivered": delivered}, actor=actor, now=now)
    set_timer(CONFIRM_TIMER, row.id, now + LOOK_AGAIN, now=now)
    return row.to_facts()


def _ask(row: Case, confirm_by: datetime, now: datetime, actor: Actor) -> None:
    """Two notices, each of its own event, so that each counts when it is delivered."""
    for nth, send_after in enumerate((now, now + (confirm_by - now) / 2), start=1):
        queue(
            subject=row.id,
            event=f"{_round(row)}.{nth}",
            template="case.confirm",
            params={},
            recipient_customer=row.customer_id,
            send_after=send_after,
            region=row.region,
            actor=actor,
            now=now,
        )


def _round(row: Case) -> str:
    """The event of this round of asking: notices of a round before the case was reopened don't count."""
    return f"{ASK_EVENT}.{row.reopened}"
