"""A case in twenty seconds while talking: type, hear the time that will be promised, Enter."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import Channel
from yinuo.case.reads import get_case
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.actions import end_call, report_fault
from yinuo.intake.call import CallElsewhere, CallEnding, Caller, CallFacts, CallSource
from yinuo.intake.callers import (
    Ahead,
    get_call,
    get_call_form,
    get_call_phone,
    get_caller,
    look_ahead,
)
from yinuo.intake.facts import Answer, AnswerKind, ReportInvalid
from yinuo.intake.later import find_movable_promise
from yinuo.intake.reads import list_reportable
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.customer.door import fresh_key
from yinuo.pages.frame.language import language
from yinuo.pages.staff.contact import note_people_looks
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

from .company import the_company
from .form import CaseForm, Offered


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.OPEN_CASE)
def new(request: HttpRequest, staff: StaffFacts, call_id: UUID) -> HttpResponseBase:
    """The form, and what became of it; what a colleague had typed before stands in it (IN-04)."""
    call = get_call(call_id)
    caller = get_caller(call_id, list_outlet_ids(staff.scope))
    note_people_looks(
        staff, caller.customers, caller.cases
    )  # their names and addresses stand there
    offered = _offered(caller, call)
    if request.method != "POST":
        known = get_call_form(call_id)
        start = known | {name: request.GET[name] for name in _GIVEN if request.GET.get(name)}
        return _show(request, call, CaseForm(offered, initial=start))
    form = CaseForm(offered, request.POST)
    if not form.is_valid():
        return _show(request, call, form, status=400)
    if call.is_elsewhere(staff.id):
        form.add_error(None, CallElsewhere().text(language()))
        return _show(request, call, form, status=CallElsewhere.status)
    return _send(request, staff, call, form)


_GIVEN = ("fault", "typed")
"""What an address may bring along; never who somebody is or where."""


@require_POST
@for_staff(Verb.OPEN_CASE)
def ahead(request: HttpRequest, staff: StaffFacts, call_id: UUID) -> HttpResponseBase:
    """The part beside the form that stays right while one types: safety first, place, fault, time, what
    to say."""
    call = get_call(call_id)
    caller = get_caller(call_id, list_outlet_ids(staff.scope))
    form = CaseForm(_offered(caller, call), request.POST)
    form.is_valid()
    return render(
        request, "desk/parts/ahead.html", _ahead(form, call) | {"form": form, "call": call}
    )


def _offered(caller: Caller, call: CallFacts) -> Offered:
    return Offered(
        faults=list_reportable(the_company().id, clock.now()),
        customers=caller.customers,
        addresses=caller.addresses,
        has_phone=bool(call.masked),
        language=language(),
    )


def _channel(call: CallFacts) -> Channel:
    return Channel.PHONE if call.source is CallSource.PHONE else Channel.DESK


def _ahead(form: CaseForm, call: CallFacts) -> dict[str, Any]:
    """What can be said before anything is sent."""
    now = clock.now()
    report = form.to_report(get_call_phone(call.id), _channel(call))
    seen: Ahead = look_ahead(report, the_company().id, now)
    if seen.choices:
        form.ask(Answer(AnswerKind.ASKS_PLACE, choices=seen.choices))
    fault = _fault(form)
    return {
        "ahead": seen,
        "fault": fault.name.of(language()) if fault else "",
        "picked": form.fault_id,
        "asks_place": bool(seen.choices),
        "self_help": fault.self_help.of(language()) if fault and fault.self_help else "",
        "call_first": seen.call_first,
        "now": now,
    }


def _fault(form: CaseForm) -> FaultRule | None:
    return next((fault for fault in form.offered.faults if fault.id == form.fault_id), None)


def _send(
    request: HttpRequest, staff: StaffFacts, call: CallFacts, form: CaseForm
) -> HttpResponseBase:
    actor, now = Actor.staff(staff.id), clock.now()
    try:
        answer = perform(
            report_fault,
            actor=actor,
            now=now,
            key=form.sent_key,
            report=form.to_report(get_call_phone(call.id), _channel(call)),
            company_id=the_company().id,
        )
    except ReportInvalid as invalid:
        form.show_errors(invalid.errors)
        if invalid.asks is not None:
            form.ask(invalid.asks)
        return _show(request, call, form, invalid.asks, status=400)
    except YinuoError as error:
        form.add_error(None, error.text(language()))
        return _show(request, call, form, status=error.status)
    if answer.case_id is None:
        form.ask(answer)
        return _show(request, call, form, answer, status=400 if form.errors else 200)
    if form.cleaned_data["wished"] and find_movable_promise(get_case(answer.case_id), now):
        return redirect("desk:later", answer.case_id)  # the call stays in hand: it isn't over yet
    joined = answer.kind is AnswerKind.JOINED
    with suppress(
        CallElsewhere
    ):  # a colleague took it over meanwhile; the case is open all the same
        perform(
            end_call,
            actor=actor,
            now=now,
            call_id=call.id,
            ending=CallEnding.JOINED if joined else CallEnding.OPENED,
            case_id=answer.case_id,
        )
    told = urlencode({"told": answer.kind.value})
    return redirect(f"{reverse('desk:case', args=[answer.case_id])}?{told}")


def _show(
    request: HttpRequest,
    call: CallFacts,
    form: CaseForm,
    answer: Answer | None = None,
    *,
    status: int = 200,
) -> HttpResponseBase:
    """The page; a form shown again carries a new key, since what was changed is a new wish."""
    seen = _look_ahead(form, call)
    context = {
        "call": call,
        "form": form,
        "key": fresh_key(),
        "answer": answer,
        "asks": answer.questions if answer else (),
        "addresses": form.offered.addresses,
        **seen,
        "now": clock.now(),
    }
    if answer is not None and answer.choices:
        context["asks_place"] = True
    return render(request, "desk/new.html", context, status=status)


def _look_ahead(form: CaseForm, call: CallFacts) -> dict[str, Any]:
    """What can be said of the form as it stands: as it was sent, or as a colleague or a pasted text filled
    it."""
    if form.is_bound:
        return _ahead(form, call) if form.is_valid() else _nothing()
    filled = CaseForm(form.offered, form.initial)
    if not form.initial or not filled.is_valid():
        return _nothing()
    seen = _ahead(filled, call)
    if seen["asks_place"]:
        form.ask(Answer(AnswerKind.ASKS_PLACE, choices=seen["ahead"].choices))
    return seen


def _nothing() -> dict[str, Any]:
    return {"ahead": None, "fault": "", "picked": "", "asks_place": False, "call_first": None}
