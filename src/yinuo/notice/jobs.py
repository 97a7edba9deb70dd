"""Background jobs of the notice room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store import clock
from yinuo.store.jobs import task

from .actions import forget_devices_of_staff
from .sender import ask_due, deliver_due

LEFT = "notice.staff.left"
"""The timer that the closing of a login sets."""


@task("notice.deliver")
def deliver(**_: object) -> None:
    """Send what is due."""
    deliver_due(clock.now)


@task("notice.ask")
def ask_for_receipts(**_: object) -> None:
    """Ask the SMS service for receipts that are due."""
    ask_due(clock.now)


def on_staff_left(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """Nobody who has left is nudged, so nothing of their browsers is kept."""
    del due_at
    forget_devices_of_staff(staff_id=subject, actor=Actor.system("notice"), now=now)
