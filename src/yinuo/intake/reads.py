"""What others may ask of intake: a preview of the answer, before anything is sent or written."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.case.facts import CaseFacts, CaseKind, CaseState, DecisionAbout
from yinuo.case.reads import list_case_ids, map_cases
from yinuo.case.rules import ENDED
from yinuo.engines import rulebook as rulebooks
from yinuo.notice.reads import count_waiting
from yinuo.outlet.facts import CoverageStatus, OutletFacts, TariffGroup, TariffLineFacts
from yinuo.outlet.reads import get_rulebook, list_tariff
from yinuo.outlet.rules import is_night
from yinuo.people.reads import count_addresses, get_customer
from yinuo.promise.facts import PromiseKind
from yinuo.promise.lists import list_waiting_refunds_of
from yinuo.promise.rules import offered_due, terms_of
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.reads import find_job_of_case, quote_arrival
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import (
    count_site,
    find_visit_of_case,
    is_anybody_on_site,
    list_visits_of_case,
)

from .checking import find_flaws
from .choices import full_name
from .facts import (
    AnswerKind,
    ErasurePlan,
    FaultReport,
    NearestOutlet,
    Preview,
    PreviewLine,
    ReportInvalid,
)
from .models import Request
from .place import Place, Unclear, coverage_of, find_place, need_of


def preview(report: FaultReport, company_id: UUID, now: datetime) -> Preview:
    """Who would come, by when, and which lines of the price list may apply; nothing is written or held.

    The lines are those of the fault that was picked, all of visit, inspection and repair where none is yet.
    """
    book = get_rulebook(company_id, now).rulebook
    place = find_place(report)
    if isinstance(place, Unclear):
        lines = _lines(company_id, None, report, book, now)
        return Preview(
            place.kind,
            place.choices,
            *("", "", None, None),
            *lines,
            is_conflict=place.is_conflict,
            is_by_position=place.is_by_position,
        )
    name = full_name(place.town_code or place.division_code)
    coverage = coverage_of(place, company_id, now)
    if coverage.status is not CoverageStatus.COVERED:
        near = coverage.nearest
        km = round(coverage.distance_m / 1000) if coverage.distance_m is not None else None
        nearest = NearestOutlet(near.name_zh, near.name_en, km) if near else None
        lines = _lines(company_id, None, report, book, now)
        return Preview(AnswerKind.NOT_COVERED, (), "", "", None, nearest, *lines, place=name)
    outlet = coverage.outlets[0]
    lines = _lines(company_id, outlet.id, report, book, now)
    arrive_by = _arrive_by(report, book, place, outlet, now)
    names = outlet.name_zh, outlet.name_en
    elsewhere = place.is_position_elsewhere
    return Preview(AnswerKind.PROMISED, (), *names, arrive_by, None, *lines, elsewhere, place=name)


def check(report: FaultReport, company_id: UUID, now: datetime) -> ReportInvalid | None:
    """What sending this report would be refused for, all at once, without sending it; None for nothing."""
    return find_flaws(report, get_rulebook(company_id, now).rulebook)


def list_reportable(company_id: UUID, now: datetime) -> tuple[rulebooks.FaultRule, ...]:
    """The faults that somebody comes for at once: those whose kind of case carries an arrival promise."""
    book = get_rulebook(company_id, now).rulebook
    promised = {
        kind
        for rule in book.promises
        if rule.kind is PromiseKind.ARRIVE
        for kind in rule.case_kinds
    }
    return tuple(
        fault
        for fault in book.case_kinds
        if fault.crew and (fault.kind in promised or fault.kind_if_shut in promised)
    )


def plan_erasure(customer_id: UUID) -> ErasurePlan:
    """What erasing a customer takes away, what stays by law, and what stands in its way. Raises NotFound."""
    customer = get_customer(customer_id)
    case_ids = list_case_ids(customer_id)
    cases = map_cases(case_ids)
    claims = set(list_waiting_refunds_of(customer_id))
    running = [cases[id] for id in case_ids if cases[id].state not in ENDED or id in claims]
    site = count_site(customer_id)
    return ErasurePlan(
        customer_id=customer_id,
        is_erased=customer.is_erased,
        running=tuple(case.number for case in running),
        cases=len(case_ids),
        addresses=count_addresses(customer_id),
        requests=Request.objects.filter(case_id__in=case_ids).count(),
        photos=site.photos,
        waiting_notices=count_waiting(customer_id),
        forms=site.forms,
        forms_until=site.forms_until,
    )


def is_somebody_coming(case_id: UUID) -> bool:
    """Whether somebody is still to come to a case, or is at work there.

    A visit that has just ended may not have been settled by dispatch yet: then nobody comes, whatever the
    job says.
    """
    job = find_job_of_case(case_id)
    if job is None or job.state not in LIVE:
        return False
    visits = [visit for visit in list_visits_of_case(case_id) if visit.job_id == job.id]
    return not any(visit.state in (VisitState.FINISHED, VisitState.STOPPED) for visit in visits)


def may_withdraw(case: CaseFacts) -> bool:
    """Whether the customer can still take the request back: nobody is at work, and it isn't work done.

    In a dispute there is something to take back only while somebody is to come.
    """
    if is_anybody_on_site(case.id):
        return False
    if case.state is CaseState.DISPUTED:
        return is_somebody_coming(case.id)
    return case.state is CaseState.OPEN


def get_decidable(case: CaseFacts) -> DecisionAbout | None:
    """What of a case waits for a manager: a dispute, or a visit that was stopped and isn't followed by
    another; None for neither. A refund that waits is its promise's own."""
    if case.state is CaseState.DISPUTED:
        return DecisionAbout.DISPUTE
    visit = find_visit_of_case(case.id)
    is_stopped = visit is not None and visit.state is VisitState.STOPPED
    return DecisionAbout.STOP if is_stopped and case.state is CaseState.OPEN else None


def is_return(case: CaseFacts) -> bool:
    """Whether somebody comes again to a case whose work was done or is disputed: calling that off ends only
    this visit, since "not fixed" takes the case up again without settling what was disputed."""
    states = {visit.state for visit in list_visits_of_case(case.id)}
    is_disputed_stop = case.state is CaseState.DISPUTED and VisitState.STOPPED in states
    # A withdrawal that was denied takes a case up, too, but then nothing is disputed.
    is_taken_up = case.reopened > 0 and case.disputed_at is not None
    return is_taken_up or VisitState.FINISHED in states or is_disputed_stop


def _arrive_by(
    report: FaultReport,
    book: rulebooks.Rulebook,
    place: Place,
    outlet: OutletFacts,
    now: datetime,
) -> datetime | None:
    fault = next((fault for fault in book.case_kinds if fault.id == report.fault_id), None)
    if fault is None or not fault.crew:
        return None
    kind = CaseKind(rulebooks.kind_of(fault, door=report.door))
    for rule in rulebooks.promises_for(book, kind):
        if rule.kind is PromiseKind.ARRIVE:
            terms = terms_of(rule, book.windows)
            within = timedelta(minutes=terms.within_minutes)
            need = need_of(fault, kind, place, outlet.region)
            chance = quote_arrival(need, due_at=now + within, threshold=terms.threshold, now=now)
            return offered_due(now, within, terms.threshold, chance.p_on_time, chance.honest_at)
    return None


def _lines(
    company_id: UUID,
    outlet_id: UUID | None,
    report: FaultReport,
    book: rulebooks.Rulebook,
    now: datetime,
) -> tuple[bool, tuple[PreviewLine, ...]]:
    """Whether it is night, and the lines that may apply, night lines only where they do (QT-03)."""
    tariff = list_tariff(company_id, outlet_id, now)
    night = is_night(tariff, now)
    fault = next((fault for fault in book.case_kinds if fault.id == report.fault_id), None)
    codes = frozenset(fault.tariff) if fault else frozenset()
    shown = [line for line in tariff if _may_apply(line, codes, night=night)]
    return night, tuple(_shown(line) for line in shown)


def _may_apply(line: TariffLineFacts, codes: frozenset[str], *, night: bool) -> bool:
    if line.night:
        return night
    if line.group in (TariffGroup.VISIT, TariffGroup.INSPECTION):
        return True
    return line.code in codes


def _shown(line: TariffLineFacts) -> PreviewLine:
    return PreviewLine(
        code=line.code,
        group=line.group.value,
        name_zh=line.name_zh,
        name_en=line.name_en,
        price_fen=line.price_fen,
        unit_zh=line.unit_zh,
        unit_en=line.unit_en,
        note_zh=line.note_zh,
        note_en=line.note_en,
        is_free_in_warranty=line.out_of_warranty,
    )
