"""Was this call from you? Asked by time and number; from a browser that holds a case, our records answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.base.local_time import ZONE
from yinuo.genuine.actions import count_check
from yinuo.genuine.reads import check_call
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.customer.company import for_company
from yinuo.pages.customer.door import granted
from yinuo.pages.frame.limits import limited
from yinuo.store import clock
from yinuo.store.perform import perform

from .genuine import WEB
from .words import CALLS

_OLDEST = timedelta(days=31)


class CallForm(forms.Form):
    """Which number the phone showed, and when."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("来电显示的号码"),
        required=False,
        max_length=60,
        help_text=_("没有显示就留空。"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    at = forms.DateTimeField(
        label=_("什么时候打来的"),
        help_text=_("大概就行，前后 20 分钟都会查。"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("请填大概的时间。"),
            "invalid": _("时间没有看懂，请这样填：2026-11-23 14:30。"),
        },
    )

    def clean_at(self) -> datetime:
        """Within the last month: older calls aren't asked about by anybody who is in danger now."""
        at: datetime = self.cleaned_data["at"]
        now = clock.now()
        if not now - _OLDEST <= at <= now + timedelta(minutes=5):
            raise forms.ValidationError(_("只能查最近一个月里、已经打来的电话。"))
        return at


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("genuine")
@for_company
def ask(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The form and the answer."""
    now = clock.now()
    first = {"at": now.astimezone(ZONE).replace(second=0, microsecond=0)}
    form = CallForm(request.POST or None, initial=first)
    case_ids = granted(request)
    context: dict[str, Any] = {"form": form, "said": None, "is_known": bool(case_ids)}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        answer = check_call(typed["text"], typed["at"], case_ids, company, now)
        perform(count_check, actor=WEB, now=now, what="call", outcome=answer.value)
        context["said"] = CALLS[answer]
    status = 400 if form.errors else 200
    return render(request, "public/call.html", context, status=status)
