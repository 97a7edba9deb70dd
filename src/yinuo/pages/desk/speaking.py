"""What a customer wants done by phone: later, cancelled, disputed; with what he said, and what he is
told of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.case.facts import CaseFacts, DisputeAbout, WithdrawReason
from yinuo.intake.actions import dispute_by_phone, later_by_phone, withdraw_by_phone
from yinuo.intake.call import CallFacts, NotThisCaller
from yinuo.intake.callers import find_call_in_hand, get_call_form
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.customer.ending import has_ended
from yinuo.pages.customer.later import LaterForm
from yinuo.pages.customer.words import DISPUTES, WITHDRAW
from yinuo.pages.frame.language import language
from yinuo.pages.staff.contact import note_page_look
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import get_customer
from yinuo.promise.errors import PromiseDecided
from yinuo.store import clock
from yinuo.store.perform import perform


class SaidForm(forms.Form):
    """What the customer said, as it was said."""

    use_required_attribute = False
    said = forms.CharField(
        label=_("客户是怎么说的"),
        max_length=1000,
        help_text=_("照原话写。客户会收到通知：是谁在电话里替他办的；不是他说的，他一点就恢复。"),
        error_messages={"required": _("请写下客户的原话。")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WithdrawForm(SaidForm):
    """Why the customer takes the request back."""

    reason = forms.ChoiceField(label=_("为什么取消？"), choices=WITHDRAW, widget=forms.RadioSelect)
    field_order = ["reason", "said"]


class DisputeForm(SaidForm):
    """What the customer says is wrong."""

    about = forms.ChoiceField(label=_("哪里不对？"), choices=DISPUTES, widget=forms.RadioSelect)
    field_order = ["about", "said"]


class LaterSaidForm(LaterForm, SaidForm):
    """Which of the times that can be kept, and what the customer said."""

    field_order = ["at", "said"]


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.SPEAK_FOR)
def later(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The times that can be kept now; only those are offered."""
    case, call = _begin(staff, case_id)
    now = clock.now()
    promise = find_movable_promise(case, now)
    if promise is None:
        raise PromiseDecided
    wished = get_call_form(call.id).get("wished", "")
    times = list_later_times(case, promise, now)
    form = LaterSaidForm(times, now, request.POST or None, {"said": wished})
    chosen = form.chosen if request.method == "POST" else None
    if chosen is not None:
        more = {"from_at": chosen.from_at, "due_at": chosen.due_at}
        return _say(request, staff, case, call, form, later_by_phone, more, "later")
    return _show(request, case, form, "later")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.SPEAK_FOR)
def withdraw(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """The request is taken back, free of charge before the work (AR-11)."""
    case, call = _begin(staff, case_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        more = {"reason": WithdrawReason(form.cleaned_data["reason"])}
        return _say(request, staff, case, call, form, withdraw_by_phone, more, "withdraw")
    return _show(request, case, form, "withdraw")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.SPEAK_FOR)
def dispute(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """Something is wrong; not fixed after the work brings somebody else."""
    case, call = _begin(staff, case_id)
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        about = DisputeAbout(form.cleaned_data["about"])
        more = {"about": about, "is_again": about is DisputeAbout.WORK and has_ended(case)}
        return _say(request, staff, case, call, form, dispute_by_phone, more, "dispute")
    return _show(request, case, form, "dispute")


def _begin(staff: StaffFacts, case_id: UUID) -> tuple[CaseFacts, CallFacts]:
    """The case and the call of its customer that this agent has in hand. Raises NotThisCaller without one."""
    case = case_in_scope(staff, case_id)
    call = find_call_in_hand(staff.id, get_customer(case.customer_id))
    if call is None:
        raise NotThisCaller
    note_page_look(staff, case)
    return case, call


def _say(
    request: HttpRequest,
    staff: StaffFacts,
    case: CaseFacts,
    call: CallFacts,
    form: forms.Form,
    action: Any,
    more: dict[str, Any],
    wish: str,
) -> HttpResponseBase:
    """Do it; what is refused is said above the form, with everything that was typed."""
    try:
        perform(
            action,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=sent_key(request),
            case_id=case.id,
            call_id=call.id,
            said=form.cleaned_data["said"],
            **more,
        )
    except YinuoError as error:
        form.add_error(None, error.text(language()))
        return _show(request, case, form, wish, error.status)
    return redirect("desk:case", case.id)


def _show(
    request: HttpRequest, case: CaseFacts, form: forms.Form, wish: str, status: int = 200
) -> HttpResponseBase:
    titles = {
        "later": (gettext("晚一点来"), gettext("就这样改")),
        "withdraw": (gettext("替客户取消"), gettext("确认取消")),
        "dispute": (gettext("替客户提异议"), gettext("记下异议")),
    }
    title, button = titles[wish]
    if form.is_bound and form.errors and status == 200:
        status = 400
    context = {
        "case": case,
        "form": form,
        "wish": wish,
        "title": title,
        "button": button,
        "key": fresh_key(),
        "now": clock.now(),
    }
    return render(request, "desk/speak.html", context, status=status)
