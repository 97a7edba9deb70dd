"""What the case room does when a timer of its own rings; mapped in config/wiring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor

from .actions import close_silent_case


def on_confirm_due(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """The confirmation window of the case `subject` is over."""
    close_silent_case(case_id=subject, due_at=due_at, actor=Actor.system("watch"), now=now)
