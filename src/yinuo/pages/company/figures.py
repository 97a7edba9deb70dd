"""The company's figures, bad news first: broken, overdue, unwatched; then what was kept and paid."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yinuo.pages.frame.words import promise_name
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.promise.reads import count_promises, count_remedies, share_quoted_within
from yinuo.store import clock
from yinuo.store.reads import get_health, list_gaps

from .cases import day_start

_SHORT_MINUTES = 30
_WEEK = timedelta(days=7)


@require_GET
@for_staff(Verb.SEE_FIGURES)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """Promises by kind, of today and of all time; remedies; quotes; the watch."""
    now = clock.now()
    today = day_start(now)
    share = share_quoted_within(_SHORT_MINUTES, since=today)
    context = {
        "tables": [
            (is_today, [(promise_name(counts.kind), counts) for counts in rows])
            for is_today, rows in (
                (True, count_promises(now, since=today)),
                (False, count_promises(now)),
            )
        ],
        "remedies": count_remedies(),
        "share_percent": None if share is None else round(100 * share),
        "short_minutes": _SHORT_MINUTES,
        "gaps": list_gaps(now - _WEEK),
        "health": get_health(now),
        "now": now,
    }
    return render(request, "company/figures.html", context)
