"""Joining two cases that are one: which other, what it would do, then doing it; and undoing it."""

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
from yinuo.case.facts import CaseFacts, CaseState, MergeReason
from yinuo.case.reads import find_by_number, get_case, list_cases_of
from yinuo.intake.actions import merge_cases, part_merged
from yinuo.intake.call import MergePlan, NotTheSame
from yinuo.intake.merges import plan_merge
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.company.rows import case_rows
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.staff.contact import note_page_look
from yinuo.pages.staff.door import case_in_scope, for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

REASONS = (
    (MergeReason.REPORTED_TWICE.value, _("同一个人报了两次")),
    (MergeReason.SAME_HOME.value, _("一家人或一个单位各报了一次")),
    (MergeReason.SAME_PRODUCT.value, _("同一台产品")),
)
UNDO = "mistake"


class MergeForm(forms.Form):
    """Why, and for two customers the number that the caller reads out."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label=_("为什么是同一件事？"), choices=REASONS, widget=forms.RadioSelect
    )
    number = forms.CharField(
        label=_("来电的客户念出的另一单单号"),
        required=False,
        max_length=20,
        help_text=_("两单不是同一个客户时要填：念得出，才说明他们认识。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.OPEN_CASE)
def merge(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """Choose, look, join."""
    case = case_in_scope(staff, case_id)
    note_page_look(staff, case)
    sent = request.POST if request.method == "POST" else request.GET
    other = _other(staff, case, sent.get("with", ""))
    if other is None:
        problem = (
            gettext("没有找到这个单号，或者它就是这一单。请核对后再填。")
            if sent.get("with")
            else ""
        )
        return _choose(request, staff, case, problem)
    try:
        plan = plan_merge(case.id, other.id)
    except YinuoError as error:
        return _choose(request, staff, case, error.text(language()), error.status)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan = _merge(request, staff, case, other, form.cleaned_data)
        except YinuoError as error:
            form.add_error(None, error.text(language()))
            return _preview(request, case, other, plan, form, error.status)
        return redirect("desk:case", plan.kept.id)
    return _preview(request, case, other, plan, form, 400 if form.errors else 200)


def _merge(
    request: HttpRequest,
    staff: StaffFacts,
    case: CaseFacts,
    other: CaseFacts,
    said: dict[str, Any],
) -> MergePlan:
    return perform(
        merge_cases,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        case_id=case.id,
        other_id=other.id,
        reason=MergeReason(said["reason"]),
        number_read_out=said["number"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.OPEN_CASE)
def part(request: HttpRequest, staff: StaffFacts, case_id: UUID) -> HttpResponseBase:
    """Ask, then undo a joining; both customers are told."""
    case = case_in_scope(staff, case_id)
    if case.joined_to_id is None:
        raise NotTheSame
    case_in_scope(staff, case.joined_to_id)
    if request.method == "POST":
        perform(
            part_merged,
            actor=Actor.staff(staff.id),
            now=clock.now(),
            key=sent_key(request),
            case_id=case.id,
            reason=UNDO,
        )
        return redirect("desk:case", case.id)
    kept = get_case(case.joined_to_id)
    context = {"case": case, "kept": kept, "key": fresh_key(), "now": clock.now()}
    return render(request, "desk/part.html", context)


def _other(staff: StaffFacts, case: CaseFacts, typed: str) -> CaseFacts | None:
    """The other case by its id or its short number, if one may see it."""
    found: CaseFacts | None
    try:
        found = get_case(UUID(typed))
    except (ValueError, YinuoError):
        found = next(iter(find_by_number(typed)), None)
    if found is None or found.id == case.id:
        return None
    outlet_ids = list_outlet_ids(staff.scope)
    return found if outlet_ids is None or found.outlet_id in outlet_ids else None


def _choose(
    request: HttpRequest, staff: StaffFacts, case: CaseFacts, problem: str, status: int = 200
) -> HttpResponseBase:
    outlet_ids = list_outlet_ids(staff.scope)
    same = [
        one
        for one in list_cases_of([case.customer_id], limit=20)
        if one.id != case.id and one.state is CaseState.OPEN
    ]
    seen = [one for one in same if outlet_ids is None or one.outlet_id in outlet_ids]
    context = {
        "case": case,
        "rows": case_rows(seen),
        "problem": problem,
        "typed": request.GET.get("with", "")[:40],
        "now": clock.now(),
    }
    return render(request, "desk/merge_with.html", context, status=status)


def _preview(
    request: HttpRequest,
    case: CaseFacts,
    other: CaseFacts,
    plan: MergePlan,
    form: MergeForm,
    status: int,
) -> HttpResponseBase:
    context = {
        "case": case,
        "other": other,
        "plan": plan,
        "rows": case_rows([plan.kept, plan.joined]),
        "form": form,
        "key": fresh_key(),
        "now": clock.now(),
    }
    return render(request, "desk/merge.html", context, status=status)
