"""The itemised quote, decided on before work starts, and what is owed by saying no."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFacts
from yinuo.pages.frame.quote_rows import quote_rows
from yinuo.store import clock
from yinuo.work.visit.facts import QuoteState
from yinuo.work.visit.reads import find_visit_of_case, list_quotes

from .door import for_customer, fresh_key


@for_customer
@require_safe
def show(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """The newest quote beside the one accepted before; both ways to decide stand on the page."""
    visit = find_visit_of_case(case.id)
    quotes = list_quotes(visit.id) if visit else ()
    if not quotes:
        return redirect("case", case.id)
    quote = quotes[-1]
    accepted = next((q for q in quotes if q.state is QuoteState.ACCEPTED and q is not quote), None)
    context = {
        "case": case,
        "now": clock.now(),
        "key": fresh_key(),
        "other_key": fresh_key(),
        "quote": quote,
        "rows": quote_rows(quote.lines, accepted.lines if accepted else None),
        "accepted": accepted,
        "before_fen": accepted.total_fen if accepted else None,
        "is_open": quote.state is QuoteState.PROPOSED,
        "owed_fen": accepted.total_fen if accepted else quote.disclosed_fen,
    }
    return render(request, "customer/quote.html", context)
