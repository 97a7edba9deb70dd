"""A case at the desk: what to tell its customer, and what can be done for him on the phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound, YinuoError
from yinuo.case.actions import note_case, take_case
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import (
    find_rating,
    find_reporter,
    get_case,
    list_joined,
    list_notes,
    list_sayings,
)
from yinuo.engines import rulebook as rulebooks
from yinuo.intake.actions import ask_call_back, end_call, renew_link
from yinuo.intake.call import CallEnding
from yinuo.intake.callers import find_call_in_hand
from yinuo.intake.facts import AnswerKind
from yinuo.intake.later import find_movable_promise
from yinuo.intake.reads import may_withdraw
from yinuo.outlet.reads import get_rulebook_by_id, name_technicians
from yinuo.pages.company.words import CASE_STATES
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.live.ticket import issue_ticket
from yinuo.pages.staff.contact import contact_part, note_page_look
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.pages.staff.owner import owner_name
from yinuo.pages.technician.scene import fault_name
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import get_address, get_customer, map_staff
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_arrival, find_promise, find_terms, get_credit_fen
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.facts import VisitFacts
from yinuo.work.visit.reads import find_visit_of_case

from .call import VISITS, is_live, promise_rows_of, ways_of


@require_safe
@for_staff(Verb.OPEN_CASE)
def show(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The page; `told` says that the case has just been opened, and what is read out then."""
    case = case_in_scope(staff, case_id)
    note_page_look(staff, case)
    told = request.GET.get("told", "")
    return _show(request, staff, case, told=told if told in set(AnswerKind) else "")


@require_safe
@for_staff(Verb.OPEN_CASE)
def show_now(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The part of the page that stays right by itself."""
    case = case_in_scope(staff, case_id)
    return render(request, "desk/parts/now.html", _now(case, clock.now()))


@require_POST
@for_staff(Verb.OPEN_CASE)
def do(request: HttpRequest, staff: StaffFacts, case_id: UUID, verb: str) -> HttpResponseBase:
    """One button: take the case, write a note, promise a call-back, send the customer a new link."""
    case = case_in_scope(staff, case_id)
    if verb not in _VERBS:
        raise NotFound
    try:
        _VERBS[verb](request, staff, case)
    except YinuoError as error:
        wrong = {"problem": error.text(language()), "note_typed": request.POST.get("words", "")}
        return _show(request, staff, get_case(case.id), status=error.status, **wrong)
    return redirect("desk:case", case.id)


def _take(request: HttpRequest, staff: StaffFacts, case: CaseFacts) -> None:
    _do(take_case, request, staff, case)


def _note(request: HttpRequest, staff: StaffFacts, case: CaseFacts) -> None:
    _do(note_case, request, staff, case, words=request.POST.get("words", "")[:4000])


def _link(request: HttpRequest, staff: StaffFacts, case: CaseFacts) -> None:
    _do(renew_link, request, staff, case)


def _call_back(request: HttpRequest, staff: StaffFacts, case: CaseFacts) -> None:
    """The call in hand, if it is this customer's, ended with that."""
    _do(ask_call_back, request, staff, case)
    call = find_call_in_hand(staff.id, get_customer(case.customer_id))
    if call is not None:
        perform(
            end_call,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            call_id=call.id,
            ending=CallEnding.CALL_BACK,
            case_id=case.id,
        )


def _do(action: Any, request: HttpRequest, staff: StaffFacts, case: CaseFacts, **more: Any) -> None:
    perform(
        action,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        case_id=case.id,
        **more,
    )


_VERBS = {"take": _take, "note": _note, "link": _link, "call-back": _call_back}


def _show(
    request: HttpRequest, staff: StaffFacts, case: CaseFacts, *, status: int = 200, **more: Any
) -> HttpResponseBase:
    now = clock.now()
    customer = get_customer(case.customer_id)
    notes = list_notes(case.id)
    names = map_staff({note.staff_id for note in notes})
    fault = rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)
    call = find_call_in_hand(staff.id, customer)
    context = {
        "customer": customer,
        "ways": ways_of(customer.id),
        "address": get_address(case.address_id) if case.address_id else None,
        "contact": contact_part(staff, case),
        "reporter": find_reporter(case.id) if case.is_reported_for else None,
        "sayings": list_sayings(case.id),
        "notes": [(note, names[note.staff_id].name) for note in notes],
        "joined": list_joined(case.id),
        "rating": find_rating(case.id),
        "credit_fen": get_credit_fen(case.customer_id),
        "call_first": fault.call_first.say.of(language()) if fault.call_first else "",
        "call": call,
        "may_speak": call is not None,
        "may_come_later": find_movable_promise(case, now) is not None,
        "may_withdraw": may_withdraw(case),
        "may_dispute": case.state not in (CaseState.WITHDRAWN, CaseState.JOINED),
        "may_call_back": find_terms(case, PromiseKind.CALL_BACK) is not None and is_live(case),
        "may_merge": case.state is CaseState.OPEN,
        "is_mine": case.owner_id == staff.id,
        "key": fresh_key(),
        "stream_url": settings.YINUO_STREAM_URL,
        "live_path": reverse("desk:case-now", args=[case.id]),
        **_now(case, now),
        **more,
    }
    return render(request, "desk/case.html", context, status=status)


def _now(case: CaseFacts, now: datetime) -> dict[str, Any]:
    """What changes while one talks: the promises, who goes there, who sees it through."""
    visit = find_visit_of_case(case.id)
    call_back = find_promise(case.id, PromiseKind.CALL_BACK)
    return {
        "case": case,
        "fault": fault_name(case),
        "state": CASE_STATES[case.state],
        "is_live": is_live(case),
        "kept": get_case(case.joined_to_id) if case.joined_to_id else None,
        "promises": promise_rows_of(case.id, now),
        "arrive": find_arrival(case.id),
        "waits_for_call": call_back is not None and call_back.state is PromiseState.RUNNING,
        "call_back": call_back,
        "technician": _sent(visit) if visit else "",
        "visit": VISITS[visit.state] if visit else "",
        "eta_at": visit.eta_at if visit and visit.ended_at is None else None,
        "owner": owner_name(case),
        "ticket": issue_ticket(case.id),
        "now": now,
    }


def _sent(visit: VisitFacts) -> str:
    id = visit.technician_id
    return name_technicians({id}, language()).get(str(id), "")
