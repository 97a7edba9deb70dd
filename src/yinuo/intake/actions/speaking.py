"""What a customer wants done by phone: the staff does it in his name, the record says through whom, he
is told, and his denial undoes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import deny_spoken, dispute_case, keep_spoken, reopen_case
from yinuo.case.facts import CaseFacts, CaseState, DisputeAbout, WithdrawReason
from yinuo.case.reads import get_case
from yinuo.intake.call import CallState, NothingSpoken, NotThisCaller, Wish, WordsMissing
from yinuo.intake.models import Call
from yinuo.intake.place import need_of_case
from yinuo.intake.speech import find_spoken
from yinuo.notice.facts import Both, Param
from yinuo.people.facts import ContactKind
from yinuo.people.reads import get_contact, get_staff
from yinuo.promise.actions import drop_spoken_pauses, judge_case
from yinuo.promise.facts import PromiseFacts, PromiseState
from yinuo.promise.reads import find_arrival
from yinuo.store.perform import action

from .calls import phone_index
from .holding import hold_case, hold_own_case
from .postponing import come_later
from .promising import add_promised_job, promise_arrival
from .returning import come_again
from .telling import tell, tell_managers
from .withdrawing import withdraw_case

WISHES = {
    Wish.LATER: Both("晚一点来", "to come later"),
    Wish.WITHDRAW: Both("取消上门", "to cancel"),
    Wish.DISPUTE: Both("提出异议", "to raise a dispute"),
}


@action
def later_by_phone(
    *,
    case_id: UUID,
    call_id: UUID,
    said: str,
    from_at: datetime,
    due_at: datetime,
    actor: Actor,
    now: datetime,
) -> PromiseFacts:
    """The customer says on the phone that he isn't ready: see `come_later`, which this does in his name.

    Raises NotThisCaller, WordsMissing, and what `come_later` raises.
    """
    speaker = _listen(case_id, call_id, Wish.LATER, said, actor, now)
    return come_later(case_id=case_id, from_at=from_at, due_at=due_at, actor=speaker, now=now)


@action
def withdraw_by_phone(
    *,
    case_id: UUID,
    call_id: UUID,
    said: str,
    reason: WithdrawReason,
    actor: Actor,
    now: datetime,
) -> CaseFacts:
    """The customer takes the request back on the phone: see `withdraw_case`, which this does in his name.

    Raises NotThisCaller, WordsMissing, and what `withdraw_case` raises.
    """
    speaker = _listen(case_id, call_id, Wish.WITHDRAW, said, actor, now)
    return withdraw_case(case_id=case_id, reason=reason, actor=speaker, now=now)


@action
def dispute_by_phone(
    *,
    case_id: UUID,
    call_id: UUID,
    said: str,
    about: DisputeAbout,
    is_again: bool,
    actor: Actor,
    now: datetime,
) -> CaseFacts:
    """The customer disputes on the phone, or wants somebody again after the work: in his name and his
    own words.

    Raises NotThisCaller, WordsMissing, and what `dispute_case` or `come_again` raises.
    """
    speaker = _listen(case_id, call_id, Wish.DISPUTE, said, actor, now)
    if is_again and about is DisputeAbout.WORK:
        come_again(case_id=case_id, words=said, actor=speaker, now=now)
    else:
        dispute_case(case_id=case_id, words=said, about=about, actor=speaker, now=now)
    return get_case(case_id)


def _listen(
    case_id: UUID, call_id: UUID, wish: Wish, said: str, actor: Actor, now: datetime
) -> Actor:
    """Who speaks: the case's customer, in a call that this agent has in hand; what he said is kept and
    he is told."""
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    if not said.strip():
        raise WordsMissing
    case = hold_case(case_id)
    staff_id = UUID(actor.id)
    if not _is_on_the_line(case, call_id, staff_id):
        raise NotThisCaller
    keep_spoken(case_id=case_id, wish=wish.value, call_id=call_id, words=said, actor=actor, now=now)
    params: dict[str, Param] = {
        "number": case.number,
        "staff": get_staff(staff_id).name,
        "wish": WISHES[wish],
    }
    event = f"word.taken:{now.isoformat()}"
    tell(case, "word.taken", params, actor=actor, now=now, event=event)
    return Actor.by_phone(case.customer_id, staff_id)


def _is_on_the_line(case: CaseFacts, call_id: UUID, staff_id: UUID) -> bool:
    call = Call.objects.filter(id=call_id, state=CallState.TAKEN, staff_id=staff_id).first()
    phone = get_contact(case.customer_id, ContactKind.PHONE)
    return call is not None and phone is not None and call.phone_index == phone_index(phone)


@action
def deny_word(*, case_id: UUID, actor: Actor, now: datetime) -> CaseFacts:
    """The customer says that he said no such thing on the phone: what was let go or put off stands again.

    A promise still in time runs on and somebody comes; one whose time has passed is broken and pays, and
    somebody is sought anew. The managers hear of it. Raises NotAllowed for anybody but the customer himself,
    NothingSpoken where nothing was done by phone.
    """
    if actor.through:
        raise NotAllowed
    case = hold_own_case(case_id, actor)
    if find_spoken(case_id) is None:
        raise NothingSpoken
    deny_spoken(case_id=case_id, actor=actor, now=now)
    drop_spoken_pauses(case_id=case_id, actor=actor, now=now)
    judge_case(case_id=case_id, actor=Actor.system("judge"), now=now)
    tell_managers(case, actor, now, template="word.denied")
    if case.state is CaseState.WITHDRAWN:
        case = reopen_case(case_id=case_id, actor=actor, now=now)
        _send_again(case, actor, now)
    return get_case(case_id)


def _send_again(case: CaseFacts, actor: Actor, now: datetime) -> None:
    """Somebody comes after all: by the promise that stands again, or by a new one."""
    need = need_of_case(case)
    promise = find_arrival(case.id)
    if promise is not None and promise.state is PromiseState.RUNNING and need.crew:
        add_promised_job(case, need, promise, actor=actor, now=now)
        return
    if promise_arrival(case, need, actor=actor, now=now) is None and need.crew:
        tell_managers(case, actor, now)
