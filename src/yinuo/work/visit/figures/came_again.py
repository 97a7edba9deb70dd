"""Figures about visits: whether one visit was enough."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from yinuo.case.figures import FoundPage, Span, done_cases, found_page
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.models import Visit


def find_came_again(span: Span, before: tuple[datetime, UUID] | None = None) -> FoundPage:
    """The cases done in a span for which somebody had to come again."""
    return found_page(done_cases(span).filter(again()), "closed_at", before)


def again() -> Q:
    """Somebody came a second time only where the case was taken up again or a visit was stopped."""
    stopped = Visit.objects.filter(case_id=OuterRef("id"), state=VisitState.STOPPED)
    return Q(reopened__gt=0) | Q(Exists(stopped))
