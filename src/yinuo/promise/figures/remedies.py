"""Figures about what was credited for broken promises, and what of it waits for an answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from yinuo.case.figures import FoundPage, Span, found_page, within
from yinuo.promise.models import Remedy

from .tally import RemedyTally


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


def _remedies(span: Span) -> QuerySet[Remedy]:
    return Remedy.objects.filter(**within(span, "paid_at"))


def _waiting(span: Span) -> QuerySet[Remedy]:
    rows = Remedy.objects.filter(beyond_fen__gt=0, answered_at=None)
    outlets = span.outlet_ids
    return rows if outlets is None else rows.filter(outlet_id__in=outlets)
