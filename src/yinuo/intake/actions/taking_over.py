"""Takes open cases over from the system that a company used before: real cases, with the promise that was
given and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotFound
from yinuo.case.actions import open_cases
from yinuo.case.facts import CaseFacts, Channel
from yinuo.engines.tlog import format_at
from yinuo.intake import rules
from yinuo.intake.facts import AnswerKind
from yinuo.intake.models import Request
from yinuo.intake.place import need_of
from yinuo.notice.facts import Param
from yinuo.outlet.reads import one_revision
from yinuo.people.actions import add_addresses, add_customers, keep_customers
from yinuo.people.facts import NewAddress, NewCustomer
from yinuo.people.rules import (
    normalise_address,
    normalise_email,
    normalise_name,
    normalise_phone,
)
from yinuo.promise.actions import make_promise
from yinuo.promise.facts import PromiseFacts, PromiseKind
from yinuo.promise.reads import find_terms
from yinuo.record.actions import append, gather
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import NewJob, add_jobs

from .promising import Matter
from .reporting import new_case
from .telling import tell

_UNPROMISED = timedelta(hours=24)
"""By when dispatch plans a case to whose customer nothing was promised and whose rulebook says nothing."""


@dataclass(frozen=True, slots=True)
class CaseElsewhere:
    """An open case of another system, understood: its number there, when it was reported, and what its
    customer was promised there: nobody before `visit_from`, somebody by `promised_by`."""

    reference: str
    matter: Matter
    reported_at: datetime | None = None
    promised_by: datetime | None = None
    visit_from: datetime | None = None


@action
@one_revision()
def take_over_cases(
    *, cases: Sequence[CaseElsewhere], tell_customers: bool, actor: Actor, now: datetime
) -> tuple[UUID, ...]:
    """Open each of these, in this order, for dispatch to plan; their ids.

    A promise is made only of a time that was given and lies ahead: it stands as it was given, by the
    rulebook's terms. One that is past makes none, since nobody here saw whether it was kept. Customers are
    told of their promise if `tell_customers`. The caller has made sure that none is here already.
    """
    for region in sorted({one.matter.outlet.region for one in cases}):
        lock_zone(region)  # before any row of a case, in the order in which dispatch takes them
    customers = _customers(cases, actor, now)
    addresses = _addresses(cases, customers, actor, now)
    with gather(now):
        opened = open_cases(
            news=[
                replace(new_case(one.matter, customer_id, address_id), reference=one.reference)
                for one, customer_id, address_id in zip(cases, customers, addresses, strict=True)
            ],
            actor=actor,
            now=now,
        )
        promises = [
            _promise(one, case, actor, now) for one, case in zip(cases, opened, strict=True)
        ]
        taken = list(zip(cases, opened, promises, strict=True))
        jobs = [_job(*each, now) for each in taken if each[0].matter.fault.crew]
        add_jobs(jobs=jobs, actor=actor, now=now)
        Request.objects.bulk_create(_request(*each, now) for each in taken)
        for one, case in zip(cases, opened, strict=True):
            _note(one, case, actor, now)
    if tell_customers:
        for case, promise in zip(opened, promises, strict=True):
            _tell(case, promise, actor, now)
    return tuple(case.id for case in opened)


def _customers(cases: Sequence[CaseElsewhere], actor: Actor, now: datetime) -> tuple[UUID, ...]:
    reports = [one.matter.report for one in cases]
    people = [
        NewCustomer(
            normalise_name(report.name),
            normalise_phone(report.phone),
            normalise_email(report.email),
            report.language,
        )
        for report in reports
    ]
    found = add_customers(people=people, actor=actor, now=now)
    keep_customers(customer_ids=found, actor=actor, now=now)
    return found


def _addresses(
    cases: Sequence[CaseElsewhere], customers: Sequence[UUID], actor: Actor, now: datetime
) -> tuple[UUID, ...]:
    wanted = []
    for one, customer_id in zip(cases, customers, strict=True):
        place = one.matter.place
        wanted.append(
            NewAddress(
                customer_id=customer_id,
                text=normalise_address(one.matter.report.address),
                division_code=place.division_code,
                town_code=place.town_code,
                point=place.point,
                radius_m=place.radius_m,
                source=place.source,
            )
        )
    ids = add_addresses(addresses=wanted, actor=actor, now=now)
    known = tuple(id for id in ids if id is not None)
    if len(known) < len(ids):
        raise NotFound  # erased at this moment: the whole batch is tried again one by one
    return known


def _promise(
    one: CaseElsewhere, case: CaseFacts, actor: Actor, now: datetime
) -> PromiseFacts | None:
    """The promise that was given, if it lies ahead."""
    terms = find_terms(case, PromiseKind.ARRIVE)
    if terms is None or one.promised_by is None or one.promised_by <= now:
        return None
    return make_promise(
        case=case,
        terms=terms,
        given_due_at=one.promised_by,
        not_before_at=one.visit_from,
        actor=actor,
        now=now,
    )


def _job(
    one: CaseElsewhere, case: CaseFacts, promise: PromiseFacts | None, now: datetime
) -> NewJob:
    """The work; where nothing was promised, to be planned as if the rulebook's time began now."""
    terms = find_terms(case, PromiseKind.ARRIVE)
    begins = max(now, one.visit_from or now)
    within = timedelta(minutes=terms.within_minutes) if terms else _UNPROMISED
    return NewJob(
        case.id,
        need_of(one.matter.fault, one.matter.kind, one.matter.place, case.region),
        deadline_at=promise.due_at if promise else _wanted_by(one, begins + within, now),
        promised_p=terms.threshold if promise and terms else None,
        not_before_at=one.visit_from if begins > now else None,
    )


def _request(
    one: CaseElsewhere, case: CaseFacts, promise: PromiseFacts | None, now: datetime
) -> Request:
    return Request(
        id=new_id(now),
        company_id=one.matter.company_id,
        case_id=case.id,
        channel=Channel.FILE,
        form=rules.masked_form(one.matter.report),
        outcome=AnswerKind.PROMISED if promise else AnswerKind.NO_TIME,
        received_at=one.reported_at or now,
    )


def _note(one: CaseElsewhere, case: CaseFacts, actor: Actor, now: datetime) -> None:
    reported = {"reported_at": format_at(one.reported_at)} if one.reported_at else {}
    append(
        subject_kind="case",
        subject=case.id,
        kind="intake.case.taken_over",
        body={"channel": Channel.FILE.value, **reported},
        region=case.region,
        actor=actor,
        now=now,
    )


def _wanted_by(one: CaseElsewhere, usual: datetime, now: datetime) -> datetime:
    """By when somebody is to be there where the rulebook promises nothing of the kind: as was told, if that
    lies ahead."""
    return one.promised_by if one.promised_by is not None and one.promised_by > now else usual


def _tell(case: CaseFacts, promise: PromiseFacts | None, actor: Actor, now: datetime) -> None:
    if promise is not None:
        params: dict[str, Param] = {"number": case.number, "due_at": promise.due_at}
        tell(case, "promise.made", params, actor=actor, now=now)
