"""The customer is reminded of a visit that lies ahead: a day before and two hours before (AR-03)."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.facts import CaseFacts
from yinuo.notice.actions import queue, withdraw
from yinuo.notice.facts import Param
from yinuo.notice.rules import reminder_times
from yinuo.promise.facts import PromiseFacts

_EVENT = "visit.reminder"


def remind(
    case: CaseFacts,
    promise: PromiseFacts,
    *,
    from_at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> None:
    """Queue the reminders of an arrival: not before `from_at` where the customer asked so, else by its time.

    Those of an earlier time are taken back. The outbox keeps them until their hour, and asks then whether the
    visit still stands as they say; the one on departure is `visit.on_the_way`.
    """
    withdraw(subject=case.id, event=_EVENT, actor=actor, now=now)
    params: dict[str, Param] = {"number": case.number, "due_at": promise.deadline_at}
    starts_at = promise.deadline_at
    if from_at is not None:
        params["from_at"], starts_at = from_at, from_at
    for at in reminder_times(starts_at, now):
        queue(
            subject=case.id,
            event=f"{_EVENT}.{at.isoformat()}.{starts_at.isoformat()}",
            template="visit.reminder" if from_at is not None else "visit.reminder_by",
            params=params,
            recipient_customer=case.customer_id,
            send_after=at,
            expires_at=starts_at,
            region=case.region,
            actor=actor,
            now=now,
        )
