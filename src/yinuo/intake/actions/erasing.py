"""A person is erased: what runs is looked at first, then everything goes in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import list_case_ids, map_cases
from yinuo.case.rules import ENDED
from yinuo.genuine.actions import remove_badge_photo
from yinuo.intake.facts import ErasurePlan, NotTheContact, PersonBusy
from yinuo.intake.reads import plan_erasure
from yinuo.notice.actions import forget_devices_of_staff
from yinuo.outlet.actions import forget_technician
from yinuo.people.actions import erase_customer, erase_staff, hold_customer
from yinuo.people.facts import EraseReason, StaffFacts, StaffRole, Verb
from yinuo.people.reads import get_staff, has_contact, is_allowed
from yinuo.store.forgetting import forget_outcomes, forget_sessions
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import cancel_job, forget_technician_position, leave_again
from yinuo.work.visit.reads import is_anybody_on_site

from .forgetting import forget_person


@action
def erase_person(
    *, customer_id: UUID, reason: EraseReason, actor: Actor, now: datetime
) -> ErasurePlan:
    """Erase a customer for good, and say what went and what stays by law.

    Whatever tells who it was goes: name, contacts, addresses, words, photos, requests, links, sessions,
    codes, what waits to be sent, and the salt. Cases, sums and lines of the record stay without the person,
    opening forms until their day (ID-07). Erasing twice changes nothing.

    Raises NotAllowed for a role that may not, NotFound, and PersonBusy while a case runs or money is open:
    nobody could end it afterwards.
    """
    _see_who_asks(customer_id, actor)
    is_there = hold_customer(customer_id=customer_id, actor=actor, now=now)
    plan = plan_erasure(customer_id)
    if not is_there:
        return plan
    if plan.running:
        raise PersonBusy(plan.running)
    forget_person(customer_id=customer_id, actor=actor, now=now)
    erase_customer(customer_id=customer_id, reason=reason.value, actor=actor, now=now)
    return plan


@action
def erase_myself(*, customer_id: UUID, contact: str, actor: Actor, now: datetime) -> ErasurePlan:
    """The customer's own wish, confirmed with the phone or e-mail that was given: a link alone may have been
    passed on. Raises NotTheContact, and what `erase_person` raises."""
    if not has_contact(customer_id, contact):
        raise NotTheContact
    return erase_person(customer_id=customer_id, reason=EraseReason.ASKED, actor=actor, now=now)


@action
def erase_again(*, customer_id: UUID, actor: Actor, now: datetime) -> bool:
    """Erase somebody whom a restored backup has brought back; whether they weren't erased.

    They were erased once, so nothing stands in the way. What still ran at the time of the backup: nobody
    drives to it any more, unless somebody is on site; its promises are judged by what is on record, since
    only the customer could release them. Raises NotFound.
    """
    if not hold_customer(customer_id=customer_id, actor=actor, now=now):
        return False
    for case in map_cases(list_case_ids(customer_id)).values():
        if case.state not in ENDED:
            _call_off(case, actor, now)
    forget_person(customer_id=customer_id, actor=actor, now=now)
    why = EraseReason.ERASED_BEFORE
    erase_customer(customer_id=customer_id, reason=why.value, actor=actor, now=now)
    return True


def _call_off(case: CaseFacts, actor: Actor, now: datetime) -> None:
    """Nobody drives to somebody who isn't known any more."""
    lock_zone(case.region)
    if not is_anybody_on_site(case.id):
        cancel_job(case_id=case.id, actor=actor, now=now)


@action
def erase_former_staff(
    *, staff_id: UUID, reason: EraseReason, actor: Actor, now: datetime
) -> StaffFacts:
    """Erase who a member of staff was who has left; their work stays on record under an id and a badge.

    Raises NotFound, StillEmployed.
    """
    facts = erase_staff(staff_id=staff_id, reason=reason.value, actor=actor, now=now)
    for technician_id in forget_technician(staff_id=staff_id, actor=actor, now=now):
        forget_technician_position(technician_id=technician_id, actor=actor, now=now)
        remove_badge_photo(technician_id=technician_id, actor=actor, now=now)
    forget_devices_of_staff(staff_id=staff_id, actor=actor, now=now)
    forget_outcomes(str(Actor.staff(staff_id)), {str(staff_id)})
    forget_sessions((), staff_id=str(staff_id))
    return facts


@action
def erase_staff_again(*, staff_id: UUID, actor: Actor, now: datetime) -> bool:
    """Erase a member of staff whom a restored backup has brought back; whether they weren't erased.

    They had left and were erased once, so nothing stands in the way. Raises NotFound.
    """
    was_erased = get_staff(staff_id).is_erased
    leave_again(staff_id=staff_id, actor=actor, now=now)
    erase_former_staff(staff_id=staff_id, reason=EraseReason.ERASED_BEFORE, actor=actor, now=now)
    return not was_erased


def _see_who_asks(customer_id: UUID, actor: Actor) -> None:
    if actor.kind is ActorKind.SYSTEM:  # the operator's command, a restore
        return
    if actor == Actor.customer(customer_id):
        return
    if actor.kind is ActorKind.STAFF:
        role: StaffRole = get_staff(UUID(actor.id)).role
        if is_allowed(role, Verb.ERASE):
            return
    raise NotAllowed
