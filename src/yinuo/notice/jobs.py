"""Background jobs of the notice room."""

from __future__ import annotations

from yinuo.store import clock
from yinuo.store.jobs import task

from .sender import deliver_due


@task("notice.deliver")
def deliver(**_: object) -> None:
    """Send what is due."""
    deliver_due(clock.now)
