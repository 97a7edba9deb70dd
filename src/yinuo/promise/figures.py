"""Figures about promises: how they were kept, what was quoted, what was credited.

A promise belongs to the period in which it was decided, by the instant of its verdict. What a figure counts
and what its list shows are one query, so that they can't disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, Floor, Least

from yinuo.base.local_time import ZONE
from yinuo.case.figures import FoundPage, Span, found_page, within

from .facts import PromiseKind, PromiseState
from .models import Promise, Remedy


class By(StrEnum):
    """What promises are told apart by in figures."""

    KIND = "kind"
    OUTLET = "outlet"
    HOUR = "hour"  # the local hour in which the promise was made, 0 to 23
    WEEKDAY = "weekday"  # of the local day on which it was made, 1 Monday to 7 Sunday
    TENTH = "tenth"  # of the quoted probability: 9 is 0.9 and above, 0 is below 0.1
    QUOTED = "quoted"  # minutes quoted: 30, 60 or 120 at most, or 121 for longer


@dataclass(frozen=True, slots=True)
class Tally:
    """How promises that were decided came out."""

    kept: int = 0
    broken: int = 0
    released: int = 0

    @property
    def decided(self) -> int:
        """What a share is a share of: a promise that the customer let go was neither kept nor broken."""
        return self.kept + self.broken


@dataclass(frozen=True, slots=True)
class Minutes:
    """Quoted and actual minutes of the arrivals that were kept, on average; None without any."""

    quoted: float | None
    actual: float | None


@dataclass(frozen=True, slots=True)
class PriceTally:
    """Accepted prices that were decided by what was paid: their sums in fen, and how many were exceeded."""

    count: int
    accepted_fen: int
    paid_fen: int
    above: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """All figures of the promises decided in a span: by kind, arrivals by all else, minutes, prices."""

    kinds: Mapping[str, Tally]
    arrivals: Mapping[By, Mapping[Any, Tally]]
    minutes: Minutes
    prices: PriceTally


@dataclass(frozen=True, slots=True)
class RemedyTally:
    """What was credited in a span: by itself, and by a manager's answer; in fen. `waiting` are refunds
    without an answer, whenever they were claimed."""

    count: int
    fen: int
    granted_fen: int
    waiting: int
    waiting_fen: int


_QUOTED_STEPS = (30, 60, 120)
LONGER = _QUOTED_STEPS[-1] + 1
"""Stands for every quote that is longer than the longest step."""
_QUOTED = ExpressionWrapper(F("due_at") - F("made_at"), output_field=DurationField())
_ACTUAL = ExpressionWrapper(F("verdict_at") - F("made_at"), output_field=DurationField())


def _keys() -> Mapping[By, Combinable]:
    steps = [
        When(due_at__lte=F("made_at") + timedelta(minutes=step), then=Value(step))
        for step in _QUOTED_STEPS
    ]
    tenth = Least(Floor(F("quoted_p") * Value(10.0)), Value(9.0), output_field=IntegerField())
    return {
        By.KIND: F("kind"),
        By.OUTLET: F("outlet_id"),
        By.HOUR: ExtractHour("made_at", tzinfo=ZONE),
        By.WEEKDAY: ExtractIsoWeekDay("made_at", tzinfo=ZONE),
        By.TENTH: tenth,
        By.QUOTED: Case(*steps, default=Value(LONGER), output_field=IntegerField()),
    }


_KEYS = _keys()
_ASIDE = (By.OUTLET, By.HOUR, By.WEEKDAY, By.TENTH, By.QUOTED)
"""What arrivals are told apart by, each by itself."""
_ALL = 2 ** len(_ASIDE) - 1
_TALLY = f"""
SELECT by_kind, {", ".join(f"by_{by}" for by in _ASIDE)},
  GROUPING({", ".join(f"by_{by}" for by in _ASIDE)}),
  count(*) FILTER (WHERE state = 'kept'),
  count(*) FILTER (WHERE state = 'broken'),
  count(*) FILTER (WHERE state = 'released'),
  (extract(epoch FROM avg(quoted) FILTER (WHERE state = 'kept')) / 60)::float8,
  (extract(epoch FROM avg(actual) FILTER (WHERE state = 'kept')) / 60)::float8,
  count(paid_fen),
  coalesce(sum(at_most_fen) FILTER (WHERE paid_fen IS NOT NULL), 0)::bigint,
  coalesce(sum(paid_fen), 0)::bigint,
  count(*) FILTER (WHERE paid_fen > at_most_fen)
FROM ({{inner}}) AS decided
GROUP BY GROUPING SETS ((by_kind), {", ".join(f"(by_kind, by_{by})" for by in _ASIDE)})
"""  # noqa: S608 - the names are this module's own


def tally_promises(span: Span) -> Tallies:
    """How the promises decided in a span came out, told apart in every way at once.

    One pass over them: the rows and the keys are those of the lists, grouped by the database into each set.
    """
    if span.outlet_ids is not None and not span.outlet_ids:
        return _read(())  # of no outlet there is nothing, and no statement for it either
    inner = _decided(span, {}).annotate(
        **{f"by_{by}": key for by, key in _KEYS.items()}, quoted=_QUOTED, actual=_ACTUAL
    )
    names = [f"by_{by}" for by in _KEYS]
    columns = ("state", "at_most_fen", "paid_fen", "quoted", "actual")
    sql, params = inner.values(*names, *columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_TALLY.format(inner=sql), params)
        return _read(cursor.fetchall())


def tally_arrivals(span: Span) -> Tally:
    """How the arrivals decided in a span came out, all together: one count over the index."""
    rows = _decided(span, {By.KIND: PromiseKind.ARRIVE})
    counts = dict(rows.values_list("state").annotate(Count("id")))
    return Tally(
        counts.get(PromiseState.KEPT, 0),
        counts.get(PromiseState.BROKEN, 0),
        counts.get(PromiseState.RELEASED, 0),
    )


def _read(rows: Iterable[tuple[Any, ...]]) -> Tallies:
    """The rows of the grouping sets: those of a kind alone, and those of a kind and one key more."""
    kinds: dict[Any, Tally] = {}
    arrivals: dict[By, dict[Any, Tally]] = {by: {} for by in _ASIDE}
    minutes, prices = Minutes(None, None), PriceTally(0, 0, 0, 0)
    for row in rows:
        kind, keys, mask, counts, more = row[0], row[1:6], row[6], row[7:10], row[10:]
        if mask == _ALL:
            kinds[kind] = Tally(*counts)
            minutes = Minutes(*more[:2]) if kind == PromiseKind.ARRIVE else minutes
            prices = PriceTally(*more[2:]) if kind == PromiseKind.PRICE else prices
        elif kind == PromiseKind.ARRIVE:
            place = (_ALL ^ mask).bit_length()
            at = len(_ASIDE) - place
            if keys[at] is not None:
                arrivals[_ASIDE[at]][keys[at]] = Tally(*counts)
    return Tallies(kinds, arrivals, minutes, prices)


def find_promises(
    span: Span,
    state: PromiseState | None,
    cut: Mapping[By, Any],
    before: tuple[datetime, UUID] | None = None,
) -> FoundPage:
    """The promises behind a number of `tally_promises`: in one state, or both that count as decided."""
    rows = _decided(span, cut)
    states = [state] if state else [PromiseState.KEPT, PromiseState.BROKEN]
    return found_page(rows.filter(state__in=states), "verdict_at", before, case="case_id")


def find_above_price(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The price promises decided in a span of which more was paid than was accepted."""
    rows = _decided(span, {By.KIND: PromiseKind.PRICE}).filter(paid_fen__gt=F("at_most_fen"))
    return found_page(rows, "verdict_at", before, case="case_id")


def tally_remedies(span: Span) -> RemedyTally:
    """What was credited in a span, and what waits for an answer."""
    sums = _remedies(span).aggregate(
        count=Count("id"), fen=Sum("fen"), excess=Sum("excess_fen"), granted=Sum("granted_fen")
    )
    waits = _waiting(span).aggregate(count=Count("id"), fen=Sum("beyond_fen"))
    return RemedyTally(
        count=sums["count"],
        fen=(sums["fen"] or 0) + (sums["excess"] or 0),
        granted_fen=sums["granted"] or 0,
        waiting=waits["count"],
        waiting_fen=waits["fen"] or 0,
    )


def find_remedies(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The remedies credited in a span."""
    return found_page(_remedies(span), "paid_at", before, case="promise__case_id")


def find_waiting(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The refunds that wait for an answer, whenever they were claimed, at the span's outlets."""
    return found_page(_waiting(span), "paid_at", before, case="promise__case_id")


def count_overdue(now: datetime, span: Span) -> int:
    """Running promises that should have been looked at by `now` and were not: 0 while the watch is well."""
    rows = Promise.objects.filter(state=PromiseState.RUNNING, look_at__lte=now)
    if span.outlet_ids is not None:
        rows = rows.filter(outlet_id__in=span.outlet_ids)
    return rows.count()


def _decided(span: Span, cut: Mapping[By, Any]) -> QuerySet[Promise]:
    """The promises decided in a span, cut to what is asked for."""
    rows = Promise.objects.filter(**within(span, "verdict_at"))
    for number, (by, value) in enumerate(cut.items()):
        rows = rows.annotate(**{f"cut{number}": _KEYS[by]}).filter(**{f"cut{number}": value})
    return rows


def _remedies(span: Span) -> QuerySet[Remedy]:
    return Remedy.objects.filter(**within(span, "paid_at", "promise__outlet_id"))


def _waiting(span: Span) -> QuerySet[Remedy]:
    rows = Remedy.objects.filter(beyond_fen__gt=0, answered_at=None)
    outlets = span.outlet_ids
    return rows if outlets is None else rows.filter(promise__outlet_id__in=outlets)
