"""What a case tells its customer at its end, and the managers when its customer disputes."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.models import Case
from yinuo.notice.actions import queue
from yinuo.people.facts import StaffRole
from yinuo.people.reads import list_staff


def tell_done(row: Case, *, actor: Actor, now: datetime) -> None:
    """The case is done, its receipt is ready behind the link (AF-01); once for each time it was reopened."""
    queue(
        subject=row.id,
        event=f"case.done.{row.reopened}",
        template="case.done",
        params={"number": row.to_facts().number},
        recipient_customer=row.customer_id,
        region=row.region,
        actor=actor,
        now=now,
    )


def tell_disputed(row: Case, *, actor: Actor, now: datetime) -> None:
    """Somebody has to answer: every manager hears of it, and the chat group; the words stay here."""
    for staff in list_staff(StaffRole.MANAGER):
        queue(
            subject=row.id,
            event=f"case.disputed:{now.isoformat()}",
            template="case.disputed",
            params={"number": row.to_facts().number},
            recipient_staff=staff.id,
            region=row.region,
            actor=actor,
            now=now,
        )
