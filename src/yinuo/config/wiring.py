"""Who is woken by which line of the record, and whose due rows the watch looks at."""

from __future__ import annotations

from collections.abc import Mapping

from yinuo.record import wake
from yinuo.store.timer import Handler, Timers
from yinuo.store.watch import DueSource


def connect() -> None:
    """Map record kinds to the jobs they wake; called once, when all rooms are loaded."""
    wake.connect({})


def timer_handlers() -> Mapping[str, Handler]:
    """What each kind of timer does."""
    return {}


def due_sources() -> tuple[DueSource, ...]:
    """Everything that falls due, in the order in which a watch looks at it."""
    return (Timers(timer_handlers),)
