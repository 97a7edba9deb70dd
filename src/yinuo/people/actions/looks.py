"""Writes who of the staff looked at whose data: once a day for a person, a customer and a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.base.local_time import local_date
from yinuo.people.facts import (
    ExportReason,
    LookKind,
    LookReason,
    ShownContact,
    StaffRole,
    Verb,
)
from yinuo.people.models import Look, Staff
from yinuo.people.reads import get_customer
from yinuo.people.rights import may
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action

from .line import note

_KINDS = {LookKind.CASE: "people.case.looked", LookKind.CONTACT: "people.contact.shown"}


@action
def show_contact(
    *,
    customer_id: UUID,
    reason: LookReason,
    case_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> ShownContact:
    """A customer's whole phone number and e-mail, for somebody of the staff who may see them.

    The look is on the person's chain, with the reason, where the customer can read it; the same reason on
    the same day writes no second line. Raises NotAllowed, NotFound.
    """
    staff = _staff(actor)
    if not may(StaffRole(staff.role), Verb.SEE_CONTACT):
        raise NotAllowed
    customer = get_customer(customer_id)
    _write(LookKind.CONTACT, staff, customer_id, reason, case_id, actor=actor, now=now)
    return ShownContact(customer.name, customer.phone, customer.email)


@action
def note_look(
    *, customer_id: UUID, case_id: UUID | None = None, actor: Actor, now: datetime
) -> None:
    """Somebody of the staff opened a page that shows a customer's name or address in plain; `case_id` is the
    case it was about, if it was about one.

    Call it where `has_looked` says that today's look isn't there yet, so that most pages write nothing.
    """
    staff = _staff(actor)
    _write(LookKind.CASE, staff, customer_id, LookReason.HANDLE, case_id, actor=actor, now=now)


@action
def note_export(
    *,
    company_id: UUID,
    list: str,
    count: int,
    is_whole: bool,
    reason: ExportReason,
    filter: Sequence[str],
    actor: Actor,
    now: datetime,
) -> None:
    """A list left the software as a file: on the company's chain, with who, what, how many lines and why, and
    never what stands in it.

    `filter` are codes that say how the list was cut. Raises NotAllowed for somebody who may not see the whole
    numbers, or without a reason for them.
    """
    staff = _staff(actor)
    if is_whole and (
        not may(StaffRole(staff.role), Verb.SEE_CONTACT) or reason is ExportReason.OVERVIEW
    ):
        raise NotAllowed
    append(
        subject_kind="company",
        subject=company_id,
        kind="people.data.exported",
        body={
            "list": list,
            "count": count,
            "whole": is_whole,
            "role": staff.role,
            "reason": reason.value,
            **({"filter": [*filter]} if filter else {}),
        },
        actor=actor,
        now=now,
    )


def _staff(actor: Actor) -> Staff:
    """Who looks; only staff has anything shown."""
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    return Staff.objects.get(id=actor.id)


def _write(
    kind: LookKind,
    staff: Staff,
    customer_id: UUID,
    reason: LookReason,
    case_id: UUID | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The first look of a day; the database keeps it from being written twice."""
    look = Look(
        id=new_id(now),
        staff=staff,
        customer_id=customer_id,
        case_id=case_id,
        kind=kind.value,
        reason=reason.value,
        role=staff.role,
        day=local_date(now),
        looked_at=now,
    )
    if not insert_if_new(look):
        return
    body = {"role": staff.role, **({"case": str(case_id)} if case_id else {})}
    if kind is LookKind.CONTACT:
        body["reason"] = reason.value
    note("person", customer_id, _KINDS[kind], actor=actor, now=now, **body)
