"""The caller's page: everybody who gave this number, their cases and products, before the first word is
said."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.intake.actions import end_call, hand_over_call, take_call
from yinuo.intake.call import BY_HAND, CallEnding, Caller, CallFacts, CallState, Likeness
from yinuo.intake.callers import get_call, get_caller
from yinuo.notice.reads import list_ways
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.company.rows import sent_to
from yinuo.pages.company.words import CASE_STATES, CHANNELS, PROMISE_STATES
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.typed import id_in
from yinuo.pages.frame.words import promise_name
from yinuo.pages.staff.contact import note_people_looks
from yinuo.pages.staff.door import for_staff
from yinuo.pages.technician.scene import fault_name
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import get_staff, map_staff
from yinuo.promise.facts import PromiseFacts, PromiseState
from yinuo.promise.lists import map_promises
from yinuo.promise.reads import list_promises
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import map_visits_of_cases

VISITS = {
    VisitState.PLANNED: _("师傅已选好，还没出发"),
    VisitState.ON_THE_WAY: _("师傅在路上"),
    VisitState.AT_DOOR: _("师傅说他在门口"),
    VisitState.ON_SITE: _("师傅在干活"),
    VisitState.FINISHED: _("上门已结束"),
    VisitState.STOPPED: _("上门停止了"),
    VisitState.CALLED_OFF: _("派工已撤回"),
}
ENDINGS = {
    CallEnding.OPENED: _("已报修"),
    CallEnding.JOINED: _("已并入原单"),
    CallEnding.ANSWERED: _("问清楚了"),
    CallEnding.CALL_BACK: _("答应回电"),
    CallEnding.WRONG_NUMBER: _("打错了"),
    CallEnding.HUNG_UP: _("没接上，挂断了"),
}
LIKE = {
    Likeness.PLACE: _("同一个地址"),
    Likeness.FAULT: _("同一种故障，同一个区县"),
    Likeness.PRODUCT: _("同一台产品"),
}


@require_safe
@for_staff(Verb.OPEN_CASE)
def show(request: HttpRequest, staff: StaffFacts, call_id: UUID) -> HttpResponseBase:
    """The page. Whose name and address it shows is on the record of each of them."""
    call = get_call(call_id)
    caller = get_caller(call_id, list_outlet_ids(staff.scope))
    note_people_looks(staff, caller.customers, caller.cases)
    now = clock.now()
    context = {
        "call": call,
        "caller": caller,
        "people": _people(caller),
        "rows": caller_rows(caller, now),
        "in_hand": call.staff_id == staff.id and call.state is CallState.TAKEN,
        "holder": _holder(staff, call),
        "is_over": call.state is CallState.ENDED,
        "ending": ENDINGS[call.ending] if call.ending else "",
        "endings": [(ending.value, ENDINGS[ending]) for ending in BY_HAND],
        "key": fresh_key(),
        "now": now,
    }
    return render(request, "desk/call.html", context)


@require_POST
@for_staff(Verb.OPEN_CASE)
def do(request: HttpRequest, staff: StaffFacts, call_id: UUID, verb: str) -> HttpResponseBase:
    """Take the call, hand it to a colleague with what was typed, or say how it ended."""
    actor, now, key = Actor.staff(staff.id), clock.now(), sent_key(request)
    if verb == "take":
        before = id_in(request.POST.get("from", ""))
        perform(take_call, actor=actor, now=now, key=key, call_id=call_id, from_staff_id=before)
        return redirect("desk:call", call_id)
    if verb == "hand-over":
        form = {name: request.POST.get(name, "")[:2000] for name in KEPT}
        perform(hand_over_call, actor=actor, now=now, key=key, call_id=call_id, form=form)
        return redirect("desk:home")
    if verb not in {ending.value for ending in BY_HAND}:
        raise NotFound
    ending = CallEnding(verb)
    perform(end_call, actor=actor, now=now, key=key, call_id=call_id, ending=ending)
    return redirect("desk:home")


KEPT = (
    *("customer", "phone", "name", "reporter", "email", "address", "typed", "fault", "door"),
    *("owner", "division", "serial", "words", "wished"),
)
"""The fields of the case form that go with a call to whoever takes it over (IN-04)."""


def caller_rows(caller: Caller, now: datetime) -> list[dict[str, Any]]:
    """The caller's cases, the live ones in front, each with its promises, who goes there and whom it is
    like."""
    ids = [case.id for case in caller.cases]
    promises, visits, sent = map_promises(ids), map_visits_of_cases(ids), sent_to(ids)
    owners = map_staff({case.owner_id for case in caller.cases if case.owner_id is not None})
    names = {customer.id: customer.name for customer in caller.customers}
    numbers = {case.id: case.number for case in caller.cases}
    rows = []
    for case in sorted(caller.cases, key=lambda case: not is_live(case)):
        visit = visits.get(case.id)
        rows.append(
            {
                "case": case,
                "fault": fault_name(case),
                "state": CASE_STATES[case.state],
                "is_live": is_live(case),
                "is_disputed": case.state is CaseState.DISPUTED,
                "was_disputed": case.disputed_at is not None,
                "customer": names.get(case.customer_id, ""),
                "technician": sent.get(case.id, ""),
                "visit": VISITS[visit.state] if visit else "",
                "eta_at": visit.eta_at if visit and visit.ended_at is None else None,
                "owner": owners[case.owner_id].name if case.owner_id in owners else "",
                "promises": [_promise(promise, now) for promise in promises.get(case.id, ())],
                "alike": [
                    {"number": numbers[other], "id": other, "why": LIKE[why]}
                    for one, other, why in caller.alike
                    if one == case.id
                ],
            }
        )
    return rows


def promise_rows_of(case_id: UUID, now: datetime) -> list[dict[str, Any]]:
    """The promises of one case, as the desk says them."""
    return [_promise(promise, now) for promise in list_promises(case_id)]


def _promise(promise: PromiseFacts, now: datetime) -> dict[str, Any]:
    word, tone = PROMISE_STATES[promise.state]
    is_running = promise.state is PromiseState.RUNNING
    return {
        "promise": promise,
        "kind": promise_name(promise.kind),
        "state": word,
        "tone": "bad" if is_running and promise.deadline_at <= now else tone,
        "is_running": is_running,
    }


def is_live(case: CaseFacts) -> bool:
    """Whether something is still to come in a case."""
    live = (CaseState.OPEN, CaseState.WAITING_FOR_CUSTOMER, CaseState.DISPUTED)
    return case.state in live


def ways_of(customer_id: UUID) -> list[str]:
    """How notices and links reach a customer, in words; none where they reach nobody."""
    return [str(CHANNELS[way]) for way in list_ways(customer_id)]


def _holder(staff: StaffFacts, call: CallFacts) -> StaffFacts | None:
    """The colleague who has the call in hand, if one has."""
    holder_id = call.staff_id if call.is_elsewhere(staff.id) else None
    return get_staff(holder_id) if holder_id else None


def _people(caller: Caller) -> list[dict[str, Any]]:
    """Each who gave this number, with what of theirs is known."""
    return [
        {
            "customer": customer,
            "addresses": [a for a in caller.addresses if a.customer_id == customer.id],
            "ways": ways_of(customer.id),
        }
        for customer in caller.customers
    ]
