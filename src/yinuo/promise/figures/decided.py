"""The promises decided in a span, and what they are told apart by: the same for numbers and for lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, Floor, Least

from yinuo.base.local_time import ZONE
from yinuo.case.figures import Span, within
from yinuo.promise.models import Promise

from .tally import By

_QUOTED_STEPS = (30, 60, 120)
LONGER = _QUOTED_STEPS[-1] + 1
"""Stands for every quote that is longer than the longest step."""
QUOTED = ExpressionWrapper(F("due_at") - F("made_at"), output_field=DurationField())
ACTUAL = ExpressionWrapper(F("verdict_at") - F("made_at"), output_field=DurationField())


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


KEYS = _keys()


def decided(span: Span, cut: Mapping[By, Any]) -> QuerySet[Promise]:
    """The promises decided in a span, cut to what is asked for."""
    rows = Promise.objects.filter(**within(span, "verdict_at"))
    for number, (by, value) in enumerate(cut.items()):
        rows = rows.annotate(**{f"cut{number}": KEYS[by]}).filter(**{f"cut{number}": value})
    return rows
