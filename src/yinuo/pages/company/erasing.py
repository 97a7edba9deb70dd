"""A manager erases a customer for good, for a reason: what goes, what stays and what stands in the way is
said first."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.intake.actions import erase_person
from yinuo.intake.reads import plan_erasure
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.people.facts import EraseReason, StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

_REASONS = (
    (EraseReason.ASKED.value, _("客户要求删除")),
    (EraseReason.NOT_NEEDED.value, _("收集的目的已经达到，不再需要")),
    (EraseReason.UNLAWFUL.value, _("本来就不应该收集")),
)


class EraseForm(forms.Form):
    """Why, as the record keeps it, and that it is meant."""

    use_required_attribute = False
    reason = forms.ChoiceField(label=_("原因"), choices=_REASONS, widget=forms.RadioSelect)
    is_sure = forms.BooleanField(label=_("我知道这一步不能撤回"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.ERASE)
def show(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The plan and the form; sent, the person is gone and the case's page is shown."""
    case = case_in_scope(staff, case_id)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        perform(
            erase_person,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=sent_key(request),
            customer_id=case.customer_id,
            reason=EraseReason(form.cleaned_data["reason"]),
        )
        return redirect("company:case", case.id)
    context = {
        "case": case,
        "form": form,
        "plan": plan_erasure(case.customer_id),
        "key": fresh_key(),
        "now": clock.now(),
    }
    status = 400 if form.errors else 200
    return render(request, "company/erase.html", context, status=status)
