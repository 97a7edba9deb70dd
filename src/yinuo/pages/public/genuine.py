"""The third door: one field says whether a number, site, sender or badge number is ours; and the list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.actor import Actor
from yinuo.base.local_time import local_date
from yinuo.genuine.actions import count_check
from yinuo.genuine.facts import Answer, Verdict, Why
from yinuo.genuine.reads import build_numbers_file, check_text, list_numbers
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import get_outlet
from yinuo.pages.customer.company import for_company
from yinuo.pages.frame.limits import limited
from yinuo.store import clock
from yinuo.store.perform import perform

from .words import ANSWERS, USES, WHYS

WEB = Actor.system("web")


class AskForm(forms.Form):
    """Whatever somebody was called from, sent, or shown."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("电话、网址、工号或短信里的号码"),
        max_length=300,
        help_text=_("例如 400-000-0000、短信里的链接、工牌上的编号。我们不保存您查了什么。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
        error_messages={
            "required": _("请填要查的号码、网址或工号。"),
            "max_length": _("太长了，请只填号码或链接，最多 300 个字。"),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("genuine")
@for_company
def check(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The field, and the answer; what was asked is in no address and isn't kept."""
    form = AskForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "said": None}
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            context["said"] = _ask(form.cleaned_data["text"], company)
            status = 200
    return render(request, "public/genuine.html", context, status=status)


@require_safe
@for_company
def numbers(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The official numbers that are in use, by what they are for (CM-06, CM-07)."""
    today = local_date(clock.now())
    running = [
        one
        for one in list_numbers(company, clock.now())
        if one.valid_from <= today and (one.valid_to is None or today <= one.valid_to)
    ]
    groups = [(words, [one for one in running if one.use is use]) for use, words in USES.items()]
    context = {"groups": [(words, found) for words, found in groups if found]}
    return render(request, "public/numbers.html", context)


@never_cache
@require_safe
@for_company
def numbers_file(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The same list as a signed file that `yinuo numbers verify` checks."""
    data = build_numbers_file(company, clock.now())
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="official-numbers.json"'
    return response


def _ask(text: str, company: CompanyFacts) -> dict[str, Any]:
    verdict = check_text(text, company, clock.now())
    outcome = verdict.why.value
    perform(count_check, actor=WEB, now=clock.now(), what="text", outcome=outcome)
    return said_of(verdict)


def said_of(verdict: Verdict) -> dict[str, Any]:
    """A verdict in words, for `public/parts/verdict.html`."""
    title, kind = ANSWERS[verdict.answer]
    text, todo = WHYS[verdict.why]
    return {
        "kind": kind,
        "title": title,
        "text": text,
        "todo": todo,
        "asked": verdict.asked.value,
        "use": USES[verdict.number.use] if verdict.number else "",
        "number": verdict.number,
        "outlet": get_outlet(verdict.outlet_id) if verdict.outlet_id else None,
        "is_badge": bool(verdict.badge_no),
        "may_report": verdict.answer is not Answer.OURS and verdict.why is not Why.UNREADABLE,
    }
