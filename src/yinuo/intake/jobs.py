"""What intake does when its timer rings: what an erased person typed goes, too; mapped in config/wiring."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor

from .actions import forget_requests

FORGET = "intake.forget"
"""The timer that the erasure of a person sets."""


def on_person_erased(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """The person `subject` was erased: delete the requests that they typed."""
    del due_at
    forget_requests(customer_id=subject, actor=Actor.system("erasure"), now=now)
