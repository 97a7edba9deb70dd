"""The receipt: a slip for people, and a signed file that anyone can verify."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFacts
from yinuo.pages.frame.slip import slip_of
from yinuo.record.reads import build_receipt, get_public_key, list_events
from yinuo.store import clock

from .door import for_customer


@for_customer
@require_safe
def show(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The service slip (AF-01): items, details, warranty and cautions; printable on one A4 page."""
    context = {
        **slip_of(case),
        "now": clock.now(),
        "event_count": len(list_events("case", case.id)),
        "public_key": get_public_key(),
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
