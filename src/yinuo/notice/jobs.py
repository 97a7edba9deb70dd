"""Background jobs of the notice room."""

from __future__ import annotations

from yinuo.store import clock
from yinuo.store.jobs import task

from .sender import ask_due, deliver_due


@task("notice.deliver")
def deliver(**_: object) -> None:
    """Send what is due."""
    deliver_due(clock.now)


@task("notice.ask")
def ask_for_receipts(**_: object) -> None:
    """Ask the SMS service for receipts that are due."""
    ask_due(clock.now)
