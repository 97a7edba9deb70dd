"""Taking the request back, and saying that something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.errors import YinuoError
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseFacts, DisputeAbout, WithdrawReason
from yinuo.intake.actions import come_again, withdraw_case
from yinuo.pages.frame.language import language
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.reads import find_visit_of_case

from .door import actor_of, for_customer, fresh_key, sent_key
from .words import DISPUTES, WITHDRAW

WORDS_LIMIT = 2000


class CancelForm(forms.Form):
    """Why; it costs nothing before the work."""

    use_required_attribute = False
    reason = forms.ChoiceField(label=_("为什么取消？"), choices=WITHDRAW, widget=forms.RadioSelect)


class DisputeForm(forms.Form):
    """What is wrong, in the customer's own words."""

    use_required_attribute = False
    about = forms.ChoiceField(label=_("哪里不对？"), choices=DISPUTES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("请说说情况"),
        required=False,
        max_length=WORDS_LIMIT,
        help_text=_("不要写密码。写了也会被盖掉。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    is_again = forms.BooleanField(required=False, widget=forms.HiddenInput)


@for_customer
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """Ask for the reason, say what it costs, and take the request back (AR-11)."""
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        perform(
            withdraw_case,
            actor=actor_of(case),
            now=clock.now(),
            key=sent_key(request),
            case_id=case.id,
            reason=WithdrawReason(form.cleaned_data["reason"]),
        )
        return redirect("case", case.id)
    return render(request, "customer/cancel.html", _context(case, form))


@for_customer
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """Not fixed: somebody else comes, with a promise of their own. Anything else is kept and looked into."""
    form = DisputeForm(request.POST or None, initial={"is_again": has_ended(case)})
    if request.method == "POST" and form.is_valid():
        try:
            _dispute(request, case, form.cleaned_data)
        except YinuoError as error:
            form.add_error(None, error.text(language()))  # the words stay in the form
            context = _context(case, form)
            return render(request, "customer/dispute.html", context, status=error.status)
        return redirect("case", case.id)
    return render(request, "customer/dispute.html", _context(case, form))


def _dispute(request: HttpRequest, case: CaseFacts, said: Mapping[str, Any]) -> None:
    """Which of the two it is was settled when the form was shown, so that a double tap stays one wish."""
    about, words = DisputeAbout(said["about"]), said["words"]
    is_again = about is DisputeAbout.WORK and said["is_again"]
    perform(
        come_again if is_again else dispute_case,
        actor=actor_of(case),
        now=clock.now(),
        key=sent_key(request),
        case_id=case.id,
        **({"words": words} if is_again else {"words": words, "about": about}),
    )


def has_ended(case: CaseFacts) -> bool:
    """Whether the work came to its end; after a stop the promise page has its own way to ask again."""
    visit = find_visit_of_case(case.id)
    return visit is not None and visit.ended_at is not None and visit.stop_cause is None


def _context(case: CaseFacts, form: forms.Form) -> dict[str, object]:
    return {"case": case, "form": form, "key": fresh_key(), "now": clock.now()}
