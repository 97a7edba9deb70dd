"""A scanned badge: the token stands behind the # of its address, so it never comes into a server's log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.case.facts import CaseKind
from yinuo.case.reads import get_case
from yinuo.genuine.actions import count_check, raise_forged
from yinuo.genuine.badges import (
    check_badge,
    claimed_badge,
    find_photo,
    find_visit_to,
    get_photo_bytes,
)
from yinuo.genuine.facts import BadgeOutcome, BadgeVerdict
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import get_technician
from yinuo.pages.customer.company import for_company
from yinuo.pages.customer.door import granted
from yinuo.pages.frame.limits import limited
from yinuo.pages.frame.photos import photo_response
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.facts import BEFORE_ARRIVAL
from yinuo.work.visit.reads import get_arrival_signs

from .genuine import WEB
from .words import BADGES

_SEEN, _SEEN_FOR = "badges_seen", timedelta(minutes=10)
_TRUE = frozenset({BadgeOutcome.YOURS, BadgeOutcome.OURS})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("badge")
@for_company
def show(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """Without a token how to scan one; with one what it means, and who should stand at the door."""
    context: dict[str, Any] = {"said": None}
    if request.method == "POST":
        context = _check(request, request.POST.get("token", "").strip())
    return render(request, "public/badge.html", context)


@never_cache
@require_safe
def photo(request: HttpRequest, technician_id: UUID) -> HttpResponse:
    """A technician's photo, for a browser that has just shown a true badge of his."""
    until = request.session.get(_SEEN, {}).get(str(technician_id))
    data = get_photo_bytes(technician_id)
    if until is None or datetime.fromisoformat(until) < clock.real_now() or data is None:
        raise Http404
    return photo_response(data)


def _check(request: HttpRequest, token: str) -> dict[str, Any]:
    now = clock.now()
    verdict = check_badge(token, granted(request), now)
    outcome = verdict.outcome
    perform(count_check, actor=WEB, now=now, what="badge", outcome=outcome.value)
    if outcome is BadgeOutcome.FORGED:
        perform(raise_forged, actor=WEB, now=now, badge_no=claimed_badge(token))
    who = _who(request, verdict) if outcome in _TRUE else None
    word = _word(verdict) if outcome is BadgeOutcome.YOURS else None
    return {"said": BADGES[outcome], "verdict": verdict, "who": who, "word": word}


def _who(request: HttpRequest, verdict: BadgeVerdict) -> dict[str, Any]:
    """Whom the badge is of, with his photo for the next ten minutes, and for an opening the permit."""
    assert verdict.technician_id is not None
    assert verdict.case_id is not None
    technician = get_technician(verdict.technician_id)
    path = ""
    if find_photo(technician.id):
        _remember(request, technician.id)
        path = reverse("genuine-photo", args=[technician.id])
    is_opening = get_case(verdict.case_id).kind is CaseKind.UNLOCK
    return {
        "technician": technician,
        "photo_path": path,
        "permit": technician.permit_number if is_opening else None,
    }


def _remember(request: HttpRequest, technician_id: UUID) -> None:
    until = (clock.real_now() + _SEEN_FOR).isoformat()
    kept = {**request.session.get(_SEEN, {}), str(technician_id): until}
    request.session[_SEEN] = dict(list(kept.items())[-5:])


def _word(verdict: BadgeVerdict) -> dict[str, Any] | None:
    """The badge word to ask for, and the way to one's own page; only to who may see the case."""
    assert verdict.case_id is not None
    assert verdict.technician_id is not None
    visit = find_visit_to(verdict.case_id, verdict.technician_id)
    if visit is None:
        return None
    signs = get_arrival_signs(visit.id)
    is_coming = visit.state in BEFORE_ARRIVAL
    return {
        "case_id": verdict.case_id,
        "badge_word": signs.badge_word if is_coming else "",
        "badge_pinyin": signs.badge_pinyin,
    }
