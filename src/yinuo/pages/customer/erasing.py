"""The customer has everything erased that tells who they are: said first what goes and what stays, then
confirmed."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import erase_myself
from yinuo.intake.facts import NotTheContact
from yinuo.intake.reads import plan_erasure
from yinuo.pages.frame.language import language
from yinuo.pages.frame.limits import limited
from yinuo.store import clock
from yinuo.store.perform import perform

from .door import actor_of, for_whole_customer, fresh_key, sent_key


class EraseForm(forms.Form):
    """What somebody to whom the link was passed on doesn't know."""

    use_required_attribute = False
    contact = forms.CharField(
        label=_("报修时留的手机号或邮箱"),
        help_text=_("只用来确认是您本人。"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )


@limited("erase")
@for_whole_customer
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, case: CaseFacts) -> HttpResponse:
    """Show what would go and what stands in the way; with the right contact, erase and end the session."""
    form = EraseForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            plan = perform(
                erase_myself,
                actor=actor_of(case),
                now=clock.now(),
                key=sent_key(request),
                customer_id=case.customer_id,
                contact=form.cleaned_data["contact"],
            )
        except NotTheContact as error:
            form.add_error("contact", error.text(language()))
            status = error.status
        else:
            request.session.flush()
            return render(request, "customer/erased.html", {"plan": plan, "now": clock.now()})
    context = {
        "case": case,
        "form": form,
        "plan": plan_erasure(case.customer_id),
        "key": fresh_key(),
        "now": clock.now(),
    }
    return render(request, "customer/erase.html", context, status=status)
