"""Which outlet covers a place: one field, an honest answer. The address is posted, never part of a URL."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.intake.facts import FaultReport, Preview
from yinuo.intake.reads import preview
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.customer.company import for_company
from yinuo.pages.frame.limits import limited
from yinuo.people.facts import ADDRESS_LIMIT
from yinuo.store import clock


class PlaceForm(forms.Form):
    """Any text that names a place."""

    use_required_attribute = False
    address = forms.CharField(
        label=_("地址或地名"),
        max_length=ADDRESS_LIMIT,
        help_text=_("例如：琼海市长坡镇"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("outlets")
@for_company
def outlets(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The form, and who would come there."""
    form = PlaceForm(request.POST or None)
    seen: Preview | None = None
    if request.method == "POST" and form.is_valid():
        report = FaultReport(address=form.cleaned_data["address"], phone="", name="", fault_id="")
        seen = preview(report, company.id, clock.now())
    context = {"form": form, "seen": seen, "now": clock.now()}
    return render(request, "public/outlets.html", context)
