"""Which days and which part of the company the figures are about, as an address says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from yinuo.base.local_time import ZONE, local_date
from yinuo.case.figures import Span
from yinuo.engines import places
from yinuo.outlet.reads import list_outlet_ids, list_outlets
from yinuo.pages.frame.language import language
from yinuo.people.facts import Scope, ScopeKind, StaffFacts

_DAYS = {"today": 1, "7": 7, "30": 30}
_LONGEST = timedelta(days=366)
_PERIODS = (
    ("today", _("今天")),
    ("7", _("近 7 天")),
    ("30", _("近 30 天")),
    ("month", _("本月")),
    ("days", _("从…到…")),
)
_DEFAULT = "7"


class PeriodForm(forms.Form):
    """The days, and a region or an outlet of one's own scope."""

    use_required_attribute = False
    period = forms.ChoiceField(label=_("时间"), choices=_PERIODS, required=False)
    since = forms.DateField(
        label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    place = forms.ChoiceField(label=_("区域或网点"), required=False)

    def __init__(self, data: Any, *, staff: StaffFacts) -> None:
        super().__init__(data)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        outlets = list_outlets(staff.scope)
        regions = sorted({outlet.region for outlet in outlets})
        is_english = language().startswith("en")
        field.choices = [
            ("", _("全部")),
            *((f"r:{code}", region_name(code)) for code in regions if len(regions) > 1),
            *((f"o:{o.code}", o.name_en if is_english else o.name_zh) for o in outlets),
        ]

    def clean(self) -> dict[str, Any]:
        """Two days, in order and not more than a year apart, where days are asked for."""
        typed = super().clean() or {}
        if typed.get("period") != "days":
            return typed
        since, until = typed.get("since"), typed.get("until")
        if since is None or until is None:
            raise forms.ValidationError(_("请填从哪天到哪天，现在显示的是近 7 天。"))
        if until < since or until - since > _LONGEST:
            raise forms.ValidationError(_("日期要从早到晚、最多一年，现在显示的是近 7 天。"))
        return typed


@dataclass(frozen=True, slots=True)
class FigureRange:
    """What the figures are about: the span, its first and last day, and the address that says so."""

    span: Span
    first_date: date
    last_date: date
    query: dict[str, str]

    def address(self, path: str, **more: object) -> str:
        """An address about the same days and part of the company, and more."""
        return f"{path}?{urlencode({**self.query, **{name: str(value) for name, value in more.items()}})}"


def range_of(form: PeriodForm, staff: StaffFacts, now: datetime) -> FigureRange:
    """The range that a form asks for; what can't be read falls back to the last seven days.

    Where one's own scope ends the range ends too, whatever the address says.
    """
    typed = form.cleaned_data if form.is_valid() else {}
    today = local_date(now)
    period = typed.get("period") or _DEFAULT
    first, last = today - timedelta(days=_DAYS.get(period, 7) - 1), today
    query = {"period": period}
    if period == "month":
        first = today.replace(day=1)
    elif period == "days":
        first, last = typed["since"], typed["until"]
        query |= {"since": first.isoformat(), "until": last.isoformat()}
    place = typed.get("place", "")
    if place:
        query["place"] = place
    starts_at = datetime.combine(first, time(), tzinfo=ZONE)
    ends_at = datetime.combine(last + timedelta(days=1), time(), tzinfo=ZONE)
    return FigureRange(
        Span(starts_at, ends_at, _outlets_in(staff.scope, place)), first, last, query
    )


def _outlets_in(scope: Scope, place: str) -> Any:
    """The outlets of a place, as far as they are in the scope; those of the scope without a place."""
    own = list_outlet_ids(scope)
    if not place:
        return own
    kind = ScopeKind.REGION if place.startswith("r:") else ScopeKind.OUTLET
    asked = list_outlet_ids(Scope(kind, (place[2:],))) or frozenset()
    return asked if own is None else asked & own


def region_name(code: str) -> str:
    """The name of a dispatch zone; its code where it is no division's."""
    try:
        names = places.get_division(code).names
    except places.DivisionUnknown:
        return code
    return names.town or names.county or names.city or names.province or code
