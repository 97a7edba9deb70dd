"""Figures about promises: how they were kept, what was quoted, what was paid.

A promise belongs to the period in which it was decided, by the instant of its verdict. What a figure counts
and what its list shows are one query, so that they can't disagree; whole days are added up beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F

from yinuo.case.figures import FoundPage, Span, found_page
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.models import Promise

from .days import read_days
from .decided import decided
from .sums import ASIDE, Sums, add_up, in_spans
from .tally import By, Minutes, PriceTally, Tallies, Tally


def tally_promises(span: Span) -> Tallies:
    """How the promises decided in a span came out, told apart in every way at once.

    The days that are added up already are read so, the others from their promises.
    """
    if span.outlet_ids is not None and not span.outlet_ids:
        return _tallies([])  # of no outlet there is nothing, and no statement for it either
    added, rest = read_days(span)
    return _tallies([*added, *add_up(in_spans(rest))])


def tally_arrivals(span: Span) -> Tally:
    """How the arrivals decided in a span came out, all together: one count over the index."""
    rows = decided(span, {By.KIND: PromiseKind.ARRIVE})
    counts = dict(rows.values_list("state").annotate(Count("id")))
    return Tally(
        counts.get(PromiseState.KEPT, 0),
        counts.get(PromiseState.BROKEN, 0),
        counts.get(PromiseState.RELEASED, 0),
    )


def find_promises(
    span: Span,
    state: PromiseState | None,
    cut: Mapping[By, Any],
    before: tuple[datetime, UUID] | None = None,
) -> FoundPage:
    """The promises behind a number of `tally_promises`: in one state, or both that count as decided."""
    rows = decided(span, cut)
    states = [state] if state else [PromiseState.KEPT, PromiseState.BROKEN]
    return found_page(rows.filter(state__in=states), "verdict_at", before, case="case_id")


def find_above_price(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The price promises decided in a span of which more was paid than was accepted."""
    rows = decided(span, {By.KIND: PromiseKind.PRICE}).filter(paid_fen__gt=F("at_most_fen"))
    return found_page(rows, "verdict_at", before, case="case_id")


def count_overdue(now: datetime, span: Span) -> int:
    """Running promises that should have been looked at by `now` and were not: 0 while the watch is well."""
    rows = Promise.objects.filter(state=PromiseState.RUNNING, look_at__lte=now)
    if span.outlet_ids is not None:
        rows = rows.filter(outlet_id__in=span.outlet_ids)
    return rows.count()


def _tallies(found: Iterable[Sums]) -> Tallies:
    """All figures, from sums of the kinds alone and of arrivals by each key; parts of one sum are added."""
    sums: dict[tuple[str, str, str], Sums] = {}
    for part in found:
        place = (part.kind, part.by, part.key)
        sums[place] = part + sums[place] if place in sums else part
    arrivals: dict[By, dict[Any, Tally]] = {by: {} for by in ASIDE}
    for (_, by, key), part in sums.items():
        if by:
            arrivals[By(by)][UUID(key) if by == By.OUTLET else int(key)] = part.tally
    kinds = {kind: part.tally for (kind, by, _), part in sums.items() if not by}
    return Tallies(kinds, arrivals, _minutes(sums), _prices(sums))


def _minutes(sums: Mapping[tuple[str, str, str], Sums]) -> Minutes:
    arrive = sums.get((PromiseKind.ARRIVE, "", ""))
    if arrive is None or not arrive.kept:
        return Minutes(None, None)
    whole = arrive.kept * 60_000_000
    return Minutes(arrive.quoted_us / whole, arrive.actual_us / whole)


def _prices(sums: Mapping[tuple[str, str, str], Sums]) -> PriceTally:
    price = sums.get((PromiseKind.PRICE, "", ""))
    if price is None:
        return PriceTally(0, 0, 0, 0)
    return PriceTally(price.priced, price.accepted_fen, price.paid_fen, price.above)
