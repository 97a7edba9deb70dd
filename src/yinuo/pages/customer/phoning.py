"""What the promise page says of phone calls: the call we owe, what was done by phone, the one rating at
the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts, CaseState
from yinuo.case.reads import find_rating
from yinuo.intake.actions import ask_call_back_anew
from yinuo.intake.call import CallBackAnswer, CallBackWish, Wish
from yinuo.intake.callers import may_call_back
from yinuo.intake.facts import ReportInvalid
from yinuo.intake.speech import spoken_of
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.frame.language import language
from yinuo.pages.frame.limits import limited
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, find_remedy, find_terms
from yinuo.record.facts import EventFacts
from yinuo.store import clock
from yinuo.store.perform import perform

from .company import for_company, with_rules
from .door import fresh_key, grant, sent_key

WISHES = {Wish.LATER: _("晚一点来"), Wish.WITHDRAW: _("取消上门")}
STARS = (5, 4, 3, 2, 1)


class CallMeForm(forms.Form):
    """Whom to call, at which number, and about what if one likes."""

    use_required_attribute = False
    phone = forms.CharField(
        label=_("电话"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    name = forms.CharField(
        label=_("怎么称呼您"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    words = forms.CharField(
        label=_("想说什么事"),
        required=False,
        help_text=_("不要写密码。写了也会被盖掉。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("report")
@for_company
@with_rules
def call_me(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """Leave a number and be called, with a promise; asked twice, the first time counts."""
    form = CallMeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, company, form, None)
    try:
        answer = _ask(request, company, form.cleaned_data)
    except ReportInvalid as invalid:
        for error in invalid.errors:
            form.add_error(error.field, error.en if language() == "en" else error.zh)
        return _show(request, company, form, None)
    except YinuoError as error:
        form.add_error(None, error.text(language()))
        return _show(request, company, form, None)
    if answer.case_id is None:
        return _show(request, company, form, answer)
    grant(request, answer.case_id)
    return redirect("case", answer.case_id)


def _ask(request: HttpRequest, company: CompanyFacts, said: dict[str, Any]) -> CallBackAnswer:
    wish = CallBackWish(said["phone"], said["name"], said["words"], language())
    return perform(
        ask_call_back_anew,
        actor=Actor.system("web"),
        now=clock.now(),
        key=sent_key(request),
        wish=wish,
        company_id=company.id,
    )


def _show(
    request: HttpRequest, company: CompanyFacts, form: CallMeForm, answer: CallBackAnswer | None
) -> HttpResponse:
    now = clock.now()
    context = {
        "form": form,
        "answer": answer,
        "key": fresh_key(),
        "is_offered": may_call_back(company.id, now),
        "now": now,
    }
    return render(request, "customer/call_me.html", context, status=400 if form.errors else 200)


def phoning(case: CaseFacts, events: Sequence[EventFacts]) -> dict[str, Any]:
    """The call we owe and how it came out, what was done by phone, and whether to ask for the rating."""
    promise = find_promise(case.id, PromiseKind.CALL_BACK)
    is_running = promise is not None and promise.state is PromiseState.RUNNING
    spoken = spoken_of(tuple(events))
    is_live = case.state in (CaseState.OPEN, CaseState.WAITING_FOR_CUSTOMER, CaseState.DISPUTED)
    return {
        "call_back": promise,
        "call_back_runs": is_running,
        "call_back_remedy": find_remedy(promise.id) if promise else None,
        "may_call_me": is_live
        and not is_running
        and find_terms(case, PromiseKind.CALL_BACK) is not None,
        "spoken": WISHES.get(spoken.wish, "") if spoken else "",
        "spoken_at": spoken.at if spoken else None,
        "asks_rating": case.state is CaseState.DONE and find_rating(case.id) is None,
        "stars": STARS,
    }
