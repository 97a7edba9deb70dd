"""The pages that stand still: home with its three doors, prices, key, privacy, and what is still to come."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yinuo.case.figures import Span
from yinuo.genuine.badges import get_badge_key
from yinuo.intake.facts import PRIVACY_NOTICE
from yinuo.outlet.reads import find_company, list_tariff
from yinuo.promise.figures import tally_arrivals
from yinuo.record.reads import get_public_key
from yinuo.store import clock
from yinuo.store.reads import get_health

_DAYS = 30
_FEWEST = 20
"""Of fewer promises nothing is published: a handful says nothing, and might tell of somebody."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The three doors, and how promises were kept; each door is open or says what will be behind it."""
    return render(request, "public/home.html", {"kept": _kept()})


def _kept() -> dict[str, int] | None:
    """How arrivals were kept in the last 30 days; None where there were too few to say anything."""
    now = clock.now()
    span = Span(now - timedelta(days=_DAYS), now)
    tally = tally_arrivals(span)
    if tally.decided < _FEWEST:
        return None
    percent = tally.kept * 100 // tally.decided
    return {"percent": percent, "kept": tally.kept, "decided": tally.decided, "days": _DAYS}


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The second door: what will be there, and how to get it done until then."""
    return render(request, "public/plans.html")


@require_safe
def tariff(request: HttpRequest) -> HttpResponse:
    """The whole price list (QT-01): the one source of prices for every page."""
    company = find_company(settings.YINUO_COMPANY or None)
    lines = list_tariff(company.id, None, clock.now()) if company else ()
    return render(request, "public/tariff.html", {"lines": lines})


@require_safe
def record_key(request: HttpRequest) -> HttpResponse:
    """The public key, and how a receipt is verified with it."""
    context = {
        "public_key": get_public_key(),
        "badge_key": get_badge_key(),
        "log_name": settings.YINUO_LOG_NAME,
    }
    return render(request, "public/record_key.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Who processes what, why, how long, and which rights there are (PD-01)."""
    return render(request, "public/privacy.html", {"version": PRIVACY_NOTICE})


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For machines: 200 while promises are being watched, 503 when nobody has watched for a minute."""
    state = get_health(clock.now())
    body = {
        "is_green": state.is_green,
        "watched_at": state.watched_at.isoformat() if state.watched_at else None,
        "is_clock_settled": state.is_clock_settled,
        "overdue_seconds": round(state.overdue_seconds, 1),
        "troubles": state.troubles,
    }
    return JsonResponse(body, status=200 if state.is_green else 503)
