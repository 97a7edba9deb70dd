"""Lists that go out as files: which, how, whole or masked, and why; every one is on the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.base.local_time import local_date
from yinuo.outlet.reads import list_outlet_ids
from yinuo.pages.frame.language import language
from yinuo.pages.frame.typed import id_in
from yinuo.pages.staff.door import for_staff
from yinuo.people.actions import note_export
from yinuo.people.facts import ExportReason, ScopeKind, StaffFacts, Verb
from yinuo.people.reads import is_allowed, map_staff
from yinuo.promise.facts import PromiseState
from yinuo.record.facts import EventFacts
from yinuo.record.reads import list_newest_events
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.transfer.tables import Ask, ListKind, open_table
from yinuo.transfer.writing import Format, write_table

from .case_list import FilterForm, read_filter
from .export_words import LISTS, REASONS
from .figure_cases import figure_case_ids
from .figure_table import figure_lines
from .nav import company_nav
from .numbers import the_company

_OF_CASES = frozenset(
    {ListKind.CASES, ListKind.PROMISES, ListKind.QUOTES, ListKind.REMEDIES, ListKind.CUSTOMERS}
)
"""Lists that somebody of a part of the company may have, cut to it; the others are the whole company's."""
_OF_FIGURES = frozenset({ListKind.FIGURES, ListKind.FIGURE})
"""Lists that go by the days and the place of an address, which are cut to one's own scope as the page is."""
_PERSONAL = frozenset({ListKind.CASES, ListKind.FIGURE, ListKind.CUSTOMERS, ListKind.PRODUCTS})
_FILTERED = ("state", "promise", "outlet", "fault", "since", "until", "staff")
_OF_A_PERIOD = ("figure", "period", "place")
_MARKS = str.maketrans("", "", "-:")
_SHOWN = 20


class ExportForm(forms.Form):
    """Which list, as what file, with whole numbers or masked, and why."""

    use_required_attribute = False
    list = forms.ChoiceField(label=_("名单"))
    format = forms.ChoiceField(
        label=_("文件"),
        choices=[(Format.XLSX.value, "Excel (.xlsx)"), (Format.CSV.value, "CSV (UTF-8)")],
    )
    whole = forms.BooleanField(
        label=_("带完整的电话、邮箱和地址"),
        required=False,
        help_text=_("不勾选，电话只留头尾，地址只到区县。"),
    )
    reason = forms.ChoiceField(
        label=_("原因"),
        required=False,
        help_text=_("要完整资料必须选；会记进公司的记录。"),
        choices=[("", _("（不带完整资料）")), *((r.value, word) for r, word in REASONS.items())],
    )

    def __init__(
        self, data: Any, *, staff: StaffFacts, has_figure: bool = False, initial: Any
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["list"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (kind.value, LISTS[kind])
            for kind in _offered(staff)
            if has_figure or kind is not ListKind.FIGURE  # without one there are no cases behind it
        ]

    def clean(self) -> dict[str, Any]:
        """Whole numbers only with a reason."""
        typed = super().clean() or {}
        if typed.get("whole") and not typed.get("reason"):
            self.add_error("reason", _("要完整资料，请选一个原因；没有导出。"))
        return typed


_NEEDS = {
    ListKind.STAFF: Verb.ADD_STAFF,
    ListKind.LOOKS: Verb.SEE_LOOKS,
    ListKind.FAKES: Verb.GUARD,
}
"""Lists whose page asks for more than figures do; the file asks for the same."""


def _offered(staff: StaffFacts) -> tuple[ListKind, ...]:
    """The lists that somebody may have: the company's own for head office alone."""
    is_head = staff.scope.kind is ScopeKind.COMPANY
    offered = [kind for kind in LISTS if is_head or kind in _OF_CASES or kind in _OF_FIGURES]
    return tuple(
        kind for kind in offered if is_allowed(staff.role, _NEEDS.get(kind, Verb.SEE_FIGURES))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.SEE_FIGURES)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The form, with the cut of the list that led here; sent, the file. What went out before stands below."""
    initial = {"list": request.GET.get("list", ListKind.CASES.value)}
    form = ExportForm(
        request.POST or None,
        staff=staff,
        has_figure="figure" in request.GET,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        return _write(request, staff, form.cleaned_data)
    context = {
        "company_nav": company_nav(staff, "company:imports"),
        "form": form,
        "cut": [(name, request.GET[name]) for name in _FILTERED if request.GET.get(name)],
        **_past(request),
    }
    return render(request, "company/exports.html", context, status=400 if form.errors else 200)


def _write(request: HttpRequest, staff: StaffFacts, typed: dict[str, Any]) -> HttpResponseBase:
    """The file is written first, so that the record says how many lines it has; then it is sent."""
    kind, format = ListKind(typed["list"]), Format(typed["format"])
    is_whole = typed["whole"] and kind in {*_PERSONAL, ListKind.STAFF}
    if is_whole and not is_allowed(staff.role, Verb.SEE_CONTACT):
        raise NotAllowed
    table = open_table(_ask(request, staff, kind, is_whole=is_whole))
    written = write_table(table.title, table.headings, table.rows, format)
    now = clock.now()
    perform(
        note_export,
        actor=Actor.staff(staff.id),
        now=now,
        company_id=the_company().id,
        list=kind.value,
        count=written.rows,
        is_whole=is_whole,
        reason=ExportReason(typed["reason"]) if is_whole else ExportReason.OVERVIEW,
        filter=[f"{name}:{value}" for name, value in _said_cut(request)],
    )
    name = f"{table.title}-{local_date(now):%Y%m%d}.{format.value}"
    return FileResponse(written.file, as_attachment=True, filename=name)


def _ask(request: HttpRequest, staff: StaffFacts, kind: ListKind, *, is_whole: bool) -> Ask:
    now = clock.now()
    form = FilterForm(request.GET, staff=staff, now=now)
    typed = form.cleaned_data if form.is_valid() else {}
    figure = request.GET.get("figure", "")
    return Ask(
        kind=kind,
        company_id=the_company().id,
        outlet_ids=list_outlet_ids(staff.scope),
        is_english=language().startswith("en"),
        is_whole=is_whole,
        wanted=read_filter(staff, typed),
        promise=PromiseState(typed["promise"]) if typed.get("promise") else None,
        case_ids=figure_case_ids(request, staff, figure) if kind is ListKind.FIGURE else (),
        figures=figure_lines(request, staff) if kind is ListKind.FIGURES else (),
        staff_id=id_in(request.GET.get("staff", "")),
    )


def _said_cut(request: HttpRequest) -> list[tuple[str, str]]:
    """How the list was cut, as codes: what isn't one was no filter either."""
    named = ((name, request.GET.get(name, "")) for name in (*_FILTERED, *_OF_A_PERIOD))
    return [(name, value) for name, value in named if value.translate(_MARKS).isalnum()]


def _past(request: HttpRequest) -> dict[str, Any]:
    """What went out before, the newest first; `before` in the address continues it."""
    before = _number(request.GET.get("before", ""))
    events = list_newest_events(
        "company", the_company().id, "people.data.exported", before=before, limit=_SHOWN + 1
    )
    path, here = reverse("company:exports"), request.GET.copy()
    here.pop("before", None)
    newer = f"{path}?{here.urlencode()}" if here else path
    if events[_SHOWN:]:
        here["before"] = str(events[_SHOWN - 1].seq)
    return {
        "rows": _past_rows(events[:_SHOWN]),
        "newer": newer if before else "",
        "older": f"{path}?{here.urlencode()}" if events[_SHOWN:] else "",
    }


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _past_rows(events: Sequence[EventFacts]) -> list[dict[str, Any]]:
    """Each file that went out: who, what, how much, why."""
    ids = {UUID(event.actor.partition(":")[2]) for event in events}
    people = {str(one.id): one for one in map_staff(ids).values()}
    return [
        {
            "at": event.at,
            "who": people.get(event.actor.partition(":")[2]),
            "list": LISTS.get(ListKind(event.body["list"]), ""),
            "count": event.body["count"],
            "is_whole": event.body["whole"],
            "reason": REASONS.get(ExportReason(event.body["reason"]), gettext("名单，号码已遮住")),
        }
        for event in events
    ]
