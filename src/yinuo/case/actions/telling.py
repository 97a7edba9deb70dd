"""What a case tells its customer at its end."""

from __future__ import annotations

from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.case.models import Case
from yinuo.notice.actions import queue


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
