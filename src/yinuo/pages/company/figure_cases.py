"""The cases behind a figure: the list is what the figure counted, by the same query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yinuo.base.errors import NotFound
from yinuo.case.figures import FoundPage, Span, find_disputed, find_repeats
from yinuo.case.reads import map_cases
from yinuo.pages.frame.words import promise_name
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.figures import (
    By,
    find_above_price,
    find_promises,
    find_remedies,
    find_waiting,
)
from yinuo.store import clock
from yinuo.work.visit.figures import find_came_again

from .figure_words import DEFINITIONS
from .nav import company_nav
from .period import PeriodForm, range_of
from .rows import case_rows, outlet_names
from .words import PROMISE_STATES, QUOTED, TENTHS, WEEKDAYS

Before = tuple[datetime, UUID] | None
_FINDERS: Mapping[str, Callable[[Span, Before], FoundPage]] = {
    "above-price": find_above_price,
    "remedies": find_remedies,
    "refunds": find_waiting,
    "came-again": find_came_again,
    "repeats": find_repeats,
    "disputed": find_disputed,
}
_READ: Mapping[By, Callable[[str], Any]] = {
    By.KIND: PromiseKind,
    By.OUTLET: UUID,
    By.HOUR: int,
    By.WEEKDAY: int,
    By.TENTH: int,
    By.QUOTED: int,
}


@require_safe
@for_staff(Verb.SEE_FIGURES)
def show(request: HttpRequest, staff: StaffFacts, figure: str) -> HttpResponseBase:
    """A page of the list; `before` continues it. An unknown figure, or a cut that can't be read, is a 404."""
    if figure not in _FINDERS and figure != "promises":
        raise NotFound
    now = clock.now()
    wanted = range_of(PeriodForm(request.GET, staff=staff), staff, now)
    before = _before(request.GET.get("before", ""))
    cut = _cut(request.GET) if figure == "promises" else {}
    state = _state(request.GET.get("state", ""))
    if figure == "promises":
        page = find_promises(wanted.span, state, cut, before)
    else:
        page = _FINDERS[figure](wanted.span, before)
    path = reverse("company:figure", args=[figure])
    mine = {by.value: value for by, value in cut.items()}
    mine |= {"state": state.value} if state and figure == "promises" else {}
    following = page.next_before
    context = {
        "company_nav": company_nav(staff, "company:figures"),
        "definition": DEFINITIONS[figure],
        "anchor": figure,
        "said": _said(state if figure == "promises" else None, cut),
        "wanted": wanted,
        "total": page.total,
        "rows": _rows(page),
        "figures_path": wanted.address(reverse("company:figures")),
        "newer": wanted.address(path, **mine) if before else "",
        "older": wanted.address(path, **mine, before=f"{following[0].isoformat()}~{following[1]}")
        if following
        else "",
        "export_path": wanted.address(
            reverse("company:exports"), **mine, list="figure", figure=figure
        ),
        "now": now,
    }
    return render(request, "company/figure_cases.html", context)


def figure_case_ids(request: HttpRequest, staff: StaffFacts, figure: str) -> tuple[UUID, ...]:
    """Every case behind a figure, as its list shows them page by page: for the file that is written out."""
    if figure not in _FINDERS and figure != "promises":
        raise NotFound
    wanted = range_of(PeriodForm(request.GET, staff=staff), staff, clock.now())
    cut = _cut(request.GET) if figure == "promises" else {}
    state = _state(request.GET.get("state", ""))
    found: list[UUID] = []
    before: Before = None
    while True:
        if figure == "promises":
            page = find_promises(wanted.span, state, cut, before)
        else:
            page = _FINDERS[figure](wanted.span, before)
        found += [one.case_id for one in page.found]
        if page.next_before is None:
            return tuple(found)
        before = page.next_before


def _rows(page: FoundPage) -> list[dict[str, Any]]:
    """A row for each thing counted, so that their number is the figure; two of one case are two rows."""
    cases = map_cases({found.case_id for found in page.found})
    rows = {row["case"].id: row for row in case_rows(list(cases.values()))}
    return [rows[found.case_id] | {"at": found.at} for found in page.found]


def _cut(query: QueryDict) -> dict[By, Any]:
    try:
        return {by: read(str(query[by.value])) for by, read in _READ.items() if by.value in query}
    except ValueError:
        raise NotFound from None


def _state(text: str) -> PromiseState | None:
    """The state that an address asks for; both that count as decided without one."""
    if not text:
        return None
    try:
        return PromiseState(text)
    except ValueError:
        raise NotFound from None


def _said(state: PromiseState | None, cut: Mapping[By, Any]) -> list[str]:
    """What the list is cut to, in words."""
    said = [str(PROMISE_STATES[state][0])] if state else []
    words: Mapping[By, Callable[[Any], str]] = {
        By.KIND: promise_name,
        By.OUTLET: lambda id: outlet_names().get(id, ""),
        By.HOUR: lambda hour: _("%(hour)s 点报修") % {"hour": hour},
        By.WEEKDAY: lambda day: str(WEEKDAYS.get(day, "")),
        By.TENTH: lambda tenth: str(TENTHS.get(tenth, "")),
        By.QUOTED: lambda minutes: str(QUOTED.get(minutes, "")),
    }
    return [*said, *(words[by](value) for by, value in cut.items())]


def _before(text: str) -> Before:
    """The place in the list that an address names; None for nonsense, which begins anew."""
    at, _sep, id = text.partition("~")
    try:
        instant = datetime.fromisoformat(at)
        return (instant, UUID(id)) if instant.tzinfo else None
    except ValueError:
        return None
