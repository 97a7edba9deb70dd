"""The one orchestrator: a report becomes a case, the rulebook attaches the promise, dispatch gets the job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import join_case, open_case
from yinuo.case.actions import withdraw_case as end_case
from yinuo.case.facts import CaseFacts, CaseKind, NewCase, Urgency, WithdrawReason
from yinuo.case.reads import find_open_duplicate, get_case
from yinuo.engines import rulebook as rulebooks
from yinuo.notice.actions import queue
from yinuo.notice.facts import Param
from yinuo.outlet.facts import CoverageStatus, OutletFacts
from yinuo.outlet.reads import find_coverage, get_rulebook, list_tariff
from yinuo.people.actions import add_address, find_or_add_customer
from yinuo.people.facts import StaffRole
from yinuo.people.reads import find_unit, list_staff
from yinuo.people.rules import normalise_phone
from yinuo.promise.actions import make_promise, record_quote, release_promises
from yinuo.promise.facts import PromiseFacts, PromiseKind, ReleaseReason
from yinuo.promise.reads import find_promise, find_terms
from yinuo.record.actions import append_all
from yinuo.record.facts import Line
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.store.secrecy import blind_index
from yinuo.work.dispatch.actions import add_job, cancel_job
from yinuo.work.dispatch.facts import Need
from yinuo.work.dispatch.reads import quote_arrival
from yinuo.work.visit.reads import is_anybody_on_site

from . import rules
from .facts import (
    PRIVACY_NOTICE,
    Answer,
    AnswerKind,
    CallFirst,
    FaultReport,
    NearestOutlet,
    ReportInvalid,
    WorkHasBegun,
)
from .models import Request
from .place import Place, Unclear, find_place


@dataclass(frozen=True, slots=True)
class _Matter:
    """A report that is understood: which fault, where, whose outlet."""

    company_id: UUID
    report: FaultReport
    rulebook: rulebooks.Rulebook
    fault: rulebooks.FaultRule
    kind: CaseKind
    place: Place
    outlet: OutletFacts
    call_first: CallFirst | None


@action
def report_fault(*, report: FaultReport, company_id: UUID, actor: Actor, now: datetime) -> Answer:
    """Take a report in and answer it: a promise that can be kept, an honest later time, or why not.

    Whatever can't become a case yet (a place to be asked back, one that isn't covered) is kept as a request.
    Raises ReportInvalid with every faulty field; then nothing is written.
    """
    book = get_rulebook(company_id, now).rulebook
    errors = rules.check_report(report, book)
    if errors:
        raise ReportInvalid(errors)
    fault = rulebooks.get_fault(book, report.fault_id)
    first = rules.call_first(fault, report.words, book)
    questions = rulebooks.open_questions(fault, door=report.door, owner=report.owner_kind)
    if questions and not report.is_detail_asked:
        answer = Answer(AnswerKind.ASKS_DETAIL, first, questions=tuple(q.value for q in questions))
        return _keep(report, company_id, answer, now)
    place = find_place(report)
    if isinstance(place, Unclear):
        return _keep(report, company_id, Answer(place.kind, first, choices=place.choices), now)
    coverage = find_coverage(company_id, place.division_code, place.town_code, place.point, now)
    if coverage.status is not CoverageStatus.COVERED:
        nearest = _nearest(coverage.nearest, coverage.distance_m)
        answer = Answer(AnswerKind.NOT_COVERED, first, nearest=nearest)
        return _keep(report, company_id, answer, now)
    kind = CaseKind(rulebooks.kind_of(fault, door=report.door))
    matter = _Matter(company_id, report, book, fault, kind, place, coverage.outlets[0], first)
    lock_zone(matter.outlet.region)
    return _join(matter, actor, now) or _open(matter, actor, now)


@action
def withdraw_case(
    *, case_id: UUID, reason: WithdrawReason, actor: Actor, now: datetime
) -> CaseFacts:
    """The customer takes the request back, free of charge before the work (AR-11): promises are released, the
    technician hears so, nobody drives. Raises WorkHasBegun once somebody is on site."""
    case = get_case(case_id)
    if not case.is_customer(actor):
        raise NotAllowed
    lock_zone(case.region)  # before any row of the case, in the order in which dispatch takes them
    if is_anybody_on_site(case_id):
        raise WorkHasBegun
    release_promises(case_id=case_id, reason=ReleaseReason.WITHDRAWN, actor=actor, now=now)
    cancel_job(case_id=case_id, actor=actor, now=now)
    ended = end_case(case_id=case_id, reason=reason, actor=actor, now=now)
    _tell(ended, "case.withdrawn", {"number": ended.number}, actor=actor, now=now)
    return ended


def _keep(
    report: FaultReport,
    company_id: UUID,
    answer: Answer,
    now: datetime,
    *,
    case_id: UUID | None = None,
) -> Answer:
    """Keep the request word for word, also where no case comes of it; `case_id` is the case it joined, which
    the answer doesn't name."""
    Request.objects.create(
        id=new_id(now),
        company_id=company_id,
        case_id=case_id or answer.case_id,
        channel=report.channel,
        form=rules.masked_form(report),
        outcome=answer.kind,
        received_at=now,
    )
    return answer


def _join(matter: _Matter, actor: Actor, now: datetime) -> Answer | None:
    """A request that came already joins its case; the asker sees the promised time and no more, the link goes
    to the contact that is known."""
    within = matter.rulebook.windows.duplicate_within
    case = find_open_duplicate(_duplicate_index(matter), now - within)
    if case is None:
        return None
    join_case(
        case_id=case.id,
        words=matter.report.words,
        channel=matter.report.channel,
        actor=actor,
        now=now,
    )
    params = {"number": case.number}
    _tell(case, "case.joined", params, actor=actor, now=now, event=f"case.joined:{now.isoformat()}")
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    due_at = promise.deadline_at if promise else None
    answer = Answer(AnswerKind.JOINED, matter.call_first, due_at=due_at)
    return _keep(matter.report, matter.company_id, answer, now, case_id=case.id)


def _open(matter: _Matter, actor: Actor, now: datetime) -> Answer:
    """Customer, case, quote, promise, job and notices, under the zone's lock."""
    report, place = matter.report, matter.place
    customer = find_or_add_customer(
        name=report.name,
        phone=report.phone,
        email=report.email or None,
        language=report.language,
        actor=actor,
        now=now,
    )
    address = add_address(
        customer_id=customer.id,
        text=report.address,
        division_code=place.division_code,
        town_code=place.town_code,
        point=place.point,
        radius_m=place.radius_m,
        source=place.source,
        actor=actor,
        now=now,
    )
    case = open_case(new=_new_case(matter, customer.id, address.id), actor=actor, now=now)
    promise = _promise(matter, case, actor, now)
    kind = AnswerKind.PROMISED if promise else AnswerKind.NO_TIME
    answer = Answer(
        kind, matter.call_first, case.id, customer.id, promise.due_at if promise else None
    )
    _keep(report, matter.company_id, answer, now)
    _write_lines(matter, case, promise, actor, now)
    if promise is not None:
        params = {"number": case.number, "due_at": promise.due_at}
        _tell(case, "promise.made", params, actor=actor, now=now)
    if case.level >= "L2":
        _tell(case, "case.proof.needed", {"number": case.number}, actor=actor, now=now)
    return answer


def _new_case(matter: _Matter, customer_id: UUID, address_id: UUID) -> NewCase:
    report, place, fault = matter.report, matter.place, matter.fault
    unit = find_unit(report.serial) if report.serial.strip() else None
    level = rulebooks.level_of(fault, door=report.door, owner=report.owner_kind)
    urgency = Urgency.EMERGENCY if matter.call_first else Urgency(fault.urgency)
    return NewCase(
        company_id=matter.company_id,
        customer_id=customer_id,
        address_id=address_id,
        kind=matter.kind,
        fault_id=fault.id,
        level=level,
        door=report.door,
        owner_kind=report.owner_kind,
        urgency=urgency,
        channel=report.channel,
        words=report.words,
        region=matter.outlet.region,
        division_code=place.division_code,
        town_code=place.town_code,
        point=place.point,
        radius_m=place.radius_m,
        point_source=place.source,
        rulebook_id=matter.rulebook.rulebook_id,
        unit_id=unit.id if unit else None,
        language=report.language,
        duplicate_index=_duplicate_index(matter),
        outlet_id=matter.outlet.id,
    )


def _promise(matter: _Matter, case: CaseFacts, actor: Actor, now: datetime) -> PromiseFacts | None:
    """Quote first, then promise what was quoted, then hand the job over: three steps under one lock, so that
    no two customers are promised the same idle technician. None where nobody can come."""
    terms = find_terms(case, PromiseKind.ARRIVE)
    if terms is None or not matter.fault.crew:
        return None
    need = need_of(matter.fault, matter.kind, matter.place, matter.outlet.region)
    due_at = now + timedelta(minutes=terms.within_minutes)
    chance = quote_arrival(need, due_at=due_at, threshold=terms.threshold, now=now)
    quote = record_quote(
        case=case,
        outlet_id=matter.outlet.id,
        terms=terms,
        chance=chance,
        actor=actor,
        now=now,
    )
    promise = None
    if quote.due_at is not None:
        promise = make_promise(case=case, terms=terms, quote_id=quote.id, actor=actor, now=now)
    add_job(
        case=case,
        need=need,
        deadline_at=promise.due_at if promise else due_at,
        promised_p=max(terms.threshold, quote.p_on_time) if promise else None,
        actor=actor,
        now=now,
    )
    return promise


def need_of(fault: rulebooks.FaultRule, kind: CaseKind, place: Place, region: str) -> Need:
    """What a fault at a place needs of its dispatch zone."""
    return Need(
        region=region,
        case_kind=kind.value,
        point=place.point,
        radius_m=place.radius_m,
        skills=frozenset(fault.skills),
        crew=fault.crew,
        service_minutes=max(1, fault.minutes_expected),
    )


def _write_lines(
    matter: _Matter, case: CaseFacts, promise: PromiseFacts | None, actor: Actor, now: datetime
) -> None:
    """The lines of the record that belong to the request itself, and a manager told where nobody can come."""
    lines = [Line("intake.request.received", _received(matter, now))]
    if matter.call_first is not None:
        lines.append(Line("intake.emergency.told", {}))
    if promise is None and matter.fault.crew:
        lines.append(Line("intake.nobody.can_come", {}))
        _tell_managers(case, actor, now)
    append_all(
        subject_kind="case",
        subject=case.id,
        lines=lines,
        region=case.region,
        actor=actor,
        now=now,
    )


def _received(matter: _Matter, now: datetime) -> dict[str, str]:
    """What the customer had before the eyes when sending: privacy notice (PD-01) and price list (IN-13)."""
    tariff = list_tariff(matter.company_id, matter.outlet.id, now)
    newest = max((line.valid_from for line in tariff), default=None)
    return {
        "channel": matter.report.channel.value,
        "notice_version": PRIVACY_NOTICE,
        "price_list_version": newest.isoformat() if newest else "none",
    }


def _tell_managers(case: CaseFacts, actor: Actor, now: datetime) -> None:
    for staff in list_staff(StaffRole.MANAGER):
        queue(
            subject=case.id,
            event="case.unpromised",
            template="case.unpromised",
            params={"number": case.number},
            recipient_staff=staff.id,
            region=case.region,
            actor=actor,
            now=now,
        )


def _tell(
    case: CaseFacts,
    template: str,
    params: dict[str, Param],
    *,
    actor: Actor,
    now: datetime,
    event: str | None = None,
) -> None:
    queue(
        subject=case.id,
        event=event or template,
        template=template,
        params=params,
        recipient_customer=case.customer_id,
        region=case.region,
        actor=actor,
        now=now,
    )


def _nearest(outlet: OutletFacts | None, distance_m: float | None) -> NearestOutlet | None:
    if outlet is None:
        return None
    km = round(distance_m / 1000) if distance_m is not None else None
    return NearestOutlet(outlet.name_zh, outlet.name_en, km)


def _duplicate_index(matter: _Matter) -> str:
    """Same phone, same door, same kind of case."""
    phone = normalise_phone(matter.report.phone)
    door = rules.door_key(matter.report.address)
    same = (phone, matter.place.division_code, door, matter.kind.value)
    return blind_index("case.duplicate", "\0".join(same))
