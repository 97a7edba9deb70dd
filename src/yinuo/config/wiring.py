"""Who is woken by which line of the record, and whose due rows the watch looks at."""

from __future__ import annotations

from collections.abc import Mapping

from yinuo.case.actions.rows import CONFIRM_TIMER
from yinuo.case.jobs import FORGET, on_confirm_due
from yinuo.intake.jobs import FORGET as FORGET_REQUESTS
from yinuo.intake.retention import RequestsToPurge
from yinuo.notice.sender import DueNotices
from yinuo.outlet.jobs import on_shifts_due
from yinuo.outlet.shift_table import TIMER as SHIFTS_TIMER
from yinuo.people.retention import DUE_SOURCES as RETENTION
from yinuo.promise.due import Promises
from yinuo.promise.jobs import JUDGE
from yinuo.record import wake
from yinuo.store.timer import Handler, Timers
from yinuo.store.watch import DueSource
from yinuo.work.dispatch.due import Zones
from yinuo.work.dispatch.jobs import SETTLE

_WAKES: Mapping[str, tuple[str, ...]] = {
    "visit.arrival.confirmed": (JUDGE,),
    "visit.arrival.knocked": (JUDGE,),
    "visit.arrival.denied": (JUDGE,),
    "visit.payment.recorded": (JUDGE,),
    "visit.price.confirmed": (JUDGE,),
    "visit.finished": (SETTLE,),
    "visit.stopped": (SETTLE,),
    "case.disputed": (JUDGE,),
    "people.customer.erased": (FORGET, FORGET_REQUESTS),
}


def connect() -> None:
    """Map record kinds to the jobs they wake; called once, when all rooms are loaded."""
    wake.connect(_WAKES)


def timer_handlers() -> Mapping[str, Handler]:
    """What each kind of timer does."""
    return {CONFIRM_TIMER: on_confirm_due, SHIFTS_TIMER: on_shifts_due}


def due_sources() -> tuple[DueSource, ...]:
    """Everything that falls due, in the order in which a watch looks at it: verdicts come first."""
    return (
        Promises(),
        Zones(),
        Timers(timer_handlers),
        DueNotices(),
        *RETENTION,
        RequestsToPurge(),
    )
