"""Report a fault: address, what is wrong, send; the answer is a promise, or says why not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.engines.rulebook import FaultRule
from yinuo.intake.actions import report_fault
from yinuo.intake.facts import (
    PRIVACY_NOTICE,
    Answer,
    FaultReport,
    Preview,
    ReportInvalid,
)
from yinuo.intake.reads import check, list_reportable, preview
from yinuo.outlet.facts import CompanyFacts
from yinuo.pages.frame.language import language
from yinuo.pages.frame.limits import limited
from yinuo.pages.frame.picks import picks_of
from yinuo.store import clock
from yinuo.store.perform import perform

from .company import for_company, with_rules
from .door import fresh_key, grant
from .form import ICONS, ReportForm
from .product import find_product

_WEB = Actor.system("web")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("report")
@for_company
@with_rules
def report(request: HttpRequest, company: CompanyFacts) -> HttpResponse:
    """The form, and what became of it. `先看看` previews outlet, time and prices and sends nothing."""
    faults = list_reportable(company.id, clock.now())
    if request.method != "POST":
        product = find_product(request.GET.get("product", ""), company, clock.now())
        first = {
            "fault": request.GET.get("fault", ""),
            "product": request.GET["product"] if product else "",
            "serial": product.unit.serial if product else "",
        }
        return _show(request, company, faults, ReportForm(faults, language(), initial=first))
    form = ReportForm(faults, language(), request.POST)
    if form.is_preview and form.is_valid():
        return _look_ahead(request, company, faults, form)
    if form.is_preview or not form.is_valid():
        flaws = None if form.is_preview else check(form.to_report(), company.id, clock.now())
        return _show_flaws(request, company, faults, form, flaws)
    return _send(request, company, faults, form)


def _show_flaws(
    request: HttpRequest,
    company: CompanyFacts,
    faults: tuple[FaultRule, ...],
    form: ReportForm,
    flaws: ReportInvalid | None,
) -> HttpResponse:
    """The form with all that is wrong and all that is asked back, so that one more round is enough."""
    asks = flaws.asks if flaws else None
    if flaws is not None:
        form.show_errors(flaws.errors)
    if asks is not None:
        form.ask(asks)
    return _show(request, company, faults, form, answer=asks, status=400)


def _look_ahead(
    request: HttpRequest, company: CompanyFacts, faults: tuple[FaultRule, ...], form: ReportForm
) -> HttpResponse:
    """Outlet, time and prices, nothing sent: the part alone where a script asks for it, else the page."""
    now = clock.now()
    seen = preview(form.to_report(), company.id, now)
    if request.headers.get("HX-Request"):
        return render(request, "customer/parts/preview.html", {"seen": seen, "now": now})
    return _show(request, company, faults, form, seen=seen)


def _send(
    request: HttpRequest, company: CompanyFacts, faults: tuple[FaultRule, ...], form: ReportForm
) -> HttpResponse:
    try:
        answer = perform(
            report_fault,
            actor=_WEB,
            now=clock.now(),
            key=form.sent_key,
            report=form.to_report(),
            company_id=company.id,
        )
    except ReportInvalid as invalid:
        return _show_flaws(request, company, faults, form, invalid)
    except YinuoError as error:
        form.add_error(None, error.text(language()))
        return _show(request, company, faults, form, status=error.status)
    if answer.case_id is not None:
        grant(request, answer.case_id)
        return redirect("case", answer.case_id)
    form.ask(answer)
    status = 400 if form.errors else 200
    return _show(request, company, faults, form, answer=answer, status=status)


def _show(
    request: HttpRequest,
    company: CompanyFacts,
    faults: tuple[FaultRule, ...],
    form: ReportForm,
    *,
    answer: Answer | None = None,
    seen: Preview | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form shown again carries a new key, since what was changed is a new wish."""
    now = clock.now()
    context: dict[str, Any] = {
        "form": form,
        "key": fresh_key(),
        "now": now,
        "product": find_product(str(form["product"].value() or ""), company, now),
        "picks": picks_of(form["fault"], icons=ICONS, hints=_hints(faults)),
        "answer": answer,
        "seen": seen,
        "lines": (seen or preview(_nothing(form), company.id, now)).lines,
        "asks_place": answer is not None and bool(answer.choices),
        "asks": answer.questions if answer else (),
        "self_help": _self_help(faults, form),
        "privacy_version": PRIVACY_NOTICE,
    }
    return render(request, "customer/report.html", context, status=status)


def _nothing(form: ReportForm) -> FaultReport:
    """An empty report: the preview of it is the price list that holds everywhere."""
    fault = form.fault_id if form.is_bound and form.is_valid() else ""
    return FaultReport(address="", phone="", name="", fault_id=fault)


def _hints(faults: tuple[FaultRule, ...]) -> dict[str, str]:
    return {fault.id: fault.says.of(language()) for fault in faults}


def _self_help(faults: tuple[FaultRule, ...], form: ReportForm) -> str:
    """What an owner may safely try alone, for the fault that was picked."""
    if not form.is_bound or not form.is_valid():
        return ""
    fault = next((fault for fault in faults if fault.id == form.fault_id), None)
    return fault.self_help.of(language()) if fault and fault.self_help else ""
