"""Who stands at the door: the photo of the one who was sent, and the customer's word on whether it is him."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from yinuo.case.facts import CaseFacts
from yinuo.genuine.actions import confirm_person, deny_person
from yinuo.genuine.badges import find_photo, get_photo_bytes
from yinuo.pages.frame.photos import photo_response
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.facts import ENDED, VisitFacts
from yinuo.work.visit.reads import find_visit_of_case, list_partners

from .door import actor_of, for_customer, sent_key

_CONFIRMED, _DENIED = "genuine.person.confirmed", "genuine.person.denied"


@for_customer
@require_safe
def photo(request: HttpRequest, case: CaseFacts, technician_id: UUID) -> HttpResponse:
    """The photo of somebody who is sent to one's own case, until the visit is over (ID-09)."""
    visit = find_visit_of_case(case.id)
    data = get_photo_bytes(technician_id)
    if visit is None or data is None or technician_id not in _coming(visit):
        raise Http404
    return photo_response(data)


@for_customer
@require_POST
def say(request: HttpRequest, case: CaseFacts, word: str) -> HttpResponse:
    """It is him, or it isn't; for somebody else the page says what to do now."""
    visit = find_visit_of_case(case.id)
    if word not in ("yes", "no") or visit is None or visit.state in ENDED:
        raise Http404
    perform(
        confirm_person if word == "yes" else deny_person,
        actor=actor_of(case),
        now=clock.now(),
        key=sent_key(request),
        visit_id=visit.id,
    )
    if word == "no":
        return render(request, "customer/stranger.html", {"case": case})
    return redirect("case", case.id)


def photo_path(case: CaseFacts, technician_id: UUID) -> str:
    """Where the photo of somebody who is sent can be seen; empty if there is none."""
    if find_photo(technician_id) is None:
        return ""
    return reverse("case-crew-photo", args=[case.id, technician_id])


def person_of(case: CaseFacts, visit: VisitFacts | None) -> dict[str, Any]:
    """What the customer has said of the one who came, about the visit that runs."""
    lines = list_events("case", case.id) if visit is not None else ()
    said = [line for line in lines if line.kind in (_CONFIRMED, _DENIED)]
    of_this = [one for one in said if visit and one.at >= visit.planned_at]
    return {"person": of_this[-1].kind.rpartition(".")[2] if of_this else ""}


def _coming(visit: VisitFacts) -> set[UUID]:
    if visit.state in ENDED:
        return set()
    return {visit.technician_id, *(one.technician_id for one in list_partners(visit.id))}
