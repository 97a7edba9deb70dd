"""The receipt: a slip for people, and a signed file that anyone can verify."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFacts
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.reads import get_outlet, get_rulebook_by_id
from yinuo.pages.frame.language import language
from yinuo.pages.frame.quote_rows import quote_rows
from yinuo.pages.frame.words import promise_name
from yinuo.people.facts import UnitFacts
from yinuo.people.reads import get_address, get_customer, get_unit
from yinuo.promise.reads import list_promises, list_remedies
from yinuo.record.reads import build_receipt, get_public_key, list_events
from yinuo.store import clock
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import Step, VisitFacts
from yinuo.work.visit.reads import (
    find_visit_of_case,
    get_payment,
    get_statement,
    list_parts,
    list_steps,
)

from .door import for_customer
from .onsite import crew_of


@for_customer
@require_safe
def show(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The service slip (AF-01): items, details, warranty and cautions; printable on one A4 page."""
    visit = find_visit_of_case(case.id)
    fault = rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)
    remedies = {remedy.promise_id: remedy for remedy in list_remedies(case.id)}
    context: dict[str, Any] = {
        "case": case,
        "now": clock.now(),
        "fault": fault.name.of(language()),
        "customer": get_customer(case.customer_id),
        "address": get_address(case.address_id) if case.address_id else None,
        "outlet": get_outlet(case.outlet_id) if case.outlet_id else None,
        "unit": _unit(case, visit),
        "promises": [
            (promise_name(promise.kind), promise, remedies.get(promise.id))
            for promise in list_promises(case.id)
        ],
        "event_count": len(list_events("case", case.id)),
        "public_key": get_public_key(),
        **(_work(case, visit) if visit else {"visit": None}),
    }
    return render(request, "customer/receipt.html", context)


@for_customer
@require_safe
def download(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The signed file: the whole record of the case, to be kept by the customer."""
    response = HttpResponse(
        build_receipt("case", case.id, clock.now()), content_type="application/json"
    )
    response["Content-Disposition"] = f'attachment; filename="yinuo-{case.number}.json"'
    return response


def _unit(case: CaseFacts, visit: VisitFacts | None) -> UnitFacts | None:
    """The product whose plate was read, else the one that the report named."""
    unit_id = visit.unit_id if visit is not None and visit.is_serial_read else case.unit_id
    return get_unit(unit_id) if unit_id else None


def _work(case: CaseFacts, visit: VisitFacts) -> dict[str, Any]:
    done = {step.step: step.body for step in list_steps(visit.id)}
    try:
        statement = get_statement(visit.id)
    except StepNotYet:
        statement = None
    return {
        "visit": visit,
        "crew": crew_of(case, visit),
        "statement": statement,
        "rows": quote_rows(statement.lines) if statement else (),
        "payment": get_payment(visit.id),
        "parts": list_parts(visit.id),
        "diagnosis": done.get(Step.DIAGNOSIS),
        "hand_over": done.get(Step.HAND_OVER),
    }
