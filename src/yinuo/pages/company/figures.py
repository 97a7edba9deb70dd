"""The company's figures, bad news first; every number opens the cases that it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yinuo.outlet.reads import list_outlets
from yinuo.pages.frame.words import promise_name
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import Scope, StaffFacts, Verb
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.figures import (
    By,
    Tally,
    count_overdue,
    tally_promises,
    tally_remedies,
)
from yinuo.store import clock
from yinuo.store.look import seen_once
from yinuo.store.reads import get_health, list_gaps
from yinuo.transfer.tables import ListKind
from yinuo.work.visit.figures import tally_cases

from .chart import HEIGHT, WIDTH, stacked
from .nav import company_nav
from .period import FigureRange, PeriodForm, range_of, region_name
from .rows import outlet_names
from .share import Share
from .words import QUOTED, TENTHS, WEEKDAYS

_ARRIVE = PromiseKind.ARRIVE
_MOST_ROWS = 20
"""How many outlets and regions are shown, the worst ones: the others are reached by choosing them above."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table of promises: its words, how they came out, and where its numbers lead."""

    text: str
    tally: Tally
    path: str

    @property
    def broken_path(self) -> str:
        """The list of those that were broken."""
        return self._path(PromiseState.BROKEN)

    @property
    def kept_path(self) -> str:
        """The list of those that were kept."""
        return self._path(PromiseState.KEPT)

    @property
    def released_path(self) -> str:
        """The list of those that the customer let go."""
        return self._path(PromiseState.RELEASED)

    def _path(self, state: PromiseState) -> str:
        return f"{self.path}&state={state.value}"

    @property
    def share(self) -> Share:
        """The share kept of those decided."""
        return Share(self.tally.kept, self.tally.decided)


@require_safe
@for_staff(Verb.SEE_FIGURES)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """All figures of some days and some part of the company."""
    now = clock.now()
    form = PeriodForm(request.GET or {"period": "7"}, staff=staff)
    wanted = range_of(form, staff, now)
    context = {
        "form": form,
        "wanted": wanted,
        "company_nav": company_nav(staff, "company:figures"),
        "overdue": count_overdue(now, wanted.span),
        "gaps": [
            gap for gap in list_gaps(wanted.span.starts_at) if gap.starts_at < wanted.span.ends_at
        ],
        "health": get_health(now),
        "export_path": wanted.address(reverse("company:exports"), list=ListKind.FIGURES),
        "now": now,
        **_promises(wanted),
        **_around(wanted),
    }
    return render(request, "company/figures.html", context)


def _promises(wanted: FigureRange) -> dict[str, Any]:
    """How promises were kept: by kind; arrivals by outlet, region, hour, weekday, quote and probability."""
    found = tally_promises(wanted.span)
    of = found.arrivals
    outlets, hours, names = of[By.OUTLET], of[By.HOUR], outlet_names()
    hour_words = {hour: f"{hour:02}:00" for hour in range(24)}
    arrive = found.kinds.get(_ARRIVE, Tally())
    short = of[By.QUOTED].get(min(QUOTED), Tally())
    return {
        "arrive": _row(wanted, "", arrive, {By.KIND: _ARRIVE}),
        "kinds": _worst_first(
            [
                _row(wanted, promise_name(PromiseKind(k)), t, {By.KIND: k})
                for k, t in found.kinds.items()
            ]
        ),
        "outlets": [
            _row(wanted, names.get(id, "—"), tally, _cut(By.OUTLET, id))
            for id, tally in _worst(outlets, names)
        ],
        "outlets_left": max(0, len(outlets) - _MOST_ROWS),
        "most": _MOST_ROWS,
        **_regions(wanted, outlets),
        "hours": _in_order(wanted, By.HOUR, hours, hour_words),
        "bars": stacked([_bar(word, hours.get(h)) for h, word in hour_words.items()]),
        "chart_size": (WIDTH, HEIGHT),
        "weekdays": _in_order(wanted, By.WEEKDAY, of[By.WEEKDAY], WEEKDAYS),
        "tenths": _in_order(wanted, By.TENTH, of[By.TENTH], TENTHS),
        "quoted": _in_order(wanted, By.QUOTED, of[By.QUOTED], QUOTED),
        "short": Share(short.decided, arrive.decided),
        "minutes": found.minutes,
        "prices": found.prices,
        "above": Share(found.prices.above, found.prices.count),
    }


def _around(wanted: FigureRange) -> dict[str, Any]:
    """What was credited, paid, repaired twice, repeated and disputed, with the lists behind them."""
    span = wanted.span
    cases = tally_cases(span)
    names = ("above-price", "remedies", "refunds", "came-again", "repeats", "disputed")
    paths = {
        name.replace("-", "_"): wanted.address(reverse("company:figure", args=[name]))
        for name in names
    }
    return {
        "remedies": tally_remedies(span),
        "first_time": Share(cases.done - cases.came_again, cases.done),
        "came_again": cases.came_again,
        "cases": cases,
        "repeats": Share(cases.repeats, cases.opened),
        "paths": paths,
    }


def _cut(by: By, value: object) -> dict[By, object]:
    return {By.KIND: _ARRIVE, by: value}


def _row(wanted: FigureRange, text: str, tally: Tally, cut: Mapping[By, object]) -> Row:
    asked = {by.value: str(value) for by, value in cut.items()}
    return Row(text, tally, wanted.address(_list_path(), **asked))


@seen_once
def _list_path() -> str:
    """Of the list behind every number of promises; looked up once for a page of a hundred links."""
    return reverse("company:figure", args=["promises"])


def _in_order(
    wanted: FigureRange, by: By, tallies: Mapping[Any, Tally], words: Mapping[int, object]
) -> list[Row]:
    """A row for each word whose tally isn't empty, in the order of the words."""
    return [
        _row(wanted, str(word), tallies[key], _cut(by, key))
        for key, word in words.items()
        if key in tallies
    ]


def _regions(wanted: FigureRange, outlets: Mapping[UUID, Tally]) -> dict[str, Any]:
    """The outlets' tallies added up by dispatch zone; a zone's numbers open the figures of that zone."""
    sums = add_up_regions(outlets)
    if len(sums) < 2:
        return {}
    rows = []
    names = {code: region_name(code) for code in sums}
    for code, tally in _worst(sums, names):
        there = FigureRange(
            wanted.span, wanted.first_date, wanted.last_date, {**wanted.query, "place": f"r:{code}"}
        )
        rows.append(_row(there, names[code], tally, {By.KIND: _ARRIVE}))
    return {"regions": rows, "regions_left": max(0, len(sums) - _MOST_ROWS)}


def add_up_regions(outlets: Mapping[UUID, Tally]) -> dict[str, Tally]:
    """The tallies of outlets added up by dispatch zone."""
    region_of = {outlet.id: outlet.region for outlet in list_outlets(Scope())}
    sums: dict[str, Tally] = {}
    for id, tally in outlets.items():
        code = region_of.get(id)
        if code is not None:
            sums[code] = _add(sums.get(code, Tally()), tally)
    return sums


def _add(one: Tally, other: Tally) -> Tally:
    return Tally(one.kept + other.kept, one.broken + other.broken, one.released + other.released)


def _worst(tallies: Mapping[Any, Tally], names: Mapping[Any, str]) -> list[tuple[Any, Tally]]:
    """So many of them as are shown, in the order of `_worst_first`."""

    def order(item: tuple[Any, Tally]) -> tuple[int, int, str]:
        key, tally = item
        return -tally.broken, -tally.decided, names.get(key, "")

    return sorted(tallies.items(), key=order)[:_MOST_ROWS]


def _worst_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.tally.broken, -row.tally.decided, row.text))


def _bar(label: str, tally: Tally | None) -> tuple[str, int, int]:
    return (label, tally.kept, tally.broken) if tally else (label, 0, 0)
