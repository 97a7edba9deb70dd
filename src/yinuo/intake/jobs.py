"""What intake does when its timer rings: all that is held of an erased person goes; see config/wiring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor

from .actions import forget_person

FORGET = "intake.forget"
"""The timer that the erasure of a person sets."""


def on_person_erased(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """The person `subject` was erased: erase what all rooms hold of them."""
    del due_at
    forget_person(customer_id=subject, actor=Actor.system("erasure"), now=now)
