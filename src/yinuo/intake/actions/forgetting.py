"""Erasing what all rooms hold of a customer: words, pictures, doors, requests, what waits to be sent."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case.actions import forget_words
from yinuo.case.reads import list_case_ids
from yinuo.genuine.actions import forget_reporter
from yinuo.intake.models import Call, Request
from yinuo.notice.actions import forget_recipient, hold_notices
from yinuo.people.facts import ContactKind
from yinuo.people.indexes import find_contact_index, normalise_contact
from yinuo.people.reads import get_contact
from yinuo.record.actions import hold_chain
from yinuo.store.forgetting import forget_outcomes, forget_sessions
from yinuo.store.perform import action
from yinuo.work.dispatch.actions import forget_places
from yinuo.work.visit.actions import forget_texts

_LEAST_DIGITS = 7  # of a phone number, however it was typed


@action
def forget_person(*, customer_id: UUID, actor: Actor, now: datetime) -> int:
    """Erase what a customer typed, of all their cases, what work holds of their homes, what waits to be
    sent to them, and the sessions and answers of their browsers; how many requests there were.

    Called before the person is erased, it also finds requests of which no case came, by phone and e-mail. The
    record needs no line of its own: the erasure of the customer has one. A second time changes nothing.
    """
    case_ids = list_case_ids(customer_id)
    contacts = _contacts_of(customer_id)
    hold_notices(customer_id=customer_id, subjects=case_ids, actor=actor, now=now)
    for case_id in sorted(case_ids):  # whoever holds several chains takes them in this order
        hold_chain("case", case_id)
    forget_texts(customer_id=customer_id, actor=actor, now=now)
    forget_places(customer_id=customer_id, actor=actor, now=now)
    forget_words(customer_id=customer_id, actor=actor, now=now)
    forget_recipient(customer_id=customer_id, subjects=case_ids, actor=actor, now=now)
    Call.objects.filter(case_id__in=case_ids).update(phone=None, phone_index=None, form=None)
    deleted = Request.objects.filter(case_id__in=case_ids).delete()[0]
    deleted += _forget_contacts(contacts, actor, now)
    marks = {*map(str, case_ids), str(customer_id)}
    forget_outcomes(str(Actor.customer(customer_id)), marks | contacts)
    forget_sessions(marks | contacts)
    return deleted


@action
def forget_contact(*, contact: str, actor: Actor, now: datetime) -> int:
    """Erase what came from a phone number or an e-mail without becoming a case: requests, calls, reports
    of false numbers; how many requests there were.

    For somebody who is no customer, and so has no id by which to be erased. The record holds no line
    about them.
    """
    known = frozenset(filter(None, (normalise_contact(contact),)))
    deleted = _forget_contacts(known, actor, now)
    if known:
        forget_outcomes("", known)
        forget_sessions(known)
    return deleted


def _forget_contacts(contacts: Collection[str], actor: Actor, now: datetime) -> int:
    numbers = [index for index in map(find_contact_index, contacts) if index is not None]
    calls = Call.objects.filter(phone_index__in=numbers)
    calls.update(
        phone=None, phone_index=None, form=None
    )  # that somebody rang stays its ninety days
    forget_reporter(contacts=contacts, actor=actor, now=now)
    return Request.objects.filter(id__in=_requests_without_case(contacts)).delete()[0]


def _contacts_of(customer_id: UUID) -> frozenset[str]:
    values = (get_contact(customer_id, kind) for kind in ContactKind)
    return frozenset(value for value in values if value)


def _requests_without_case(contacts: Collection[str]) -> list[UUID]:
    """Requests that became no case and carry one of these contacts; they are ninety days old at most."""
    if not contacts:
        return []
    rows = Request.objects.filter(case=None).only("id", "form").iterator(chunk_size=1000)
    return [row.id for row in rows if _is_from(row.form, contacts)]


def _is_from(form: dict[str, object], contacts: Collection[str]) -> bool:
    phone = re.sub(r"\D", "", str(form.get("phone") or ""))
    email = str(form.get("email") or "").strip().casefold()
    return any(
        email == contact.casefold() or (len(phone) >= _LEAST_DIGITS and phone.endswith(contact))
        for contact in contacts
    )
