"""The only writers of the outbox: queue and withdraw, and the two halves around a talk with a peer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from yinuo.base.actor import Actor
from yinuo.people import reads as people
from yinuo.people.actions import begin_recovery, issue_link
from yinuo.record import actions as record
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action

from . import rules
from .facts import (
    ChannelKind,
    Claimed,
    FailureCode,
    NoticeFacts,
    NoticeState,
    Outcome,
    Param,
    Params,
    RecipientKind,
    Taken,
)
from .kinds import KIND_OF
from .links import customer_url
from .models import Notice
from .params import to_json
from .reads import of_event
from .templates import get_text
from .writing import write_message


@action
def queue(  # noqa: PLR0913 - one call says all that a notice is
    *,
    subject: UUID,
    event: str,
    template: str,
    params: Params,
    recipient_customer: UUID | None = None,
    recipient_staff: UUID | None = None,
    send_after: datetime | None = None,
    expires_at: datetime | None = None,
    subject_kind: str = "case",
    region: str | None = None,
    link_days: int = 30,
    actor: Actor,
    now: datetime,
) -> NoticeFacts:
    """Put a notice to one customer or one member of staff into the outbox, once for each event.

    The same (subject, event, recipient) again changes nothing and returns the first. `params` are the
    values of the template's text; where the text has a `{link}` and none is given, a link to the case is
    issued. Without a way of reaching the recipient the notice has failed at once, with `no_contact`.
    Raises TemplateUnknown and ParamsMissing, ValueError unless exactly one recipient is named.
    """
    kind, recipient = _recipient(recipient_customer, recipient_staff)
    notice = Notice(
        id=new_id(now),
        region=region,
        subject_kind=subject_kind,
        subject=subject,
        event=event,
        recipient_kind=kind.value,
        recipient=recipient,
        channel=ChannelKind.EMAIL.value,
        template=template,
        send_after=send_after or now,
        expires_at=expires_at,
        created_at=now,
    )
    return _put(notice, params, link_days, actor, now)


@action
def send_recovery_codes(*, contact: str, actor: Actor, now: datetime) -> None:
    """Begin to recover a lost link: a code goes to each customer who has this phone or e-mail, by their own
    e-mail. Returns nothing, so that nobody can tell from the answer whether the contact is known."""
    for letter in begin_recovery(contact=contact, actor=actor, now=now).letters:
        queue(
            subject=letter.customer_id,
            subject_kind="person",
            event=f"recovery.code:{letter.recovery_id}",
            template="recovery.code",
            params={"code": letter.code, "until_at": letter.expires_at},
            recipient_customer=letter.customer_id,
            actor=actor,
            now=now,
        )


def _recipient(customer: UUID | None, staff: UUID | None) -> tuple[RecipientKind, UUID]:
    if customer is not None and staff is None:
        return RecipientKind.CUSTOMER, customer
    if staff is not None and customer is None:
        return RecipientKind.STAFF, staff
    raise ValueError("a notice goes to one customer or to one member of staff")


def _reach(kind: RecipientKind, recipient: UUID) -> tuple[str, str | None]:
    """The language a recipient reads, and the address at which they are reached now."""
    if kind is RecipientKind.CUSTOMER:
        customer = people.get_customer(recipient)
        return customer.language, customer.email
    staff = people.get_staff(recipient)
    return staff.language, staff.email if staff.is_active else None


def _put(
    notice: Notice, params: Params, link_days: int, actor: Actor, now: datetime
) -> NoticeFacts:
    """Complete and insert a notice, unless it is there already; a twin that is faster keeps its place."""
    kind = RecipientKind(notice.recipient_kind)
    text = get_text(kind, notice.template)
    known = Notice.objects.filter(
        subject=notice.subject,
        event=notice.event,
        recipient=notice.recipient,
        channel=notice.channel,
    )
    if (first := known.first()) is not None:
        return first.to_facts()
    notice.language, address = _reach(kind, notice.recipient)
    if kind is RecipientKind.CUSTOMER and "link" in text.needs - params.keys():
        url = _issue_url(notice, link_days, actor, now) if address else ""  # "" is never sent
        params = {**params, "link": url}
    notice.params = to_json(rules.choose_params(text.needs, params))
    notice.state = NoticeState.QUEUED.value
    notice.send_after = rules.earliest_at(notice.send_after, is_urgent=text.is_urgent)
    notice.due_at = notice.look_at = notice.send_after
    if not insert_if_new(notice):
        return known.get().to_facts()
    if address is None:
        _end(notice, NoticeState.FAILED, actor, now, error=FailureCode.NO_CONTACT.value)
    return notice.to_facts()


def _issue_url(notice: Notice, link_days: int, actor: Actor, now: datetime) -> str:
    """A capability of this notice's own: a link is sent, never stored, so none can be sent twice."""
    link = issue_link(
        customer_id=notice.recipient, case_id=notice.subject, days=link_days, actor=actor, now=now
    )
    return customer_url(link.token, notice.language)


@action
def withdraw(*, subject: UUID, event: str, actor: Actor, now: datetime) -> int:
    """Take back what has not gone out of an event and those under it; how many were taken back.

    A notice that a sender holds at this moment may still go out, and then counts as sent.
    """
    open_ones = of_event(subject, event).filter(state=NoticeState.QUEUED.value)
    notices = list(open_ones.select_for_update(skip_locked=True).order_by("id"))
    for notice in notices:
        _end(notice, NoticeState.WITHDRAWN, actor, now)
    return len(notices)


@action
def forget_recipient(
    *, customer_id: UUID, subjects: Collection[UUID], actor: Actor, now: datetime
) -> int:
    """Take back whatever has not gone out to an erased customer, or about these cases of theirs, so that its
    values go; how many. What a sender holds at this moment ends, too: its settling finds nothing."""
    to_them = Q(recipient_kind=RecipientKind.CUSTOMER.value, recipient=customer_id)
    waiting = Notice.objects.filter(to_them | Q(subject__in=subjects), params__isnull=False)
    notices = list(waiting.select_for_update().order_by("subject", "id"))
    for notice in notices:
        _end(notice, NoticeState.WITHDRAWN, actor, now)
    return len(notices)


@action
def take_due(*, actor: Actor, now: datetime) -> Taken | None:
    """Take the notice that is due longest, for the length of a lease; None if nothing is due.

    Those that others hold are passed over. One that has expired, that nobody can be reached with any more, or
    that can't be written is ended instead, which is `Taken` too, with nothing to send. One notice a
    transaction: ending writes on its subject's chain, and whoever holds several chains must take them in
    one order for all.
    """
    due = Notice.objects.filter(due_at__lte=now).order_by("due_at", "id")
    notice = due.select_for_update(skip_locked=True).first()
    if notice is None:
        return None
    if notice.expires_at is not None and notice.expires_at <= now:
        _end(notice, NoticeState.EXPIRED, actor, now)
        return Taken(notice.id)
    _, to = _reach(RecipientKind(notice.recipient_kind), notice.recipient)
    if to is None:
        _end(notice, NoticeState.FAILED, actor, now, error=FailureCode.NO_CONTACT.value)
        return Taken(notice.id)
    try:
        message = write_message(notice, to)
    except (
        LookupError
    ):  # TemplateUnknown, or a value missing: it would stand in the others' way for ever
        _end(notice, NoticeState.FAILED, actor, now, error=FailureCode.NO_TEXT.value)
        return Taken(notice.id)
    notice.state, notice.claim = NoticeState.CLAIMED.value, new_id(now)
    notice.attempts += 1
    notice.due_at = notice.look_at = now + rules.LEASE
    notice.save(update_fields=["state", "claim", "attempts", "due_at", "look_at"])
    return Taken(notice.id, Claimed(notice.id, notice.claim, message))


@action
def settle(
    *, notice_id: UUID, claim: UUID, outcome: Outcome, actor: Actor, now: datetime
) -> NoticeFacts | None:
    """Write down how a talk ended; None if the lease had run out and somebody else took over.

    A receipt ends it, so does a final refusal; any other error is tried again later, until the tries or
    the notice's time are used up.
    """
    held = Notice.objects.select_for_update().filter(id=notice_id, claim=claim)
    notice = held.filter(state=NoticeState.CLAIMED.value).first()
    if notice is None:
        return None
    if outcome.receipt is not None:
        notice.provider_ref = outcome.receipt.reference[:120]
        state = NoticeState.DELIVERED if outcome.receipt.is_delivered else NoticeState.SENT
        _end(notice, state, actor, now)
    elif outcome.is_final:
        _end(notice, NoticeState.FAILED, actor, now, error=FailureCode.REFUSED.value)
    else:
        _try_again(notice, outcome.error, actor, now)
    return notice.to_facts()


def _try_again(notice: Notice, error: str, actor: Actor, now: datetime) -> None:
    at = rules.next_try_at(notice.attempts, now, notice.expires_at)
    if at is None:
        _end(notice, NoticeState.FAILED, actor, now, error=FailureCode.GAVE_UP.value)
        return
    notice.state, notice.claim, notice.error = NoticeState.QUEUED.value, None, error[:40]
    notice.due_at = notice.look_at = at
    notice.save(update_fields=["state", "claim", "error", "due_at", "look_at"])


def _end(
    notice: Notice, state: NoticeState, actor: Actor, now: datetime, *, error: str = ""
) -> None:
    """Nothing more is tried: shred the values, keep how it ended, and write it on the subject's chain."""
    notice.state, notice.claim, notice.params = state.value, None, None
    notice.due_at = notice.look_at = None
    notice.error, notice.settled_at = error, now
    notice.save()
    body: dict[str, Param] = {
        "event": notice.event,
        "template": notice.template,
        "channel": notice.channel,
        "to": notice.recipient_kind,
    }
    record.append(
        subject_kind=notice.subject_kind,
        subject=notice.subject,
        kind=KIND_OF[state],
        body={**body, "error": error} if state is NoticeState.FAILED else body,
        region=notice.region,
        actor=actor,
        now=now,
    )
