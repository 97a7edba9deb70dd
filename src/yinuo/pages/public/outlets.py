"""Which outlet covers a place: one field, an honest answer. The address is posted, never part of a URL."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.base.point import Point
from yinuo.engines import places
from yinuo.intake.facts import AnswerKind, FaultReport, Preview
from yinuo.intake.reads import preview
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.customer.company import for_company
from yinuo.pages.frame.limits import limited
from yinuo.pages.frame.suggesting import SUGGESTS_PLACES
from yinuo.people.facts import ADDRESS_LIMIT, PointSource
from yinuo.store import clock


class PlaceForm(forms.Form):
    """Any text that names a place."""

    use_required_attribute = False
    address = forms.CharField(
        label=_("地址或地名"),
        max_length=ADDRESS_LIMIT,
        help_text=_("例如：琼海市长坡镇"),
        widget=forms.TextInput(attrs={"autocomplete": "off", **SUGGESTS_PLACES}),
    )
    division = forms.CharField(required=False, max_length=9)
    lat = forms.CharField(required=False, widget=forms.HiddenInput)
    lng = forms.CharField(required=False, widget=forms.HiddenInput)

    def full_clean(self) -> None:
        """A position is enough: whoever gives one need not write."""
        self.fields["address"].required = False
        super().full_clean()
        self.fields["address"].required = True

    def clean(self) -> dict[str, Any]:
        """A position that is none is none given: nobody can mend what isn't seen."""
        asked = super().clean() or {}
        try:
            asked["point"] = Point(float(asked.get("lat", "")), float(asked.get("lng", "")))
        except ValueError:
            asked["point"] = None
        if not asked.get("address") and asked["point"] is None and "address" not in self.errors:
            self.add_error("address", self.fields["address"].error_messages["required"])
        return asked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("outlets")
@for_company
def outlets(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The form, and who would come there."""
    form = PlaceForm(request.POST or None)
    seen: Preview | None = None
    guesses: tuple[places.Suggestion, ...] = ()
    if request.method == "POST" and form.is_valid():
        seen = _look_up(form, company)
        if seen.kind is AnswerKind.PLACE_UNKNOWN and form.cleaned_data["address"]:
            guesses = places.suggest(form.cleaned_data["address"])
    context = {"form": form, "seen": seen, "guesses": guesses, "now": clock.now()}
    return render(request, "public/outlets.html", context)


def _look_up(form: PlaceForm, company: CompanyFacts) -> Preview:
    asked = form.cleaned_data
    report = FaultReport(
        address=asked["address"],
        division=asked["division"],
        phone="",
        name="",
        fault_id="",
        point=asked["point"],
        point_source=PointSource.DEVICE if asked["point"] else None,
    )
    return preview(report, company.id, clock.now())
