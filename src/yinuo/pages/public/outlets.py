"""Which outlet covers a place: one field, an honest answer. The address is posted, never part of a URL."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.engines import places
from yinuo.intake.facts import AnswerKind, FaultReport, Preview
from yinuo.intake.reads import preview
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.customer.company import for_company
from yinuo.pages.frame.limits import limited
from yinuo.pages.frame.suggesting import SUGGESTS_PLACES
from yinuo.people.facts import ADDRESS_LIMIT
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
        if seen.kind is AnswerKind.PLACE_UNKNOWN:
            guesses = places.suggest(form.cleaned_data["address"])
    context = {"form": form, "seen": seen, "guesses": guesses, "now": clock.now()}
    return render(request, "public/outlets.html", context)


def _look_up(form: PlaceForm, company: CompanyFacts) -> Preview:
    asked = form.cleaned_data
    address, division = asked["address"], asked["division"]
    report = FaultReport(address=address, division=division, phone="", name="", fault_id="")
    return preview(report, company.id, clock.now())
