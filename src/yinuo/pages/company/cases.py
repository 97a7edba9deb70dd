"""The company's first page: what was broken today, what runs out next, who disagrees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET

from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case, list_cases
from yinuo.outlet.reads import name_technicians
from yinuo.pages.frame.language import language
from yinuo.pages.frame.words import promise_name
from yinuo.pages.staff.door import for_staff
from yinuo.pages.technician.scene import fault_name
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import is_allowed
from yinuo.promise.facts import PromiseFacts, PromiseState
from yinuo.promise.reads import find_remedy, list_board
from yinuo.store import clock
from yinuo.work.dispatch.reads import find_job_of_case
from yinuo.work.visit.reads import find_visit_of_case, list_stopped_visits

from .words import PROMISE_STATES, STOP_CAUSES

_PAGE = 30
_FURTHEST = 100_000


@require_GET
@for_staff(Verb.SEE_BOARD)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The page; `from` continues the list."""
    now = clock.now()
    offset = _offset(request.GET.get("from", ""))
    page = list_board(day_start(now), offset=offset, limit=_PAGE)
    visits = {promise.case_id: find_visit_of_case(promise.case_id) for promise in page.promises}
    sent = {case_id: visit.technician_id for case_id, visit in visits.items() if visit}
    names = name_technicians(set(sent.values()), language())
    rows = [
        _row(promise, names.get(str(sent.get(promise.case_id)), ""), now)
        for promise in page.promises
    ]
    path = reverse("company:cases")
    context = {
        "rows": rows,
        "newer": f"{path}?from={max(0, offset - _PAGE)}" if offset else "",
        "older": f"{path}?from={page.next_offset}" if page.next_offset else "",
        "is_first_page": offset == 0,
        "disputed": list_cases(state=CaseState.DISPUTED, limit=_PAGE).cases if not offset else (),
        "stopped": _stopped() if not offset else [],
        "may_see_figures": is_allowed(staff.role, Verb.SEE_FIGURES),
        "now": now,
    }
    return render(request, "company/cases.html", context)


def _stopped() -> list[dict[str, Any]]:
    """Cases whose visit was stopped and for which nobody else is wanted yet: they wait for a decision."""
    rows = []
    for visit in list_stopped_visits(limit=_PAGE):
        job = find_job_of_case(visit.case_id)
        if visit.stop_cause is not None and (job is None or job.id == visit.job_id):
            row = {"case": get_case(visit.case_id), "at": visit.ended_at}
            rows.append(row | {"cause": STOP_CAUSES[visit.stop_cause]})
    return rows


def day_start(now: datetime) -> datetime:
    """The last local midnight."""
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _row(promise: PromiseFacts, technician: str, now: datetime) -> dict[str, Any]:
    case = get_case(promise.case_id)
    word, tone = PROMISE_STATES[promise.state]
    is_running = promise.state is PromiseState.RUNNING
    left = (promise.deadline_at - now).total_seconds() / 60
    return {
        "promise": promise,
        "case": case,
        "kind": promise_name(promise.kind),
        "state": word,
        "tone": "warn" if is_running and left < 10 else tone,
        "is_running": is_running,
        "is_overdue": is_running and left <= 0,
        "fault": fault_name(case),
        "technician": technician,
        "remedy": None if is_running else find_remedy(promise.id),
    }


def _offset(text: str) -> int:
    return min(int(text), _FURTHEST) if text.isascii() and text.isdigit() else 0
