"""The promise page: by when, who comes, how far it is, and what the customer may do now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts, CaseState, ProofKind
from yinuo.case.reads import get_proof_state, list_decisions
from yinuo.engines import rulebook as rulebooks
from yinuo.intake.later import find_movable_promise
from yinuo.intake.reads import is_somebody_coming, may_withdraw
from yinuo.outlet.reads import get_outlet, get_rulebook_by_id
from yinuo.pages.frame.language import language
from yinuo.pages.frame.promise_card import promise_card
from yinuo.pages.frame.words import DECISIONS, LOOK_REASONS, ROLES
from yinuo.pages.live.ticket import issue_ticket
from yinuo.people.facts import LookKind, PointSource, Purpose
from yinuo.people.reads import has_consent, list_looks_at
from yinuo.promise.facts import PromiseKind, RemedyFacts
from yinuo.promise.reads import find_arrival, get_credit_fen, list_promises, list_remedies
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.reads import find_job_of_case, get_customer_reasons
from yinuo.work.visit.facts import (
    BEFORE_ARRIVAL,
    QuoteState,
    Step,
    VisitFacts,
    VisitState,
)
from yinuo.work.visit.reads import (
    find_quote,
    find_visit_of_case,
    get_arrival_signs,
    get_next_step,
    has_photo_consent,
    is_anybody_at_door,
)

from .door import for_customer, fresh_key, speaks_for_customer
from .onsite import payment_of, photos_of, shown_crew_of, stop_of
from .person import person_of
from .phoning import phoning
from .progress import steps_of
from .words import PROOFS

_EMERGENCY = "intake.emergency.told"
_ELSEWHERE = "intake.position.elsewhere"


@for_customer
@require_safe
def show(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The page; that of a case which was joined to another is the other's."""
    if case.joined_to_id is not None:
        return redirect("case", case.joined_to_id)
    return render(request, "customer/case.html", _for_browser(request, case))


@for_customer
@require_safe
def show_now(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The part of the page that stays right by itself."""
    context = _for_browser(request, case) | {"is_part": True}
    return render(request, "customer/now.html", context)


def show_paid_again(
    request: HttpRequest, case: CaseFacts, error: YinuoError, typed: str
) -> HttpResponse:
    """The page again, with an amount that could not be read and why."""
    wrong = {"paid_typed": typed[:40], "paid_error": error.text(language())}
    context = _for_browser(request, case) | wrong
    return render(request, "customer/case.html", context, status=error.status)


def _for_browser(request: HttpRequest, case: CaseFacts) -> dict[str, Any]:
    """What the page shows to this browser: what concerns all of a customer's cases, only to the customer."""
    shown = build(case, clock.now())
    is_of_all = shown["credit_fen"] or shown["looks"]
    if is_of_all and not speaks_for_customer(request, case):
        shown |= {"credit_fen": 0, "looks": ()}
    return shown


def build(case: CaseFacts, now: datetime) -> dict[str, Any]:
    """Everything that the page shows."""
    visit = find_visit_of_case(case.id)
    events = list_events("case", case.id)
    fault = rulebooks.get_fault(get_rulebook_by_id(case.rulebook_id).rulebook, case.fault_id)
    proof = get_proof_state(case.id)
    remedies = {remedy.promise_id: remedy for remedy in list_remedies(case.id)}
    return {
        "case": case,
        "now": now,
        "key": fresh_key(),
        "fault": fault.name.of(language()),
        "self_help": fault.self_help.of(language()) if fault.self_help else "",
        "call_first": fault.call_first.say.of(language()) if fault.call_first else "",
        "is_emergency": any(event.kind == _EMERGENCY for event in events),
        "is_position_elsewhere": any(event.kind == _ELSEWHERE for event in events),
        "not_before_at": _not_before(case, now),
        "is_over": case.state in (CaseState.DONE, CaseState.WITHDRAWN, CaseState.STOPPED),
        "looks": looks_of(case),
        "decisions": [(one, DECISIONS[one.kind]) for one in reversed(list_decisions(case.id))],
        "outlet": get_outlet(case.outlet_id) if case.outlet_id else None,
        "missing": [_either(item) for item in proof.missing],
        "may_wait": case.state is CaseState.OPEN
        and (visit is None or visit.state in BEFORE_ARRIVAL),
        "steps": steps_of(events),
        "why": get_customer_reasons(case.id, language()),
        "photos": photos_of(case),
        "prices": [
            (promise, remedies.get(promise.id))
            for promise in list_promises(case.id)
            if promise.kind is PromiseKind.PRICE
        ],
        **_promise(case, visit, remedies, now),
        **_visit(case, visit),
        **person_of(case, visit),
        **phoning(case, events),
        **payment_of(case),
        **stop_of(case, visit),
        **_choices(case, now),
        **_live(case),
    }


def looks_of(case: CaseFacts) -> list[dict[str, Any]]:
    """Who of the staff looked at this case's customer: as what, when and why, never by name."""
    return [
        {
            "role": ROLES[look.role],
            "at": look.looked_at,
            "is_whole": look.kind is LookKind.CONTACT,
            "reason": LOOK_REASONS[look.reason],
        }
        for look in list_looks_at(case.customer_id)
        if look.case_id in (None, case.id)
    ]


def _choices(case: CaseFacts, now: datetime) -> dict[str, Any]:
    """What the customer may do about the case now."""
    return {
        "asks_fixed": case.state is CaseState.WAITING_FOR_CUSTOMER,
        "may_settle": case.state is CaseState.DISPUTED and not is_somebody_coming(case.id),
        "may_withdraw": may_withdraw(case),
        "may_come_later": find_movable_promise(case, now) is not None,
        "uses_position": case.point_source is PointSource.DEVICE
        and has_consent(case.customer_id, Purpose.LOCATION, now),
    }


def _live(case: CaseFacts) -> dict[str, Any]:
    """What keeps the page right by itself."""
    return {
        "stream_url": settings.YINUO_STREAM_URL,
        "live_path": reverse("case-now", args=[case.id]),
        "ticket": issue_ticket(case.id),
    }


def _either(kinds: Sequence[ProofKind]) -> str:
    """Proofs of which any one will do, in words."""
    return gettext("，或者").join(str(PROOFS[kind]) for kind in kinds)


def _not_before(case: CaseFacts, now: datetime) -> datetime | None:
    """From when on the customer wants somebody, while that is still to come."""
    job = find_job_of_case(case.id)
    at = job.not_before_at if job is not None and job.state in LIVE else None
    return at if at is not None and at > now else None


def _promise(
    case: CaseFacts,
    visit: VisitFacts | None,
    remedies: Mapping[UUID, RemedyFacts],
    now: datetime,
) -> dict[str, Any]:
    promise = find_arrival(case.id)
    if promise is None:
        return {"card": None, "credit_fen": get_credit_fen(case.customer_id)}
    is_coming = visit is not None and visit.state in BEFORE_ARRIVAL
    eta_at = max(visit.eta_at, now) if visit is not None and is_coming else None
    card = promise_card(promise, now=now, eta_at=eta_at, remedy=remedies.get(promise.id))
    return {"card": card, "credit_fen": get_credit_fen(case.customer_id)}


def _visit(case: CaseFacts, visit: VisitFacts | None) -> dict[str, Any]:
    """Who comes and what waits for the customer's word."""
    if visit is None:
        return {"visit": None}
    signs = get_arrival_signs(visit.id)
    is_coming = visit.state in BEFORE_ARRIVAL
    quote = find_quote(visit.id)
    return {
        "visit": visit,
        "crew": shown_crew_of(case, visit),
        "is_coming": is_coming,
        "is_at_door": is_anybody_at_door(visit.case_id),
        "is_on_site": visit.state is VisitState.ON_SITE,
        "is_finished": visit.state is VisitState.FINISHED,
        "badge_word": signs.badge_word if is_coming else "",
        "badge_pinyin": signs.badge_pinyin if is_coming else "",
        "arrival_code": signs.arrival_code if is_coming and not visit.is_code_locked else "",
        "quote": quote,
        "is_quote_open": quote is not None and quote.state is QuoteState.PROPOSED,
        "asks_destructive": get_next_step(visit.id) is Step.DESTRUCTIVE,
        "destructive": quote.destructive if quote else None,
        "has_photo_consent": has_photo_consent(visit.id),
    }
