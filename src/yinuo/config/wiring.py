"""Who is woken by which line of the record, and whose due rows the watch looks at."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from yinuo.backup import jobs as backup_jobs
from yinuo.case import jobs as case_jobs
from yinuo.case.actions.rows import CONFIRM_TIMER
from yinuo.genuine import calls
from yinuo.genuine.retention import DUE_SOURCES as REPORTS
from yinuo.intake import jobs as intake_jobs
from yinuo.intake.retention import DUE_SOURCES as REQUESTS
from yinuo.notice import jobs as notice_jobs
from yinuo.notice import truth
from yinuo.notice.sender import LEFTOVERS as SMS_PARTS
from yinuo.notice.sender import DueNotices, DueReceipts
from yinuo.outlet.jobs import on_shifts_due
from yinuo.outlet.shift_table import TIMER as SHIFTS_TIMER
from yinuo.people.retention import DUE_SOURCES as PEOPLE
from yinuo.promise.due import FIGURE_DAYS as PROMISE_FIGURES
from yinuo.promise.due import Promises
from yinuo.promise.jobs import JUDGE
from yinuo.promise.standing import CHECKS, find_appointment
from yinuo.record import wake
from yinuo.store.limits import DUE_SOURCES as COUNTS
from yinuo.store.retention import DUE_SOURCES as LEFTOVERS
from yinuo.store.timer import Handler, Timers
from yinuo.store.watch import DueSource
from yinuo.transfer import jobs as transfer_jobs
from yinuo.work.dispatch.due import Zones
from yinuo.work.dispatch.jobs import SETTLE
from yinuo.work.visit.due import FIGURE_DAYS as CASE_FIGURES
from yinuo.work.visit.jobs import on_photos_due, on_signatures_due
from yinuo.work.visit.rules.retention import PHOTO_TIMER, SIGNATURE_TIMER

_WAKES: Mapping[str, tuple[str, ...]] = {
    "visit.arrival.confirmed": (JUDGE,),
    "visit.arrival.knocked": (JUDGE,),
    "visit.arrival.denied": (JUDGE,),
    "visit.payment.recorded": (JUDGE,),
    "visit.price.confirmed": (JUDGE,),
    "visit.delayed": (SETTLE,),
    "visit.finished": (SETTLE,),
    "visit.stopped": (SETTLE,),
    "case.disputed": (JUDGE,),
    "intake.call.connected": (JUDGE,),
    "intake.call_back.confirmed": (JUDGE,),
}
TIMERS_OF: Mapping[str, tuple[str, ...]] = {
    "people.customer.erased": (intake_jobs.FORGET, transfer_jobs.FORGET, backup_jobs.NOTE),
    "people.staff.deactivated": (notice_jobs.LEFT,),
    "people.staff.erased": (transfer_jobs.FORGET, backup_jobs.NOTE),
}


def connect() -> None:
    """Map record kinds to what they call, and name the records of calls; once, when all rooms are loaded."""
    wake.connect(jobs_of=_WAKES, timers_of=TIMERS_OF)
    truth.connect(checks=CHECKS, find_appointment=find_appointment)
    calls.connect(
        calls.RecordedCalls("intake.call.connected", is_whole=settings.YINUO_CALLS_COMPLETE)
    )


def timer_handlers() -> Mapping[str, Handler]:
    """What each kind of timer does."""
    return {
        CONFIRM_TIMER: case_jobs.on_confirm_due,
        SHIFTS_TIMER: on_shifts_due,
        PHOTO_TIMER: on_photos_due,
        SIGNATURE_TIMER: on_signatures_due,
        case_jobs.FORGET: case_jobs.on_person_erased,
        intake_jobs.FORGET: intake_jobs.on_person_erased,
        notice_jobs.LEFT: notice_jobs.on_staff_left,
        transfer_jobs.FORGET: transfer_jobs.on_person_erased,
        backup_jobs.NOTE: backup_jobs.on_person_erased,
    }


def due_sources() -> tuple[DueSource, ...]:
    """Everything that falls due, in the order in which a watch looks at it: verdicts come first."""
    return (
        Promises(),
        Zones(),
        Timers(timer_handlers),
        DueNotices(),
        DueReceipts(),
        *PEOPLE,
        *REQUESTS,
        *LEFTOVERS,
        *COUNTS,
        *SMS_PARTS,
        *REPORTS,
        *transfer_jobs.DUE_SOURCES,
        PROMISE_FIGURES,
        CASE_FIGURES,
    )
