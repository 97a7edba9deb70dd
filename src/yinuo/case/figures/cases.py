"""Figures about cases: repeats and disputes. What counts and what is listed come from one query each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from yinuo.case.facts import CaseState
from yinuo.case.models import Case

PAGE = 30


@dataclass(frozen=True, slots=True)
class Span:
    """What a figure counts over: from an instant up to, not including, another, at some outlets or at all."""

    starts_at: datetime
    ends_at: datetime
    outlet_ids: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One of the things that a figure counts, and its case; `at` is why it is in the period."""

    id: UUID
    case_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what a figure counts, latest first; `total` is the figure itself."""

    total: int
    found: tuple[Found, ...]
    next_before: tuple[datetime, UUID] | None


def find_repeats(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The cases opened in a span that follow one for the same product or place within thirty days."""
    return found_page(opened_cases(span).filter(follows_id__isnull=False), "opened_at", before)


def find_disputed(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The cases whose latest dispute was raised in a span, whatever came of it."""
    return found_page(disputed_cases(span), "disputed_at", before)


def within(span: Span, at: str, outlet: str = "outlet_id") -> dict[str, Any]:
    """A span as lookups: `at` is the column that says when, `outlet` the one that says whose."""
    asked: dict[str, Any] = {f"{at}__gte": span.starts_at, f"{at}__lt": span.ends_at}
    return asked if span.outlet_ids is None else asked | {f"{outlet}__in": span.outlet_ids}


def found_page(
    rows: QuerySet[Any], at: str, before: tuple[datetime, UUID] | None, *, case: str = "id"
) -> FoundPage:
    """A page of these rows, latest first by the column `at`; `case` is the column with the case's id."""
    total = rows.count()
    if before is not None:
        instant, id = before
        rows = rows.filter(**{f"{at}__lte": instant}).exclude(**{at: instant, "id__gte": id})
    ordered = rows.order_by(F(at).desc(), "-id").values_list("id", case, at)
    found = [Found(*row) for row in ordered[: PAGE + 1]]
    last = found[PAGE - 1] if len(found) > PAGE else None
    return FoundPage(total, tuple(found[:PAGE]), (last.at, last.id) if last else None)


def opened_cases(span: Span) -> QuerySet[Case]:
    """The cases opened in a span, for the figures of the rooms above too."""
    return Case.objects.filter(**within(span, "opened_at"))


def disputed_cases(span: Span) -> QuerySet[Case]:
    """The cases whose latest dispute was raised in a span."""
    return Case.objects.filter(**within(span, "disputed_at"))


def done_cases(span: Span) -> QuerySet[Case]:
    """The cases done in a span."""
    return Case.objects.filter(state=CaseState.DONE, **within(span, "closed_at"))
