"""The company's first page: what was broken today, what waits for a decision, what runs out next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from yinuo.case.facts import CaseFilter, CaseState
from yinuo.case.reads import find_cases, map_cases
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.promise.lists import list_broken, list_running, list_waiting_refunds
from yinuo.store import clock
from yinuo.work.dispatch.reads import map_jobs_of_cases
from yinuo.work.visit.reads import list_stopped_visits

from .nav import company_nav, export_path
from .rows import promise_rows
from .words import STOP_CAUSES

_PAGE = 20
_NEWS = 10
"""How many of a kind of bad news the first page shows before it refers to the list."""


@require_safe
@for_staff(Verb.SEE_BOARD)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The page; `after` continues the running promises, and shows nothing else then."""
    now = clock.now()
    outlet_ids = list_outlet_ids(staff.scope)
    after = _key(request.GET.get("after", ""))
    running = list_running(outlet_ids=outlet_ids, after=after, limit=_PAGE + 1)
    path = reverse("company:cases")
    has_more = len(running) > _PAGE
    context = {
        "rows": promise_rows(running[:_PAGE], now),
        "newer": path if after else "",
        "older": f"{path}?{_next(running[_PAGE - 1].due_at, running[_PAGE - 1].id)}"
        if has_more
        else "",
        "is_first_page": after is None,
        "company_nav": company_nav(staff, "company:cases"),
        "export_path": export_path(staff, "promises"),
        "now": now,
        **({} if after else _bad_news(outlet_ids, now)),
    }
    return render(request, "company/cases.html", context)


def _bad_news(outlet_ids: Collection[UUID] | None, now: datetime) -> dict[str, Any]:
    """What was broken today, and what waits for somebody's decision; one more than is shown tells of more."""
    broken = list_broken(day_start(now), outlet_ids=outlet_ids, limit=_NEWS + 1)
    kept = frozenset(outlet_ids) if outlet_ids is not None else None
    disputed = find_cases(CaseFilter(outlet_ids=kept, state=CaseState.DISPUTED), limit=_NEWS)
    refunds = list_waiting_refunds(outlet_ids=outlet_ids, limit=_NEWS)
    cases = map_cases([case_id for case_id, _remedy in refunds])
    return {
        "broken": promise_rows(broken[:_NEWS], now),
        "has_more_broken": len(broken) > _NEWS,
        "disputed": disputed.cases,
        "has_more_disputed": disputed.next_before is not None,
        "stopped": _stopped(outlet_ids),
        "refunds": [(cases[case_id], remedy) for case_id, remedy in refunds],
    }


def _stopped(outlet_ids: Collection[UUID] | None) -> list[dict[str, Any]]:
    """Cases whose visit was stopped and for which nobody else is wanted yet: they wait for a decision."""
    visits = list_stopped_visits(outlet_ids=outlet_ids, limit=_NEWS)
    case_ids = [visit.case_id for visit in visits]
    cases, jobs = map_cases(case_ids), map_jobs_of_cases(case_ids)
    rows = []
    for visit in visits:
        job = jobs.get(visit.case_id)
        if visit.stop_cause is not None and (job is None or job.id == visit.job_id):
            row = {"case": cases[visit.case_id], "at": visit.ended_at}
            rows.append(row | {"cause": STOP_CAUSES[visit.stop_cause]})
    return rows


def day_start(now: datetime) -> datetime:
    """The last local midnight."""
    return localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)


def _next(due_at: datetime, id: UUID) -> str:
    return urlencode({"after": f"{due_at.timestamp():.6f}~{id}"})


def _key(text: str) -> tuple[datetime, UUID] | None:
    """The place in the list that an address names; None for nonsense, which begins anew."""
    seconds, _, id = text.partition("~")
    try:
        return datetime.fromtimestamp(float(seconds), tz=clock.now().tzinfo), UUID(id)
    except (ValueError, OverflowError, OSError):
        return None
