"""Files that come in: hand one in, say what its columns are, read the dry run, import, watch it go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed, NotFound, YinuoError
from yinuo.pages.customer.door import fresh_key, sent_key
from yinuo.pages.frame.language import language
from yinuo.pages.frame.typed import id_in
from yinuo.pages.staff.door import for_staff
from yinuo.people.facts import StaffFacts, Verb
from yinuo.people.reads import is_allowed
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.store.picture import MOST_BYTES
from yinuo.transfer.actions import (
    choose_columns,
    drop_import,
    receive_book,
    resume_import,
    start_import,
    stop_import,
)
from yinuo.transfer.facts import FileKind, ImportFacts, ImportState, ImportUnknown, Options, Outcome
from yinuo.transfer.reads import get_import, list_imports, list_lines, list_tables, open_book
from yinuo.transfer.reasons import describe, write_reasons

from .import_words import IMPORT_STATES, KINDS, column_choices, field_notes
from .nav import company_nav
from .numbers import the_company, whole_company

_PAGE = 20
_LINES = 50


class FileForm(forms.Form):
    """A file, and what its lines are."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("文件（.xlsx 或 .csv，最大 20 MB）"),
        help_text=_("先试算，告诉您每一行会怎样；您确认以后才写入。"),
        error_messages={
            "required": _("请先选一个文件。"),
            "empty": _("文件是空的，什么都没有改动。请在表格软件里重新保存一次再交。"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    kind = forms.ChoiceField(
        label=_("表里是什么"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "没有这种表，文件没有收下，什么都没有改动。请从单子里选一种，或者选“看表头决定”。"
            )
        },
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("看表头决定")),
            *((kind.value, word) for kind, word in KINDS.items()),
        ]

    def clean_file(self) -> Any:
        """Of a file that is too large only its size has come."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("文件超过 20 MB，没有收下，什么都没有改动。请分成几个文件。")
            )
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.IMPORT_OUTLETS)
def show(request: HttpRequest, staff: StaffFacts) -> HttpResponseBase:
    """The imports there were, the newest first, and the form for another file."""
    whole_company(staff)
    company = the_company()
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("company:import", _receive(request, staff, company.id, form)[0].id)
        except YinuoError as error:
            form.add_error("file", error.text(language()))
    before = id_in(request.GET.get("before", ""))
    found = list_imports(company.id, before=before, limit=_PAGE + 1)
    path = reverse("company:imports")
    context = {
        "company_nav": company_nav(staff, "company:imports"),
        "form": form,
        "key": fresh_key(),
        "rows": [_row(one) for one in found[:_PAGE]],
        "newer": path if before else "",
        "older": f"{path}?{urlencode({'before': str(found[_PAGE - 1].id)})}"
        if found[_PAGE:]
        else "",
        "kinds": field_notes(),
    }
    return render(request, "company/imports.html", context, status=400 if form.errors else 200)


def _receive(
    request: HttpRequest, staff: StaffFacts, company_id: UUID, form: FileForm
) -> tuple[ImportFacts, ...]:
    typed = form.cleaned_data
    kind = FileKind(typed["kind"]) if typed["kind"] else None
    if kind is FileKind.STAFF and not is_allowed(staff.role, Verb.ADD_STAFF):
        raise NotAllowed
    return perform(
        receive_book,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        company_id=company_id,
        staff_id=staff.id,
        name=str(typed["file"].name),
        book=open_book(typed["file"].read()),
        kind=kind,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(Verb.IMPORT_OUTLETS)
def one(request: HttpRequest, staff: StaffFacts, import_id: UUID) -> HttpResponseBase:
    """One import where it stands; `do` in what is sent says what somebody wants of it."""
    whole_company(staff)
    found = _get(import_id)
    error = ""
    if request.method == "POST":
        try:
            return _do(request, staff, found)
        except YinuoError as refused:
            error, found = refused.text(language()), _get(import_id)
    return _show(request, staff, found, error)


def _do(request: HttpRequest, staff: StaffFacts, found: ImportFacts) -> HttpResponseBase:
    """Do what was sent; the page then shows how it goes on."""
    do = request.POST.get("do", "")
    acts: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
        "columns": (choose_columns, _chosen(request, found)),
        "start": (start_import, {}),
        "stop": (stop_import, {}),
        "resume": (resume_import, {}),
        "drop": (drop_import, {}),
    }
    if do not in acts:
        raise NotFound
    act, more = acts[do]
    perform(
        act,
        actor=Actor.staff(staff.id),
        now=clock.now(),
        key=sent_key(request),
        import_id=found.id,
        **more,
    )
    return redirect("company:imports") if do == "drop" else redirect("company:import", found.id)


def _chosen(request: HttpRequest, found: ImportFacts) -> dict[str, Any]:
    names = [request.POST.get(f"column{at}", "")[:40] for at in range(len(found.headings))]
    options = Options(
        tell_customers="tell_customers" in request.POST,
        digits_are_whole="digits_are_whole" in request.POST,
    )
    return {"columns": names, "options": options}


def _show(
    request: HttpRequest, staff: StaffFacts, found: ImportFacts, error: str
) -> HttpResponseBase:
    is_choosing = found.state is ImportState.MAPPING or "columns" in request.GET
    typed = request.GET.get("after", "")[:9]
    after = int(typed) if typed.isdecimal() else 0
    outcome = Outcome.REFUSED if request.GET.get("only") == "refused" else None
    lines = list_lines(found.id, outcome=outcome, after=after, limit=_LINES + 1)
    path = reverse("company:import", args=[found.id])
    only: dict[str, str] = {"only": "refused"} if outcome else {}
    is_english = language().startswith("en")
    context = {
        "company_nav": company_nav(staff, "company:imports"),
        "one": found,
        "row": _row(found),
        "path": path,
        "is_choosing": is_choosing and found.state in (ImportState.MAPPING, ImportState.CHECKED),
        "columns": column_choices(found),
        "lines": [
            (line, [describe(found.kind, fault, is_english=is_english) for fault in line.faults])
            for line in lines[:_LINES]
        ],
        "newer": f"{path}?{urlencode(only)}" if after else "",
        "older": f"{path}?{urlencode({**only, 'after': str(lines[_LINES - 1].number)})}"
        if lines[_LINES:]
        else "",
        "others": [_row(other) for other in list_tables(found.id) if other.id != found.id],
        "error": error,
        "key": fresh_key(),
    }
    is_part = request.headers.get("HX-Request") == "true"
    template = "company/parts/import_state.html" if is_part else "company/import.html"
    return render(request, template, context, status=409 if error else 200)


@require_safe
@for_staff(Verb.IMPORT_OUTLETS)
def reasons(request: HttpRequest, staff: StaffFacts, import_id: UUID) -> HttpResponseBase:
    """The file as it came in, with what was said of its lines."""
    whole_company(staff)
    found = _get(import_id)
    written = write_reasons(import_id, is_english=language().startswith("en"))
    name = f"{found.kind.value}-{found.created_at:%Y%m%d}.xlsx"
    return FileResponse(written.file, as_attachment=True, filename=name)


def _get(import_id: UUID) -> ImportFacts:
    found = get_import(import_id)
    if found.company_id != the_company().id:
        raise ImportUnknown
    return found


def _row(found: ImportFacts) -> dict[str, Any]:
    word, tone = IMPORT_STATES[found.state]
    done = found.position * 100 // found.lines if found.lines else 100
    return {"one": found, "kind": KINDS[found.kind], "state": word, "tone": tone, "percent": done}
