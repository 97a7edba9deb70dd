"""The one orchestrator: a report becomes a case, the rulebook attaches the promise, dispatch gets the job."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.case.actions import join_case, open_case
from yinuo.case.facts import CaseFacts, CaseKind, Channel, NewCase, Urgency
from yinuo.case.reads import find_open_duplicate
from yinuo.engines import rulebook as rulebooks
from yinuo.intake import rules
from yinuo.intake.checking import ask_back, find_flaws
from yinuo.intake.facts import (
    PRIVACY_NOTICE,
    Answer,
    AnswerKind,
    FaultReport,
    NearestOutlet,
)
from yinuo.intake.models import Request
from yinuo.intake.place import Unclear, coverage_of, find_place, need_of, without_position
from yinuo.notice.facts import Param
from yinuo.outlet.facts import CoverageStatus, OutletFacts
from yinuo.outlet.reads import get_rulebook, list_tariff, one_revision
from yinuo.people.actions import add_address, find_or_add_customer, give_consent
from yinuo.people.facts import PointSource, Purpose
from yinuo.people.reads import find_unit, get_customer
from yinuo.people.rules import normalise_phone
from yinuo.promise.facts import PromiseFacts
from yinuo.promise.reads import find_arrival
from yinuo.record.actions import append_all, gather
from yinuo.record.facts import Line
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.store.secrecy import blind_index

from .calling_back import promise_call_back
from .promising import Matter, promise_arrival
from .telling import tell, tell_managers


@action
@one_revision()
def report_fault(*, report: FaultReport, company_id: UUID, actor: Actor, now: datetime) -> Answer:
    """Take a report in and answer it: a promise that can be kept, an honest later time, or why not.

    Whatever can't become a case yet (a place to be asked back, one that isn't covered) is kept as a request.
    The web and the desk go by the same rules; only the staff may name a known customer. Raises ReportInvalid
    with every faulty field and what would be asked next; then nothing is written.
    """
    report = _of_known_customer(report, actor)
    book = get_rulebook(company_id, now).rulebook
    flaws = find_flaws(report, book)
    if flaws is not None:
        raise flaws
    fault = rulebooks.get_fault(book, report.fault_id)
    place = find_place(report)
    asked = ask_back(report, book, fault, place)
    if asked is not None or isinstance(place, Unclear):
        assert asked is not None
        return _keep(report, company_id, asked, now)
    first = rules.call_first(fault, report.words, book)
    coverage = coverage_of(place, company_id, now)
    if coverage.status is not CoverageStatus.COVERED:
        nearest = _nearest(coverage.nearest, coverage.distance_m)
        answer = Answer(AnswerKind.NOT_COVERED, first, nearest=nearest)
        return _keep(report, company_id, answer, now)
    kind = CaseKind(rulebooks.kind_of(fault, door=report.door))
    matter = Matter(company_id, report, book, fault, kind, place, coverage.outlets[0], first)
    lock_zone(matter.outlet.region)
    with gather(now):
        return _join(matter, actor, now) or _open(matter, actor, now)


def _of_known_customer(report: FaultReport, actor: Actor) -> FaultReport:
    """The report with the contact points of the customer whom the desk has found; nobody else may name
    one."""
    if actor.kind is not ActorKind.STAFF:
        return replace(report, customer_id=None, reporter="", told_due_at=None)
    if report.customer_id is None:
        return report
    customer = get_customer(report.customer_id)
    return replace(
        report,
        phone=customer.phone,
        name=customer.name,
        email=customer.email or "",
        language=customer.language,
    )


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
    case_id = case_id or answer.case_id
    Request.objects.create(
        id=new_id(now),
        company_id=company_id,
        case_id=case_id,
        purge_at=None if case_id else now + rules.KEEP_WITHOUT_CASE,
        channel=report.channel,
        form=rules.masked_form(report),
        outcome=answer.kind,
        received_at=now,
    )
    return answer


def _join(matter: Matter, actor: Actor, now: datetime) -> Answer | None:
    """A request that came already joins its case; the asker sees the promised time and no more, the link goes
    to the contact that is known."""
    within = matter.rulebook.windows.duplicate_within
    case = find_open_duplicate(duplicate_index(matter), now - within)
    if case is None:
        return None
    join_case(
        case_id=case.id,
        words=matter.report.words,
        channel=matter.report.channel,
        actor=actor,
        now=now,
    )
    params: dict[str, Param] = {"number": case.number}
    tell(case, "case.joined", params, actor=actor, now=now, event=f"case.joined:{now.isoformat()}")
    promise = find_arrival(case.id)
    due_at = promise.deadline_at if promise else None
    is_staff = actor.kind is ActorKind.STAFF
    seen_id = case.id if is_staff else None
    answer = Answer(AnswerKind.JOINED, matter.call_first, seen_id, due_at=due_at)
    return _keep(matter.report, matter.company_id, answer, now, case_id=case.id)


def _open(matter: Matter, actor: Actor, now: datetime) -> Answer:
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
    known = without_position(report, place)
    address = add_address(
        customer_id=customer.id,
        text=report.address,
        division_code=known.division_code,
        town_code=known.town_code,
        point=known.point,
        radius_m=known.radius_m,
        source=known.source,
        actor=actor,
        now=now,
    )
    if place.source is PointSource.DEVICE:  # sent by a tap of its own, which says what for
        consent, wording = Purpose.LOCATION, PRIVACY_NOTICE
        give_consent(
            customer_id=customer.id, purpose=consent, wording=wording, actor=actor, now=now
        )
    case = open_case(new=new_case(matter, customer.id, address.id), actor=actor, now=now)
    need = need_of(matter.fault, matter.kind, place, matter.outlet.region)
    promise = promise_arrival(case, need, told_due_at=report.told_due_at, actor=actor, now=now)
    kind = AnswerKind.PROMISED if promise else AnswerKind.NO_TIME
    due_at = promise.due_at if promise else None
    answer = Answer(kind, matter.call_first, case.id, customer.id, due_at)
    if promise is None and matter.fault.crew:
        called = promise_call_back(case, "nobody_comes", actor=actor, now=now)
        answer = replace(answer, call_back_by=called.due_at if called else None)
    _keep(report, matter.company_id, answer, now)
    _write_lines(matter, case, promise, actor, now)
    if promise is not None:
        params: dict[str, Param] = {"number": case.number, "due_at": promise.due_at}
        tell(case, "promise.made", params, actor=actor, now=now)
    if case.level >= "L2":
        tell(case, "case.proof.needed", {"number": case.number}, actor=actor, now=now)
    return answer


def new_case(matter: Matter, customer_id: UUID, address_id: UUID) -> NewCase:
    """What the case of an understood report is opened with."""
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
        duplicate_index=duplicate_index(matter),
        outlet_id=matter.outlet.id,
        reporter=report.reporter.strip() or None,
    )


def _write_lines(
    matter: Matter, case: CaseFacts, promise: PromiseFacts | None, actor: Actor, now: datetime
) -> None:
    """The lines of the record that belong to the request itself, and a manager told where nobody can come."""
    lines = [Line("intake.request.received", _received(matter, now))]
    if matter.call_first is not None:
        lines.append(Line("intake.emergency.told", {}))
    if matter.place.is_position_elsewhere:
        lines.append(Line("intake.position.elsewhere", {}))
    if promise is None and matter.fault.crew:
        lines.append(Line("intake.nobody.can_come", {}))
        tell_managers(case, actor, now)
    append_all(
        subject_kind="case",
        subject=case.id,
        lines=lines,
        region=case.region,
        actor=actor,
        now=now,
    )


def _received(matter: Matter, now: datetime) -> dict[str, str]:
    """What the customer had before the eyes when sending, or was told on the phone: privacy notice
    (PD-01) and price list (IN-13)."""
    tariff = list_tariff(matter.company_id, matter.outlet.id, now)
    newest = max((line.valid_from for line in tariff), default=None)
    by_web = matter.report.channel is Channel.WEB
    return {
        "channel": matter.report.channel.value,
        "notice_version": PRIVACY_NOTICE if by_web else f"{PRIVACY_NOTICE}/told",
        "price_list_version": newest.isoformat() if newest else "none",
    }


def _nearest(outlet: OutletFacts | None, distance_m: float | None) -> NearestOutlet | None:
    if outlet is None:
        return None
    km = round(distance_m / 1000) if distance_m is not None else None
    return NearestOutlet(outlet.name_zh, outlet.name_en, km)


def duplicate_index(matter: Matter) -> str:
    """The digest under which a request that comes twice is found: same phone, same door, same kind of
    case."""
    phone = normalise_phone(matter.report.phone)
    door = rules.door_key(matter.report.address)
    same = (phone, matter.place.division_code, door, matter.kind.value)
    return blind_index("case.duplicate", "\0".join(same))
