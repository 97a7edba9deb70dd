"""The official numbers: what is on the signed list, added and ended by a manager (CM-06, CM-07)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed, NotFound, YinuoError
from yinuo.base.local_time import local_date
from yinuo.genuine.actions import add_number, end_number
from yinuo.genuine.facts import NumberUse
from yinuo.genuine.reads import list_numbers
from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_company
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.public.words import USES
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import ScopeKind, StaffFacts, Verb
from yinuo.store import clock
from yinuo.store.perform import perform

from .nav import company_nav


class NumberForm(forms.Form):
    """A number, site or sender to put on the list."""

    use_required_attribute = False
    use = forms.ChoiceField(
        label=_("用途"), choices=[(use.value, words) for use, words in USES.items()]
    )
    text = forms.CharField(
        label=_("号码、域名或邮箱"),
        max_length=320,
        help_text=_("域名连同它的子域名都算；邮箱可以只写 @域名。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("请填号码、域名或邮箱。")},
    )
    owner = forms.CharField(
        label=_("登记在谁名下"),
        max_length=80,
        error_messages={"required": _("请填登记在谁名下。")},
    )
    note_zh = forms.CharField(label=_("说明（中文）"), max_length=120, required=False)
    note_en = forms.CharField(label=_("说明（英文）"), max_length=160, required=False)
    valid_from = forms.DateField(
        label=_("从哪天起使用"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("请填日期。"), "invalid": _("请填 2026-11-23 这样的日期。")},
    )


def the_company() -> CompanyFacts:
    """The company of this installation. Raises NotFound before one is imported."""
    company = find_company(settings.YINUO_COMPANY or None)
    if company is None:
        raise NotFound
    return company


def whole_company(staff: StaffFacts) -> None:
    """Raise NotAllowed for somebody who sees a part of the company: list and register are for all of it."""
    if staff.scope.kind is not ScopeKind.COMPANY:
        raise NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.GUARD)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The whole list, and the form to add to it."""
    whole_company(staff)
    now, company = clock.now(), the_company()
    first = {"valid_from": local_date(now), "owner": company.name_zh}
    form = NumberForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, staff, company, form)
            return redirect("company:numbers")
        except YinuoError as error:
            form.add_error("text", error.text(language()))
    today = local_date(now)
    rows = [
        {"number": one, "use": USES[one.use], "is_over": one.valid_to and one.valid_to < today}
        for one in list_numbers(company, now)
    ]
    context = {
        "company_nav": company_nav(staff, "company:fakes"),
        "form": form,
        "rows": rows,
        "key": fresh_key(),
    }
    return render(request, "company/numbers.html", context, status=400 if form.errors else 200)


@require_POST
@for_staff(Verb.GUARD)
def end(request: HttpRequest, staff: StaffFacts, number_id: UUID) -> HttpResponseBase:
    """From today on it isn't ours."""
    whole_company(staff)
    perform(
        end_number,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        company_id=the_company().id,
        number_id=number_id,
    )
    return redirect("company:numbers")


def _add(request: HttpRequest, staff: StaffFacts, company: CompanyFacts, form: forms.Form) -> None:
    typed = form.cleaned_data
    perform(
        add_number,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        company_id=company.id,
        use=NumberUse(typed["use"]),
        text=typed["text"],
        owner=typed["owner"],
        note=(typed["note_zh"], typed["note_en"] or typed["note_zh"]),
        valid_from=typed["valid_from"],
    )
