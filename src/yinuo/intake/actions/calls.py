"""Calls come in, are taken, handed over and ended; none is lost, since each stands on the desk until it
is ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor, ActorKind
from yinuo.base.errors import NotAllowed
from yinuo.intake.call import (
    CallElsewhere,
    CallEnded,
    CallEnding,
    CallFacts,
    CallSource,
    CallState,
    CallUnknown,
)
from yinuo.intake.models import Call
from yinuo.people.facts import ContactKind, PhoneNotValid
from yinuo.people.indexes import contact_index
from yinuo.people.rules import normalise_phone
from yinuo.record.actions import append
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action
from yinuo.store.secrecy import blind_index

KEEP_CALLS = timedelta(days=90)
"""How long a call is remembered (PD-02): its line on a case's record stays, the number goes."""


@action
def receive_call(
    *,
    company_id: UUID,
    provider_id: str,
    phone: str,
    staff_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> CallFacts:
    """The phone system says that somebody rings; the same call told again is the same row.

    `staff_id` is the agent whose phone rings, if that is known. A number that can't be read is a
    withheld one: the call stands on the desk all the same.
    """
    row = _new(company_id, CallSource.PHONE, phone, now)
    row.provider_index = provider_index(provider_id)
    row.staff_id = staff_id
    if not insert_if_new(row):
        return Call.objects.get(provider_index=row.provider_index).to_facts()
    _write(row, "intake.call.received", {"source": row.source}, actor, now)
    return row.to_facts()


@action
def type_number(*, company_id: UUID, phone: str, actor: Actor, now: datetime) -> CallFacts:
    """An agent typed the number of whoever is on the line: a call that he has in hand at once.

    Raises PhoneNotValid, NotAllowed for anybody but staff.
    """
    staff_id = _staff_only(actor)
    row = _new(company_id, CallSource.TYPED, normalise_phone(phone), now)
    row.state, row.staff_id, row.taken_at = CallState.TAKEN, staff_id, now
    row.save(force_insert=True)
    _write(row, "intake.call.received", {"source": row.source}, actor, now)
    return row.to_facts()


@action
def take_call(
    *, call_id: UUID, from_staff_id: UUID | None = None, actor: Actor, now: datetime
) -> CallFacts:
    """An agent answers: the call is his from now on. Taking one's own again changes nothing.

    One that a colleague has in hand is taken over only by naming that colleague, which has a line of its
    own. Raises CallUnknown, CallEnded, CallElsewhere.
    """
    staff_id = _staff_only(actor)
    row = _hold(call_id)
    if row.state == CallState.TAKEN and row.staff_id == staff_id:
        return row.to_facts()
    if row.to_facts().is_elsewhere(staff_id):
        if row.staff_id != from_staff_id:
            raise CallElsewhere
        _write(row, "intake.call.taken_over", {"from": str(from_staff_id)}, actor, now)
    row.state, row.staff_id, row.taken_at = CallState.TAKEN, staff_id, now
    row.save(update_fields=["state", "staff", "taken_at"])
    _write(row, "intake.call.taken", {}, actor, now)
    return row.to_facts()


@action
def hand_over_call(
    *, call_id: UUID, form: dict[str, str], actor: Actor, now: datetime
) -> CallFacts:
    """Give the call to whoever takes it next, with all that was typed, so that the caller isn't asked again
    (IN-04). Raises CallUnknown, CallEnded, NotAllowed for a call that isn't in one's own hand."""
    row = _in_hand(call_id, actor)
    row.state, row.staff_id, row.form = CallState.WAITING, None, form
    row.save(update_fields=["state", "staff", "form"])
    _write(row, "intake.call.handed_over", {}, actor, now)
    return row.to_facts()


@action
def end_call(
    *,
    call_id: UUID,
    ending: CallEnding,
    case_id: UUID | None = None,
    actor: Actor,
    now: datetime,
) -> CallFacts:
    """Say how a call ended; what was typed on the way goes. A call that was ended stays as it was ended.

    Raises CallUnknown, CallElsewhere, NotAllowed for anybody but staff.
    """
    staff_id = _staff_only(actor)
    row = _find(call_id)
    if row.state == CallState.ENDED:
        return row.to_facts()
    if row.to_facts().is_elsewhere(staff_id):
        raise CallElsewhere
    row.state, row.ending, row.ended_at, row.case_id = CallState.ENDED, ending, now, case_id
    row.form = None
    row.save(update_fields=["state", "ending", "ended_at", "case", "form"])
    body = {"ending": ending.value, **({"case": str(case_id)} if case_id else {})}
    _write(row, "intake.call.ended", body, actor, now)
    return row.to_facts()


@action
def ring_off(*, provider_id: str, actor: Actor, now: datetime) -> CallFacts | None:
    """The phone system says that the line is free again: the desk sees it, and the agent still says how
    the call ended. None for a call it never told of."""
    rows = Call.objects.select_for_update(no_key=True)
    row = rows.filter(provider_index=provider_index(provider_id)).first()
    if row is None:
        return None
    if row.rung_off_at is None:
        row.rung_off_at = now
        row.save(update_fields=["rung_off_at"])
    return row.to_facts()


def provider_index(provider_id: str) -> str:
    """A digest of the phone system's id of a call, which may hold a number."""
    return blind_index("intake.call", provider_id)


def phone_index(phone: str) -> str:
    """The index under which this normalised number's customers are found."""
    return contact_index(ContactKind.PHONE, phone)


def _new(company_id: UUID, source: CallSource, phone: str, now: datetime) -> Call:
    number = _readable(phone)
    return Call(
        id=new_id(now),
        company_id=company_id,
        source=source,
        phone=number,
        phone_index=phone_index(number) if number else None,
        state=CallState.WAITING,
        arrived_at=now,
        purge_at=now + KEEP_CALLS,
    )


def _readable(phone: str) -> str | None:
    try:
        return normalise_phone(phone)
    except PhoneNotValid:
        return None


def _staff_only(actor: Actor) -> UUID:
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed
    return UUID(actor.id)


def _find(call_id: UUID) -> Call:
    row = Call.objects.select_for_update(no_key=True).filter(id=call_id).first()
    if row is None:
        raise CallUnknown
    return row


def _hold(call_id: UUID) -> Call:
    row = _find(call_id)
    if row.state == CallState.ENDED:
        raise CallEnded
    return row


def _in_hand(call_id: UUID, actor: Actor) -> Call:
    staff_id = _staff_only(actor)
    row = _hold(call_id)
    if row.staff_id != staff_id:
        raise NotAllowed
    return row


def _write(row: Call, kind: str, body: dict[str, Any], actor: Actor, now: datetime) -> None:
    """A line on the call's own chain; the caller's number is on none."""
    append(subject_kind="call", subject=row.id, kind=kind, body=body, actor=actor, now=now)
