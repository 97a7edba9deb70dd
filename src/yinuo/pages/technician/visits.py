"""A technician's visits: the running one first, then what is behind him, page by page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yinuo.case.reads import get_case
from yinuo.pages.frame.typed import id_in
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.promise.reads import find_arrival
from yinuo.store import clock
from yinuo.work.dispatch.board import map_current_pauses
from yinuo.work.visit.facts import ENDED, VisitFacts
from yinuo.work.visit.reads import list_visits_of_technician

from .part import KEEP_FOR, KEPT_FOR, phone_part, visits_to_keep
from .scene import fault_name, technician_of
from .words import STATES

_PAGE = 20


@require_safe
@for_staff(Verb.WORK_VISIT, own=True)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The list; `before` continues it."""
    technician = technician_of(staff)
    before = id_in(request.GET.get("before", ""))
    page = list_visits_of_technician(technician.id, before=before, limit=_PAGE)
    rows = [_row(visit) for visit in page.visits]
    context = {
        "technician": technician,
        "running": [row for row in rows if row["is_running"]],
        "past": [row for row in rows if not row["is_running"]],
        "older": f"{reverse('technician:visits')}?before={page.next_before}"
        if page.next_before
        else "",
        "is_first_page": before is None,
        "to_keep": visits_to_keep([row["visit"] for row in rows if row["is_running"]]),
        "pause": map_current_pauses([technician.id], clock.now()).get(technician.id),
        **phone_part(technician.id),
    }
    answer = render(request, "technician/visits.html", context)
    answer[KEEP_FOR] = f"{KEPT_FOR.total_seconds():.0f}"
    return answer


def _row(visit: VisitFacts) -> dict[str, Any]:
    """A visit on the list: its number and times, nothing about whom it is for."""
    is_running = visit.state not in ENDED
    case = get_case(visit.case_id)
    return {
        "visit": visit,
        "number": case.number,
        "fault": fault_name(case) if is_running else "",
        "state": STATES[visit.state],
        "is_running": is_running,
        "promise": find_arrival(visit.case_id) if is_running else None,
    }
