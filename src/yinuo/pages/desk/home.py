"""The desk's first page: one field for a number, the calls that wait, what needs a person, one's own
cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.reads import list_owned
from yinuo.intake.actions import type_number
from yinuo.intake.call import CallFacts, CallState
from yinuo.intake.callers import list_open_calls
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.company.rows import case_rows
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.frame.typed import id_in
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import map_staff
from yinuo.store import clock
from yinuo.store.perform import perform

from .company import the_company
from .queue import queue_rows

_MINE = 8
_PAGE = 30


@require_safe
@for_staff(Verb.OPEN_CASE)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The page; `?call=` is how a phone system hands a call over by its id."""
    call_id = id_in(request.GET.get("call", ""))
    if call_id is not None:
        return redirect("desk:call", call_id)
    return _show(request, staff)


@require_safe
@for_staff(Verb.OPEN_CASE)
def show_calls(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The part of the page that is asked for anew every few seconds: somebody may ring."""
    return render(request, "desk/parts/calls.html", _calls(staff, clock.now()))


@require_POST
@for_staff(Verb.OPEN_CASE)
def type_in(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """A number that was typed becomes a call in hand; the number leaves the address at once."""
    phone = request.POST.get("phone", "")
    try:
        call = perform(
            type_number,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=sent_key(request),
            company_id=the_company().id,
            phone=phone,
        )
    except YinuoError as error:
        wrong = {"typed": phone[:60], "problem": error.text(language())}
        return _show(request, staff, status=error.status, **wrong)
    return redirect("desk:call", call.id)


@require_safe
@for_staff(Verb.OPEN_CASE)
def show_mine(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """All open cases that one sees through, paged by key."""
    before = id_in(request.GET.get("before", ""))
    found = list_owned(staff.id, before=before, limit=_PAGE + 1)
    path = reverse("desk:mine")
    context = {
        "rows": case_rows(found[:_PAGE]),
        "newer": path if before else "",
        "older": f"{path}?before={found[_PAGE - 1].id}" if len(found) > _PAGE else "",
        "now": clock.now(),
    }
    return render(request, "desk/mine.html", context)


def _show(
    request: HttpRequest, staff: StaffFacts, *, status: int = 200, **more: str
) -> HttpResponseBase:
    now = clock.now()
    outlet_ids = list_outlet_ids(staff.scope)
    mine = list_owned(staff.id, limit=_MINE + 1)
    context: dict[str, Any] = {
        "key": fresh_key(),
        "queue": queue_rows(outlet_ids, now),
        "mine": case_rows(mine[:_MINE]),
        "has_more_mine": len(mine) > _MINE,
        **_calls(staff, now),
        **more,
    }
    return render(request, "desk/home.html", context, status=status)


def _calls(staff: StaffFacts, now: datetime) -> dict[str, Any]:
    """The calls that nobody has ended: mine in front, then those that wait longest."""
    calls = list_open_calls(the_company().id)
    names = map_staff({call.staff_id for call in calls if call.staff_id is not None})
    rows = [
        {
            "call": call,
            "is_mine": call.staff_id == staff.id,
            "is_taken": call.state is CallState.TAKEN,
            "who": names[call.staff_id].name if call.staff_id in names else "",
        }
        for call in sorted(calls, key=lambda call: _turn(call, staff.id))
    ]
    return {"calls": rows, "now": now}


def _turn(call: CallFacts, staff_id: UUID) -> tuple[bool, bool, datetime]:
    is_mine = call.staff_id == staff_id
    return not is_mine, call.state is CallState.TAKEN, call.arrived_at
