"""What a paper about a case says: the service, its items and parts, the promises, who signed.

One content for two papers: the customer's receipt and the company's work order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yinuo.case.facts import CaseFacts
from yinuo.engines import rulebook as rulebooks
from yinuo.outlet.facts import TechnicianFacts
from yinuo.outlet.reads import get_outlet, get_rulebook_by_id, get_technician
from yinuo.people.facts import UnitFacts
from yinuo.people.reads import get_address, get_customer, get_unit
from yinuo.promise.reads import list_promises, list_remedies
from yinuo.work.visit.errors import StepNotYet
from yinuo.work.visit.facts import (
    BEFORE_ARRIVAL,
    SignatureFacts,
    SignPaper,
    Step,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.reads import (
    find_opening_form,
    find_visit_of_case,
    get_leading_visit,
    get_payment,
    get_statement,
    list_partners,
    list_parts,
    list_signatures,
    list_steps,
)

from .language import language
from .quote_rows import quote_rows
from .words import METHODS, NO_SIGNATURES, SIGNERS, promise_name

_WIDE, _HIGH = 1000, 400
"""The paper of a signature, in the points that its strokes are drawn in."""


@dataclass(frozen=True, slots=True)
class ShownSignature:
    """A signature as `parts/signatures.html` takes it: a drawing, or why there is none."""

    role: str
    drawing: SafeString
    reason: str
    signed_at: datetime


def slip_of(case: CaseFacts) -> dict[str, Any]:
    """What `parts/slip.html` and `parts/signatures.html` take."""
    visit = find_visit_of_case(case.id)
    fault = rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)
    remedies = {remedy.promise_id: remedy for remedy in list_remedies(case.id)}
    return {
        "case": case,
        "fault": fault.name.of(language()),
        "customer": get_customer(case.customer_id),
        "address": get_address(case.address_id) if case.address_id else None,
        "outlet": get_outlet(case.outlet_id) if case.outlet_id else None,
        "unit": _unit(case, visit),
        "promises": [
            (promise_name(promise.kind), promise, remedies.get(promise.id))
            for promise in list_promises(case.id)
        ],
        **(_work(visit) if visit else {"visit": None}),
    }


def crew_of(visit: VisitFacts) -> tuple[TechnicianFacts, ...]:
    """Who comes, the first of two in front: a second one leaves the list only by being called off."""
    others = [one.technician_id for one in list_partners(visit.id) if _is_with(visit, one.state)]
    return tuple(get_technician(id) for id in (visit.technician_id, *others))


def _is_with(visit: VisitFacts, state: VisitState) -> bool:
    """Whether a partner is still to come or there, as the visit that is shown is."""
    running = (*BEFORE_ARRIVAL, VisitState.ON_SITE)
    return visit.state not in running or state in running


def _unit(case: CaseFacts, visit: VisitFacts | None) -> UnitFacts | None:
    """The product whose plate was read, else the one that the report named."""
    unit_id = visit.unit_id if visit is not None and visit.is_serial_read else case.unit_id
    return get_unit(unit_id) if unit_id else None


def _work(visit: VisitFacts) -> dict[str, Any]:
    steps = list_steps(visit.id)
    done = {step.step: step.body for step in steps}
    sheet = get_leading_visit(visit.id)  # of two technicians, the one whose papers these are
    form = find_opening_form(sheet.id)
    try:
        statement = get_statement(visit.id)
    except StepNotYet:
        statement = None
    return {
        "visit": visit,
        "crew": crew_of(visit),
        "steps": steps,
        "statement": statement,
        "rows": quote_rows(statement.lines) if statement else (),
        "payment": get_payment(visit.id),
        "parts": list_parts(visit.id),
        "diagnosis": done.get(Step.DIAGNOSIS),
        "hand_over": done.get(Step.HAND_OVER),
        "form": form,
        "method": METHODS[form.method] if form else "",
        "signatures": [
            _shown(one) for one in list_signatures(sheet.id) if one.paper is SignPaper.HAND_OVER
        ],
    }


def _shown(one: SignatureFacts) -> ShownSignature:
    role = str(SIGNERS[one.role])
    reason = str(NO_SIGNATURES[one.reason]) if one.reason else ""
    return ShownSignature(role, _draw(one, role), reason, one.signed_at)


def _draw(one: SignatureFacts, role: str) -> SafeString:
    """The strokes as a picture in the page; "" where there are none."""
    if not one.strokes:
        return SafeString("")
    lines = format_html_join(
        "",
        '<polyline points="{}"/>',
        ((" ".join(f"{x},{y}" for x, y in stroke),) for stroke in one.strokes),
    )
    return format_html(
        '<svg class="signature" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        _WIDE,
        _HIGH,
        role,
        lines,
    )
