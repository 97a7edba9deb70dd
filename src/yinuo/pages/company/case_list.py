"""All cases of somebody's part of the company: filtered, searched by number, newest first, paged by key."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yinuo.base.local_time import ZONE
from yinuo.case.facts import CaseFacts, CaseFilter, CasePage, CaseState
from yinuo.case.reads import find_by_number, find_cases
from yinuo.outlet.facts import CompanyFacts, RulebookMissing
from yinuo.outlet.reads import find_company, get_rulebook, list_outlet_ids, list_outlets
from yinuo.pages.frame.language import language
from yinuo.pages.frame.typed import id_in
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.promise.facts import PromiseState
from yinuo.promise.lists import find_cases_by_promise
from yinuo.store import clock

from .nav import company_nav, export_path
from .rows import case_rows
from .words import CASE_STATES, PROMISE_STATES

_PAGE = 30
_ANY = ("", _("全部"))


class FilterForm(forms.Form):
    """What to look for; every field may stay empty."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("单号"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "0A1B-2C3D"}),
    )
    state = forms.ChoiceField(label=_("状态"), required=False)
    promise = forms.ChoiceField(label=_("承诺"), required=False)
    outlet = forms.ChoiceField(label=_("网点"), required=False)
    fault = forms.ChoiceField(label=_("故障"), required=False)
    since = forms.DateField(
        label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, staff: StaffFacts, now: datetime) -> None:
        super().__init__(data)
        outlets = [(o.code, o.name_en if _is_english() else o.name_zh) for o in _outlets(staff)]
        choices: dict[str, list[Any]] = {
            "state": [(state.value, word) for state, word in CASE_STATES.items()],
            "promise": [(state.value, word) for state, (word, _tone) in PROMISE_STATES.items()],
            "outlet": list(outlets),
            "fault": _faults(now),
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [_ANY, *found]


@require_safe
@for_staff(Verb.SEE_CASE)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The list; a number that is one case's opens that case."""
    form = FilterForm(request.GET, staff=staff, now=clock.now())
    typed = form.cleaned_data if form.is_valid() else {}
    numbered = _numbered(staff, typed.get("number", ""))
    if len(numbered) == 1:
        return redirect("company:case", numbered[0].id)
    is_search = bool(typed.get("number"))
    page = CasePage(numbered, None) if is_search else _page(request, staff, typed)
    context = {
        "company_nav": company_nav(staff, "company:list"),
        "form": form,
        "rows": case_rows(page.cases),
        "is_search": is_search,
        "newer": _address(request, None) if request.GET.get("before") else "",
        "older": _address(request, page.next_before) if page.next_before else "",
        "export_path": _export_path(request, staff),
        "now": clock.now(),
    }
    return render(request, "company/case_list.html", context)


def _numbered(staff: StaffFacts, number: str) -> tuple[CaseFacts, ...]:
    """The cases with this number that are in the scope."""
    outlet_ids = list_outlet_ids(staff.scope)
    found = find_by_number(number) if number else ()
    return tuple(c for c in found if outlet_ids is None or c.outlet_id in outlet_ids)


def _page(request: HttpRequest, staff: StaffFacts, typed: dict[str, Any]) -> CasePage:
    wanted = read_filter(staff, typed, id_in(request.GET.get("before", "")))
    if typed.get("promise"):
        return find_cases_by_promise(PromiseState(typed["promise"]), wanted, limit=_PAGE)
    return find_cases(wanted, limit=_PAGE)


def _outlets(staff: StaffFacts) -> Any:
    return list_outlets(staff.scope)


def _faults(now: datetime) -> list[tuple[str, str]]:
    """The faults of the rulebook in force; none before there is one."""
    company: CompanyFacts | None = find_company()
    if company is None:
        return []
    try:
        book = get_rulebook(company.id, now).rulebook
    except RulebookMissing:
        return []
    return [(f.id, f.name.en if _is_english() else f.name.zh) for f in book.case_kinds]


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), tzinfo=ZONE) if day else None


def _address(request: HttpRequest, before: UUID | None) -> str:
    """This list from another place on, with the same filter."""
    query = request.GET.copy()
    query.pop("before", None)
    if before is not None:
        query["before"] = str(before)
    path = reverse("company:list")
    return f"{path}?{query.urlencode()}" if query else path


def _export_path(request: HttpRequest, staff: StaffFacts) -> str:
    """Where this list, cut as it is here, is written out as a file."""
    kept = request.GET.dict()
    cut = {name: kept[name] for name in kept if name not in ("before", "number", "list")}
    return export_path(staff, "cases", **cut)


def read_filter(staff: StaffFacts, typed: dict[str, Any], before: UUID | None = None) -> CaseFilter:
    """The filter that was typed, within the scope of who asks."""
    outlet_ids = list_outlet_ids(staff.scope)
    if typed.get("outlet"):
        outlet_ids = frozenset(o.id for o in _outlets(staff) if o.code == typed["outlet"])
    until = typed.get("until")
    return CaseFilter(
        outlet_ids=outlet_ids,
        state=CaseState(typed["state"]) if typed.get("state") else None,
        fault_id=typed.get("fault", ""),
        opened_from=_midnight(typed.get("since")),
        opened_before=_midnight(until + timedelta(days=1) if until else None),
        before=before,
    )


def _is_english() -> bool:
    return language().startswith("en")
