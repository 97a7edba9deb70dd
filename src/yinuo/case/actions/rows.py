"""What all writers of cases share: the held row, the move, the line, the masked words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case import rules
from yinuo.case.facts import CaseNotInState, CaseState, CaseUnknown
from yinuo.case.models import Case, Saying
from yinuo.notice.actions import withdraw
from yinuo.people.facts import CustomerFacts
from yinuo.people.reads import get_customer, get_salt
from yinuo.people.rules import mask_codes, mask_contacts
from yinuo.record.actions import append, hold_chain
from yinuo.record.kinds import Kind
from yinuo.record.rules import commitment
from yinuo.store.ids import new_id
from yinuo.store.timer import cancel_timer

CONFIRM_TIMER = "case.confirm"
ASK_EVENT = "case.confirm"
WORDS_LIMIT = 2000
"""Longest words of a customer kept, in characters."""


def take(case_id: UUID) -> Case:
    """The row, held until the transaction ends; its chain is taken before it, the order of every action."""
    hold_chain("case", case_id)
    row = Case.objects.select_for_update(no_key=True).filter(id=case_id).first()
    if row is None:
        raise CaseUnknown
    return row


def move(row: Case, to: CaseState, *, actor: Actor, now: datetime, **changes: Any) -> None:
    """Change the state, or refuse; once the customer has answered, nobody is reminded any more."""
    if not rules.may_move(CaseState(row.state), to):
        raise CaseNotInState
    if row.state == CaseState.WAITING_FOR_CUSTOMER:
        cancel_timer(CONFIRM_TIMER, row.id)
        withdraw(subject=row.id, event=ASK_EVENT, actor=actor, now=now)
    row.state = to
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *changes])


def say(row: Case, occasion: str, words: str, now: datetime) -> str:
    """Keep what the customer said on this occasion, and return it as it is kept; nothing said leaves no
    row."""
    kept = safe(words, row.customer_id)
    if kept:
        Saying.objects.create(
            id=new_id(now),
            region=row.region,
            case=row,
            occasion=occasion,
            words=kept,
            said_at=now,
        )
    return kept


def safe(words: str, customer_id: UUID) -> str:
    """The words as they may be kept: codes masked, whatever door they came through (IN-11), and the
    customer's own number and e-mail, which are shown for a reason and on record only."""
    return clean(words, get_customer(customer_id)) if words.strip() else ""


def clean(words: str, customer: CustomerFacts) -> str:
    """The same, of a customer who is known already."""
    return mask_contacts(mask_codes(words.strip()), customer.phone, customer.email)[:WORDS_LIMIT]


def committed(customer_id: UUID, words: str) -> str | None:
    """The commitment of the words under the customer's salt; None without words or after erasure."""
    salt = get_salt(customer_id) if words else None
    return commitment(salt, words) if salt else None


def customer_only(row: Case, actor: Actor) -> None:
    """Raise NotAllowed for anybody but this case's own customer, also where he speaks by phone."""
    if not actor.is_customer(row.customer_id):
        raise NotAllowed


def write(row: Case, kind: Kind, body: dict[str, Any], *, actor: Actor, now: datetime) -> None:
    """Write a line on the case's record."""
    append(
        subject_kind="case",
        subject=row.id,
        kind=kind.name,
        body=body,
        region=row.region,
        actor=actor,
        now=now,
    )
