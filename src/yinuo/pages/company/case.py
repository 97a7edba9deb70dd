"""One case with everything that proves it: promises, who was sent and why, the record, receipts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_proof_state, list_decisions, list_proofs, list_sayings
from yinuo.notice.facts import NoticeFacts
from yinuo.notice.reads import list_notices
from yinuo.outlet.reads import get_outlet
from yinuo.pages.frame.language import language
from yinuo.pages.frame.photos import photo_response, shown_photos
from yinuo.pages.frame.words import DECISIONS, promise_name
from yinuo.pages.staff.contact import contact_part, note_page_look
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.pages.staff.owner import owner_name
from yinuo.pages.technician.scene import fault_name
from yinuo.pages.technician.words import DOCUMENTS, PROOFS, STOPS
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import get_address, is_allowed
from yinuo.promise.reads import list_promises, list_remedies
from yinuo.record.facts import EventFacts
from yinuo.record.reads import describe, find_fault, list_events
from yinuo.store import clock
from yinuo.work.dispatch.reads import find_job_of_case, get_explanations
from yinuo.work.visit.reads import (
    find_stop,
    get_photo_bytes,
    list_leading_visits,
    list_photos_of_case,
    list_quotes,
    list_visits_of_case,
)

from .decide import find_matter
from .words import (
    CASE_STATES,
    CHANNELS,
    NOTICE_ERRORS,
    NOTICE_STATES,
    NOTICES,
    PROMISE_STATES,
    RECIPIENTS,
)


@require_safe
@for_staff(Verb.SEE_CASE)
def show(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The case; the customer's number masked, and only for those who talk with customers."""
    case = case_in_scope(staff, case_id)
    note_page_look(staff, case)
    context = {
        "case": case,
        "owner": owner_name(case),
        "state": CASE_STATES[case.state],
        "fault": fault_name(case),
        "address": get_address(case.address_id) if case.address_id else None,
        "contact": contact_part(staff, case),
        "matter": find_matter(case) if is_allowed(staff.role, Verb.DECIDE) else None,
        "may_erase": is_allowed(staff.role, Verb.ERASE),
        "decisions": [(one, DECISIONS[one.kind]) for one in reversed(list_decisions(case.id))],
        "outlet": get_outlet(case.outlet_id) if case.outlet_id else None,
        "sayings": list_sayings(case.id),
        "promises": _promises(case),
        "job": find_job_of_case(case.id),
        "explanations": get_explanations(case.id, language()),
        "now": clock.now(),
        **_evidence(case),
        **(_site(case) if is_allowed(staff.role, Verb.SEE_SITE) else {}),
    }
    return render(request, "company/case.html", context)


@require_safe
@for_staff(Verb.SEE_SITE)
def show_photo(
    request: HttpRequest, staff: StaffFacts, case_id: UUID, photo_id: UUID
) -> HttpResponseBase:
    """A photo taken at a visit, for managers."""
    case_in_scope(staff, case_id)
    return photo_response(get_photo_bytes(photo_id, case_id=case_id))


def _site(case: CaseFacts) -> dict[str, Any]:
    """What only managers see: photos from the home, and why exactly a visit was stopped (ID-18)."""
    stops = [find_stop(visit.id) for visit in list_leading_visits(case.id)]
    return {
        "photos": shown_photos(
            list_photos_of_case(case.id),
            lambda id: reverse("company:photo", args=[case.id, id]),
        ),
        "stops": [(STOPS[stop.reason], stop) for stop in stops if stop is not None],
    }


def _promises(case: CaseFacts) -> list[dict[str, Any]]:
    remedies = {remedy.promise_id: remedy for remedy in list_remedies(case.id)}
    rows = []
    for promise in list_promises(case.id):
        word, tone = PROMISE_STATES[promise.state]
        rows.append(
            {
                "promise": promise,
                "kind": promise_name(promise.kind),
                "state": word,
                "tone": tone,
                "remedy": remedies.get(promise.id),
            }
        )
    return rows


def _evidence(case: CaseFacts) -> dict[str, Any]:
    """The record line by line, whether its chain holds, the proofs, the messages and their receipts."""
    events = list_events("case", case.id)
    proof = get_proof_state(case.id)
    return {
        "timeline": [(event, _says(event)) for event in reversed(events)],
        "broken_chain": find_fault("case", case.id),
        "proof": proof,
        "missing": [[PROOFS[kind] for kind in item] for item in proof.missing],
        "proofs": [
            (PROOFS[seen.kind], DOCUMENTS[seen.document_kind], seen)
            for seen in list_proofs(case.id)
        ],
        "notices": [_notice(notice) for notice in list_notices(case.id)],
        "quotes": [
            quote for visit in list_visits_of_case(case.id) for quote in list_quotes(visit.id)
        ],
    }


def _says(event: EventFacts) -> str:
    """What a line says; the codes of a notice in the words of this page."""
    words = {
        "template": NOTICES.get(str(event.body.get("template")), ""),
        "error": NOTICE_ERRORS.get(str(event.body.get("error")), ""),
    }
    told = {name: str(word) for name, word in words.items() if word and name in event.body}
    return describe(replace(event, body={**event.body, **told}), language())


def _notice(notice: NoticeFacts) -> dict[str, Any]:
    word, tone = NOTICE_STATES[notice.state]
    return {
        "notice": notice,
        "about": NOTICES.get(notice.template, notice.template),
        "to": RECIPIENTS[notice.recipient_kind],
        "channel": CHANNELS[notice.channel],
        "state": word,
        "tone": tone,
        "error": NOTICE_ERRORS.get(notice.error, _last_try(notice)),
    }


def _last_try(notice: NoticeFacts) -> str:
    """Why the last try came to nothing, in the peer's own code, while another one is still to come."""
    if not notice.is_waiting or not notice.error:
        return ""
    return gettext("上次没成：%(code)s") % {"code": notice.error}
