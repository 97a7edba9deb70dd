"""A technician beside the board: where he is, his day, and the pause that a dispatcher gives him."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.reads import map_cases
from yinuo.outlet.facts import TechnicianFacts, TechnicianUnknown
from yinuo.outlet.reads import get_technician, list_on_duty, list_outlet_ids
from yinuo.pages.frame.language import language
from yinuo.pages.staff.door import for_staff
from yinuo.pages.technician.scene import fault_name
from yinuo.pages.technician.words import STATES
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import is_allowed
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.dispatch.actions import pause_technician, resume_technician
from yinuo.work.dispatch.board import map_current_pauses
from yinuo.work.visit.reads import list_visits_of_technician

from .forms import KeyForm, PauseForm
from .panel import PANEL, is_part
from .picture import technician_sights
from .rows import place_name, technician_row
from .words import PAUSES

_VISITS = 12


@require_safe
@for_staff(Verb.SEE_BOARD)
def show(request: HttpRequest, staff: StaffFacts, technician_id: UUID) -> HttpResponseBase:
    """The technician as he stands."""
    return _render(request, staff, _technician_in_scope(staff, technician_id))


@require_POST
@for_staff(Verb.OVERRIDE_DISPATCH)
def pause(request: HttpRequest, staff: StaffFacts, technician_id: UUID) -> HttpResponseBase:
    """Send him nowhere for a while."""
    technician = _technician_in_scope(staff, technician_id)
    form = PauseForm(request.POST, now=clock.now())
    if not form.is_valid():
        return _render(request, staff, technician, form=form)
    try:
        perform(
            pause_technician,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=str(form.cleaned_data["key"]),
            technician_id=technician.id,
            **form.arguments(),
        )
    except YinuoError as error:
        return _render(request, staff, technician, form=form, error=error)
    return _done(request, staff, technician)


@require_POST
@for_staff(Verb.OVERRIDE_DISPATCH)
def resume(request: HttpRequest, staff: StaffFacts, technician_id: UUID) -> HttpResponseBase:
    """Plan with him again."""
    technician = _technician_in_scope(staff, technician_id)
    form = KeyForm(request.POST)
    if not form.is_valid():
        return _render(request, staff, technician)
    try:
        perform(
            resume_technician,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=str(form.cleaned_data["key"]),
            technician_id=technician.id,
        )
    except YinuoError as error:
        return _render(request, staff, technician, error=error)
    return _done(request, staff, technician)


def _technician_in_scope(staff: StaffFacts, technician_id: UUID) -> TechnicianFacts:
    """The technician, for somebody whose scope his outlet is in; TechnicianUnknown for everybody else."""
    technician = get_technician(technician_id)
    outlet_ids = list_outlet_ids(staff.scope)
    if outlet_ids is not None and technician.outlet_id not in outlet_ids:
        raise TechnicianUnknown
    return technician


def _done(request: HttpRequest, staff: StaffFacts, technician: TechnicianFacts) -> HttpResponse:
    if is_part(request):
        return _render(request, staff, technician, is_done=True)
    return redirect("board:technician", technician.id)


def _render(
    request: HttpRequest,
    staff: StaffFacts,
    technician: TechnicianFacts,
    *,
    form: forms.Form | None = None,
    error: YinuoError | None = None,
    is_done: bool = False,
) -> HttpResponse:
    now = clock.now()
    may_act = is_allowed(staff.role, Verb.OVERRIDE_DISPATCH)
    current = map_current_pauses([technician.id], now).get(technician.id)
    context: dict[str, Any] = {
        "part": "board/parts/technician_panel.html",
        "title": technician.badge_no,
        "technician": technician,
        "now": now,
        "row": _row(technician, now),
        "zone": place_name(technician.region),
        "pause": current,
        "pause_reason": PAUSES[current.reason] if current else "",
        "visits": _day(technician.id, now),
        "error": error.text(language()) if error else "",
        "is_done": is_done,
        "pause_form": (form or PauseForm(now=now)) if may_act and current is None else None,
        "resume_form": KeyForm(initial={"key": PauseForm(now=now).initial["key"]})
        if may_act and current is not None
        else None,
    }
    status = error.status if error else 400 if form is not None and form.errors else 200
    return render(request, PANEL[is_part(request)], context, status=status)


def _row(technician: TechnicianFacts, now: datetime) -> dict[str, Any] | None:
    """What the board says of him; None while he isn't on duty."""
    duties = list_on_duty([technician.region], now, outlet_ids=[technician.outlet_id])
    mine = [duty for duty in duties if duty.technician_id == technician.id]
    sights = technician_sights(mine, now)
    return technician_row(sights[0], now) if sights else None


def _day(technician_id: UUID, now: datetime) -> list[dict[str, Any]]:
    """His visits of today, the newest first, and whatever still runs."""
    midnight = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    page = list_visits_of_technician(technician_id, limit=_VISITS)
    visits = [v for v in page.visits if v.ended_at is None or v.ended_at >= midnight]
    cases = map_cases({visit.case_id for visit in visits})
    return [
        {
            "visit": visit,
            "case": cases[visit.case_id],
            "fault": fault_name(cases[visit.case_id]),
            "place": place_name(cases[visit.case_id].division_code),
            "state": STATES[visit.state],
        }
        for visit in visits
    ]
