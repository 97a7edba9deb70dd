"""Whether what a notice says still stands when it is sent, and when the visit is that a calendar shows.

The notice room asks (`notice.truth`), through config's wiring: it lies far below and knows only ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case
from yinuo.notice.facts import Appointment, AppointmentState
from yinuo.notice.truth import Check, Question
from yinuo.work.dispatch.reads import find_job_of_case
from yinuo.work.visit.facts import BEFORE_ARRIVAL, QuoteState
from yinuo.work.visit.reads import find_running_visit, get_visit, list_quotes

from .facts import PromiseKind, PromiseState
from .reads import find_arrival, get_promise, list_promises

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_arrival_as_said(question: Question) -> bool:
    """An arrival is still awaited by the time that the text names."""
    return _is_awaited(PromiseKind.ARRIVE, question)


def is_call_as_said(question: Question) -> bool:
    """A call is still awaited by the time that the text names."""
    return _is_awaited(PromiseKind.CALL_BACK, question)


def _is_awaited(kind: PromiseKind, question: Question) -> bool:
    return any(
        promise.kind is kind
        and promise.state is PromiseState.RUNNING
        and promise.deadline_at == question.values["due_at"]
        for promise in list_promises(question.subject)
    )


def is_start_as_said(question: Question) -> bool:
    """The same, and not before the time that the text names."""
    job = find_job_of_case(question.subject)
    is_same = job is not None and job.not_before_at == question.values["from_at"]
    return is_same and is_arrival_as_said(question)


def is_promise_running(question: Question) -> bool:
    """The promise of which the event speaks has no verdict yet."""
    promise_id = _id_in(question.event)
    return promise_id is None or get_promise(promise_id).state is PromiseState.RUNNING


def is_technician_sent(question: Question) -> bool:
    """The technician who was chosen is still the one who comes."""
    assignment_id = _id_in(question.event)
    return assignment_id is None or find_running_visit(assignment_id) is not None


def is_before_arrival(question: Question) -> bool:
    """Nobody stands inside yet, and the visit wasn't called off."""
    visit_id = _id_in(question.event)
    return visit_id is None or get_visit(visit_id).state in BEFORE_ARRIVAL


def is_quote_open(question: Question) -> bool:
    """The quote that is to be decided on is still undecided."""
    visit_id, version = _id_in(question.event), question.event.rpartition(".")[2]
    if visit_id is None or not version.isdecimal():
        return True
    quotes = {quote.version: quote for quote in list_quotes(visit_id)}
    return int(version) in quotes and quotes[int(version)].state is QuoteState.PROPOSED


def is_answer_awaited(question: Question) -> bool:
    """The case still waits for its customer's word."""
    return get_case(question.subject).state is CaseState.WAITING_FOR_CUSTOMER


def is_unpromised(question: Question) -> bool:
    """The case is open, and nobody's coming is promised."""
    promise = find_arrival(question.subject)
    is_promised = promise is not None and promise.state is PromiseState.RUNNING
    return not is_promised and get_case(question.subject).state is CaseState.OPEN


CHECKS: Mapping[str, Check] = {
    "promise.made": is_arrival_as_said,
    "promise.paused": is_start_as_said,
    "promise.resumed": is_arrival_as_said,
    "promise.warned": is_promise_running,
    "decision.again": is_arrival_as_said,
    "call_back.promised": is_call_as_said,
    "visit.reminder": is_start_as_said,
    "visit.reminder_by": is_arrival_as_said,
    "visit.assigned": is_technician_sent,
    "visit.reassigned": is_technician_sent,
    "visit.on_the_way": is_before_arrival,
    "visit.late": is_before_arrival,
    "quote.proposed": is_quote_open,
    "case.confirm": is_answer_awaited,
    "case.unpromised": is_unpromised,
}
"""What is asked of each text that can grow old. The others tell what has happened, which stays true."""


def find_appointment(case_id: UUID, now: datetime) -> Appointment:
    """When somebody comes to a case, as the promise of it that counts stands at `now`."""
    promise = find_arrival(case_id)
    if promise is None:
        return Appointment(AppointmentState.OVER)
    if promise.state is PromiseState.RELEASED:
        return Appointment(AppointmentState.CALLED_OFF)
    if promise.state is not PromiseState.RUNNING or promise.deadline_at <= now:
        return Appointment(AppointmentState.OVER)
    job = find_job_of_case(case_id)
    starts_at = (job.not_before_at if job else None) or promise.made_at
    return Appointment(AppointmentState.PLANNED, starts_at, promise.deadline_at)


def _id_in(event: str) -> UUID | None:
    """The id that stands in an event's name, None where none does."""
    found = _ID.search(event)
    return UUID(found[0]) if found else None
