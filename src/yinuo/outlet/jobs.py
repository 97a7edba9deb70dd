"""What the watch does for the outlet room when its timers ring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor

from .actions import extend_shifts


def on_shifts_due(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """Write the company's rota one more day ahead, which also sets the timer for the next day.

    For timers of the kind `outlet.shifts`; runs in the watch's transaction. A watch that was away
    for days writes all that is missing at once, since the rota is written from today on, not from
    `due_at`.
    """
    del due_at
    extend_shifts(company_id=subject, actor=Actor.system("watch"), now=now)
