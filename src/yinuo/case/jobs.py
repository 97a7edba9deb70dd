"""What the case room does when one of its timers rings; mapped in config/wiring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor

from .actions import close_silent_case, forget_words

FORGET = "case.forget"
"""The timer that the erasure of a person sets."""


def on_confirm_due(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """The confirmation window of the case `subject` is over."""
    close_silent_case(case_id=subject, due_at=due_at, actor=Actor.system("watch"), now=now)


def on_person_erased(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """The person `subject` was erased: erase what their cases hold of them."""
    del due_at
    forget_words(customer_id=subject, actor=Actor.system("erasure"), now=now)
