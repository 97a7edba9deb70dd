"""Call-backs: asked for by the customer or the desk, or made by themselves where nobody can come; kept by the
phone system's record or by the customer's own tap."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import open_case
from yinuo.case.facts import CaseFacts, CaseKind, Door, Level, NewCase, OwnerKind, Urgency
from yinuo.case.reads import get_case, list_cases_of, list_open_cases_of
from yinuo.intake.call import CallBackAnswer, CallBackNotOffered, CallBackWish, NoCallBack
from yinuo.intake.facts import ReportInvalid
from yinuo.intake.place import NOWHERE
from yinuo.intake.rules import call_back_flaws
from yinuo.notice.facts import Param
from yinuo.outlet.reads import get_rulebook
from yinuo.people.actions import find_or_add_customer
from yinuo.people.facts import PhoneNotValid
from yinuo.people.reads import list_customers_by_phone
from yinuo.promise.actions import make_promise
from yinuo.promise.facts import PromiseFacts, PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, find_terms
from yinuo.record.actions import append
from yinuo.store.perform import action

from .telling import tell

LATE_RECORD = timedelta(hours=24)
"""How late the phone system's word of a call may come and still fix the time of it."""
_MOST_CASES = 40


@action
def ask_call_back(*, case_id: UUID, actor: Actor, now: datetime) -> PromiseFacts:
    """Promise to call the customer of a case back, by its rulebook; one that runs already is that promise.

    By the customer himself or by the staff. Raises NotAllowed for anybody else, CallBackNotOffered.
    """
    case = get_case(case_id)
    if actor.kind is not ActorKind.STAFF and not case.is_customer(actor):
        raise NotAllowed
    by = "desk" if actor.kind is ActorKind.STAFF else "customer"
    promise = promise_call_back(case, by, actor=actor, now=now)
    if promise is None:
        raise CallBackNotOffered
    return promise


@action
def ask_call_back_anew(
    *, wish: CallBackWish, company_id: UUID, actor: Actor, now: datetime
) -> CallBackAnswer:
    """Somebody leaves a number and wants to be called: a case of its own kind, with its promise.

    Who asks twice while the first call is awaited is told that time and no more. Raises ReportInvalid
    with what is wrong, CallBackNotOffered where the company's rulebook promises none.
    """
    flaws = call_back_flaws(wish)
    if flaws:
        raise ReportInvalid(flaws)
    book = get_rulebook(company_id, now).rulebook
    fault = next((fault for fault in book.case_kinds if fault.kind is CaseKind.CALL_BACK), None)
    if fault is None:
        raise CallBackNotOffered
    customer = find_or_add_customer(
        name=wish.name,
        phone=wish.phone,
        email=None,
        language=wish.language,
        actor=actor,
        now=now,
    )
    for known in list_open_cases_of(customer.id, CaseKind.CALL_BACK):
        running = _running(known)
        if running is not None:
            return CallBackAnswer(running.deadline_at)
    new = _new_case(wish, company_id, customer.id, fault.id, book.rulebook_id)
    case = open_case(new=new, actor=actor, now=now)
    promise = promise_call_back(case, "customer", actor=actor, now=now)
    if promise is None:
        raise CallBackNotOffered
    return CallBackAnswer(promise.due_at, case.id)


def _new_case(
    wish: CallBackWish, company_id: UUID, customer_id: UUID, fault_id: str, rulebook_id: str
) -> NewCase:
    return NewCase(
        company_id=company_id,
        customer_id=customer_id,
        address_id=None,
        kind=CaseKind.CALL_BACK,
        fault_id=fault_id,
        level=Level.L0,
        door=Door.UNKNOWN,
        owner_kind=OwnerKind.UNKNOWN,
        urgency=Urgency.NORMAL,
        channel=wish.channel,
        words=wish.words,
        region=NOWHERE.division_code,
        division_code=NOWHERE.division_code,
        town_code=None,
        point=NOWHERE.point,
        radius_m=NOWHERE.radius_m,
        point_source=NOWHERE.source,
        rulebook_id=rulebook_id,
        unit_id=None,
        language=wish.language,
        duplicate_index="",
        outlet_id=None,
    )


def promise_call_back(
    case: CaseFacts, by: str, *, actor: Actor, now: datetime
) -> PromiseFacts | None:
    """The call-back promise of a case: the running one, else a new one; None where its rulebook
    promises none.

    `by` says on the record who asked: customer, desk, or nobody_comes.
    """
    running = _running(case)
    if running is not None:
        return running
    terms = find_terms(case, PromiseKind.CALL_BACK)
    if terms is None:
        return None
    append(
        subject_kind="case",
        subject=case.id,
        kind="intake.call_back.asked",
        body={"by": by},
        region=case.region,
        actor=actor,
        now=now,
    )
    promise = make_promise(case=case, terms=terms, actor=actor, now=now)
    params: dict[str, Param] = {"number": case.number, "due_at": promise.due_at}
    tell(case, "call_back.promised", params, actor=actor, now=now, event=f"call_back:{promise.id}")
    return promise


def _running(case: CaseFacts) -> PromiseFacts | None:
    promise = find_promise(case.id, PromiseKind.CALL_BACK)
    return promise if promise and promise.state is PromiseState.RUNNING else None


@action
def confirm_call_back(*, case_id: UUID, actor: Actor, now: datetime) -> None:
    """The customer's own tap: you have called me. Raises NotAllowed for anybody else and for a word by phone,
    NoCallBack where none is awaited."""
    case = get_case(case_id)
    if not case.is_customer(actor) or actor.through:
        raise NotAllowed
    if _running(case) is None:
        raise NoCallBack
    _write(case, "intake.call_back.confirmed", now, actor, now)


@action
def record_connected(
    *, phone: str, connected_at: datetime | None, actor: Actor, now: datetime
) -> int:
    """The phone system's record that we rang this number and were answered: it keeps every call-back
    that runs for whoever gave the number; for how many cases it was written.

    An instant that wasn't told, or lies ahead because its clock is fast, is now. A call that is older than a
    day counts for nothing: it may well be from before the promise. The caller sees to it that a call told
    twice is written once.
    """
    if connected_at is not None and connected_at < now - LATE_RECORD:
        return 0
    try:
        customers = list_customers_by_phone(phone)
    except PhoneNotValid:
        return 0
    at = min(connected_at or now, now)
    cases = list_cases_of([customer.id for customer in customers], limit=_MOST_CASES)
    waiting = [case for case in cases if _awaits(case, at, now)]
    for case in sorted(waiting, key=lambda case: case.id):
        _write(case, "intake.call.connected", at, actor, now)
    return len(waiting)


def _awaits(case: CaseFacts, at: datetime, now: datetime) -> bool:
    """Whether a call at this instant may be what was promised: also one that broke meanwhile, since the
    record of a call in time may come late."""
    promise = find_promise(case.id, PromiseKind.CALL_BACK)
    if promise is None or promise.made_at > at:
        return False
    if promise.state is PromiseState.BROKEN and promise.verdict_at is not None:
        return now - promise.verdict_at <= LATE_RECORD
    return promise.state is PromiseState.RUNNING


def _write(case: CaseFacts, kind: str, at: datetime, actor: Actor, now: datetime) -> None:
    append(
        subject_kind="case",
        subject=case.id,
        kind=kind,
        body={},
        region=case.region,
        at=at,
        actor=actor,
        now=now,
    )
