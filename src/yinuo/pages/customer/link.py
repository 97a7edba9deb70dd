"""The link of a notice opens one case; a lost one is recovered by a code, a leaked one is replaced."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import get_case, list_cases
from yinuo.intake.actions import renew_link
from yinuo.notice.actions import send_recovery_codes
from yinuo.pages.frame.limits import limited
from yinuo.people.actions import finish_recovery
from yinuo.people.facts import RecoveryResult
from yinuo.people.reads import open_link
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import (
    actor_of,
    for_whole_customer,
    fresh_key,
    grant,
    granted,
    sent_key,
    show_error,
)

_WEB = Actor.system("web")


class FindForm(forms.Form):
    """How we know you, and the code once it has come."""

    use_required_attribute = False
    contact = forms.CharField(
        label=_("报修时留的手机号或邮箱"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    code = forms.CharField(
        label=_("邮件里的验证码"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@never_cache
@require_safe
@limited("link", methods=("GET",))
def follow(request: HttpRequest, token: str, to: str = "case") -> HttpResponse:
    """Open the link of a notice: this browser may see its case, and the token leaves the address. `to` names
    the page of the case that it leads to."""
    try:
        link = open_link(token, clock.now())
    except YinuoError as error:
        return show_error(request, error)
    grant(request, link.case_id, is_proven=True)
    response = redirect(to, link.case_id)
    response["Referrer-Policy"] = "no-referrer"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("find")
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a code, then enter it. Who asks reads the same words whether or not the contact is known."""
    form = FindForm(request.POST or None)
    is_sent = False
    if request.method == "POST" and form.is_valid():
        contact, code = form.cleaned_data["contact"], form.cleaned_data["code"].strip()
        try:
            if code:
                return _finish(request, form, contact, code)
            perform(
                send_recovery_codes,
                actor=_WEB,
                now=clock.now(),
                key=sent_key(request),
                contact=contact,
            )
            is_sent = True
        except YinuoError as error:
            form.add_error("contact", error.text(request.LANGUAGE_CODE))
    return _show(request, form, is_sent=is_sent)


@for_whole_customer
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """Say what it does, then call every old link back; this browser stays in, every other one is out."""
    context = {"case": case, "key": fresh_key(), "now": clock.now()}
    if request.method == "POST":
        context["url"] = perform(
            renew_link,
            actor=actor_of(case),
            now=clock.now(),
            key=sent_key(request),
            case_id=case.id,
        )
        grant(request, case.id)
    return render(request, "customer/link.html", context)


def _finish(request: HttpRequest, form: FindForm, contact: str, code: str) -> HttpResponse:
    outcome = perform(
        finish_recovery,
        actor=_WEB,
        now=clock.now(),
        key=sent_key(request),
        contact=contact,
        code=code,
    )
    if outcome.result is RecoveryResult.OPENED:
        pages = [list_cases(customer_id=id, limit=10) for id in outcome.customer_ids]
        cases = [case.id for page in pages for case in reversed(page.cases)]
        grant(request, *cases, is_proven=True)
        return redirect("find")
    form.add_error("code", _("验证码不对，或者已经过期。可以再要一个。"))
    return _show(request, form, is_sent=True)


def _show(request: HttpRequest, form: FindForm, *, is_sent: bool) -> HttpResponse:
    cases: list[CaseFacts] = [get_case(case_id) for case_id in reversed(granted(request))]
    context = {
        "form": form,
        "key": fresh_key(),
        "now": clock.now(),
        "is_sent": is_sent,
        "cases": cases,
    }
    return render(request, "customer/find.html", context)
