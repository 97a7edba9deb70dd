"""Writes links (capabilities to one case each) and the codes by which a lost one is had again."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from yinuo.base.actor import Actor
from yinuo.people import rules
from yinuo.people.facts import (
    ContactKind,
    IssuedLink,
    RecoveryLetter,
    RecoveryOutcome,
    RecoveryResult,
    RecoveryStart,
)
from yinuo.people.indexes import find_contact_index, recovery_index
from yinuo.people.models import Contact, Customer, Link, RecoveryCode
from yinuo.store.ids import new_id
from yinuo.store.locks import lock
from yinuo.store.perform import action
from yinuo.store.secrecy import new_token, token_hash

from .line import note

_RECOVERY_KEEP_FOR = timedelta(days=1)
_REVOCATION_COUNTS_FOR = rules.LINK_KEEP_FOR
"""Longer than any session that was begun before lasts."""


@action
def issue_link(
    *, customer_id: UUID, case_id: UUID, days: int = 30, actor: Actor, now: datetime
) -> IssuedLink:
    """A new capability to see and act on one case, good for `days`; the token is told here and
    never again."""
    token = new_token()
    expires_at = now + timedelta(days=days)
    Link.objects.create(
        id=new_id(now),
        token_hash=token_hash(token),
        customer_id=customer_id,
        case_id=case_id,
        issued_at=now,
        expires_at=expires_at,
        purge_at=expires_at + rules.LINK_KEEP_FOR,
    )
    body = {"case": str(case_id), "expires_at": expires_at.isoformat()}
    note("person", customer_id, "people.link.issued", actor=actor, now=now, **body)
    return IssuedLink(token=token, expires_at=expires_at)


@action
def revoke_links(*, customer_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> int:
    """Call back every link to a case, also one whose time is over: a browser that it let in is out by that.
    How many there were.

    The instant stays even where no link was left, or the last is purged soon: a code lets a browser in too.
    """
    links = Link.objects.select_for_update().filter(case_id=case_id, revoked_at=None)
    count = len(links.order_by("id").values_list("id", flat=True))
    links.update(revoked_at=now)
    _mark_revocation(customer_id, case_id, now)
    body = {"case": str(case_id), "count": count}
    note("person", customer_id, "people.link.revoked", actor=actor, now=now, **body)
    return count


def _mark_revocation(customer_id: UUID, case_id: UUID, now: datetime) -> None:
    """Keep the instant of a calling back in a link of its own, which nobody ever held."""
    Link.objects.create(
        id=new_id(now),
        token_hash=token_hash(new_token()),
        customer_id=customer_id,
        case_id=case_id,
        issued_at=now,
        expires_at=now + _REVOCATION_COUNTS_FOR,
        revoked_at=now,
        purge_at=now + _REVOCATION_COUNTS_FOR,
    )


@action
def begin_recovery(*, contact: str, actor: Actor, now: datetime) -> RecoveryStart:
    """Make recovery codes for a phone or an e-mail; the caller sends each letter to its customer.

    A code goes only to an e-mail that a customer with this contact gave himself, one code for
    each such e-mail. An unknown contact, a text that is none, and one asked for too often get no
    letters: whoever asks must be told the same in every case, or the page would tell who is a
    customer.
    """
    asked = find_contact_index(contact)
    if asked is None:
        return RecoveryStart(())
    lock(f"people.recovery:{asked}")
    recent = RecoveryCode.objects.filter(asked_index=asked, sent_at__gt=now - timedelta(hours=1))
    if not rules.may_send_code(list(recent.values_list("sent_at", flat=True).distinct()), now):
        return RecoveryStart(())
    holders = Contact.objects.filter(value_index=asked).values("customer_id")
    emails = Contact.objects.filter(customer_id__in=holders, kind=ContactKind.EMAIL.value)
    newest = {email.value_index: email for email in emails.order_by("created_at")}
    letters = (_write_letter(asked, email, actor, now) for email in newest.values())
    return RecoveryStart(tuple(letters))


def _write_letter(asked: str, email: Contact, actor: Actor, now: datetime) -> RecoveryLetter:
    code = f"{secrets.randbelow(1_000_000):06}"
    recovery = RecoveryCode.objects.create(
        id=new_id(now),
        asked_index=asked,
        sent_index=email.value_index,
        code_hash=recovery_index(asked, code),
        sent_at=now,
        expires_at=now + rules.RECOVERY_LIFE,
        purge_at=now + _RECOVERY_KEEP_FOR,
    )
    note("person", email.customer_id, "people.recovery.sent", actor=actor, now=now)
    return RecoveryLetter(recovery.id, email.customer_id, code, recovery.expires_at)


@action
def finish_recovery(*, contact: str, code: str, actor: Actor, now: datetime) -> RecoveryOutcome:
    """Check a recovery code; a right one works once and opens the customers of contact and e-mail.

    A wrong one is a returned outcome, since its count must be kept: after five, all codes of this
    contact are dead.
    """
    asked = find_contact_index(contact)
    if asked is None:
        return RecoveryOutcome(RecoveryResult.LOCKED)
    lock(f"people.recovery:{asked}")
    running = RecoveryCode.objects.filter(
        asked_index=asked, used_at=None, expires_at__gt=now, tries__lt=rules.RECOVERY_TRIES
    )
    if not running.exists():
        return RecoveryOutcome(RecoveryResult.LOCKED)
    right = running.filter(code_hash=recovery_index(asked, code.strip())).first()
    if right is None:
        running.update(tries=F("tries") + 1)
        return RecoveryOutcome(RecoveryResult.WRONG if running.exists() else RecoveryResult.LOCKED)
    RecoveryCode.objects.filter(id=right.id).update(used_at=now)
    return RecoveryOutcome(RecoveryResult.OPENED, _open(asked, right.sent_index, actor, now))


def _open(asked: str, sent: str, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """The customers who hold both the contact that was typed and the e-mail that got the code."""
    customers = Customer.objects.filter(contacts__value_index=asked).filter(
        contacts__value_index=sent
    )
    opened = tuple(customers.order_by("created_at").values_list("id", flat=True).distinct())
    for customer_id in opened:
        note("person", customer_id, "people.recovery.opened", actor=actor, now=now)
    return opened
