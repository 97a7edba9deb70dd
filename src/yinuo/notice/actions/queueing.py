"""Putting a notice into the outbox, by the ways that its route and its reader allow; and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from yinuo.base.actor import Actor
from yinuo.notice import rules
from yinuo.notice.adapters import installed_ways
from yinuo.notice.facts import (
    FailureCode,
    NoticeFacts,
    NoticeState,
    Params,
    RecipientKind,
)
from yinuo.notice.links import customer_url
from yinuo.notice.models import Notice, OptOut, Subscription
from yinuo.notice.params import to_json
from yinuo.notice.reach import Reach, find_reach
from yinuo.notice.reads import list_team_ids, list_unwanted, of_event
from yinuo.notice.routes import ROUTES, Route, choose_ways
from yinuo.notice.templates import Text, get_text
from yinuo.people.actions import begin_recovery, issue_link
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action

from .rows import end

_WITHDRAWABLE = (NoticeState.QUEUED.value, NoticeState.SPARE.value)


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
    issued. It goes the ways of `routes`, one row each; the first is returned. Without a way of reaching the
    recipient the notice has failed at once, with `no_contact`. What concerns a team goes to its chat group
    too. Raises TemplateUnknown and ParamsMissing, ValueError unless exactly one recipient is named.
    """
    kind, recipient = _recipient(recipient_customer, recipient_staff)
    notice = Notice(
        region=region,
        subject_kind=subject_kind,
        subject=subject,
        event=event,
        recipient_kind=kind.value,
        recipient=recipient,
        template=template,
        send_after=send_after or now,
        expires_at=expires_at,
        created_at=now,
    )
    text = get_text(kind, template)
    first = _put(notice, text, params, link_days, actor, now)
    if text.is_for_team and kind is RecipientKind.STAFF:
        _put_to_teams(notice, text, params, actor, now)
    return first


@action
def send_recovery_codes(*, contact: str, actor: Actor, now: datetime) -> None:
    """Begin to recover a lost link: a code goes to each customer who has this phone or e-mail, by what is
    known of them. Returns nothing, so that nobody can tell from the answer whether the contact is known."""
    for letter in begin_recovery(contact=contact, actor=actor, now=now).letters:
        queue(
            subject=letter.customer_id,
            subject_kind="person",
            event=f"recovery.code:{letter.recovery_id}",
            template="recovery.code",
            params={"code": letter.code, "until_at": letter.expires_at},
            recipient_customer=letter.customer_id,
            expires_at=letter.expires_at,
            actor=actor,
            now=now,
        )


def _recipient(customer: UUID | None, staff: UUID | None) -> tuple[RecipientKind, UUID]:
    if customer is not None and staff is None:
        return RecipientKind.CUSTOMER, customer
    if staff is not None and customer is None:
        return RecipientKind.STAFF, staff
    raise ValueError("a notice goes to one customer or to one member of staff")


def _put(
    notice: Notice, text: Text, params: Params, link_days: int, actor: Actor, now: datetime
) -> NoticeFacts:
    """Complete and insert a notice, a row for each way, unless it is there already; a twin that is faster
    keeps its place."""
    known = Notice.objects.filter(
        subject=notice.subject, event=notice.event, recipient=notice.recipient
    ).order_by("rank", "id")
    if (first := known.first()) is not None:
        return first.to_facts()
    kind = RecipientKind(notice.recipient_kind)
    reach = find_reach(kind, notice.recipient)
    notice.language = reach.language
    ways = _ways(notice, text, reach)
    if kind is RecipientKind.CUSTOMER and "link" in text.needs - params.keys():
        url = _issue_url(notice, link_days, actor, now) if ways.together else ""  # "" is never sent
        params = {**params, "link": url}
    notice.params = to_json(rules.choose_params(text.needs, params))
    notice.send_after = rules.earliest_at(notice.send_after, is_urgent=text.is_urgent)
    if not ways.together:
        return _put_unreachable(notice, text, reach, actor, now)
    rows = _insert(notice, ways, now)
    return rows[0].to_facts() if rows else known[0].to_facts()


def _ways(notice: Notice, text: Text, reach: Reach) -> Route:
    kind = RecipientKind(notice.recipient_kind)
    is_choice = kind is RecipientKind.CUSTOMER and text.is_optional
    return choose_ways(
        ROUTES[kind, text.purpose],
        known=reach.ways,
        installed=installed_ways(),
        unwanted=list_unwanted(notice.recipient, text.purpose) if is_choice else frozenset(),
    )


def _insert(notice: Notice, ways: Route, now: datetime) -> list[Notice]:
    """A row for each way; none of them where a twin was faster."""
    open_ways = [(channel, 0) for channel in (*ways.together, *ways.beside)]
    spares = [(channel, rank) for rank, channel in enumerate(ways.then, start=1)]
    installed = installed_ways()
    rows: list[Notice] = []
    for channel, rank in (*open_ways, *spares):
        row = _copy(notice, now)
        row.channel, row.rank = channel.value, rank
        row.state = (NoticeState.SPARE if rank else NoticeState.QUEUED).value
        row.due_at = row.look_at = None if rank else row.send_after
        row.error = "" if channel in installed else FailureCode.NO_CHANNEL.value
        if not insert_if_new(row):
            return rows
        rows.append(row)
    return rows


def _put_unreachable(
    notice: Notice, text: Text, reach: Reach, actor: Actor, now: datetime
) -> NoticeFacts:
    """There is no way: the row says why, and the record too."""
    is_unwanted = bool(reach.ways)
    row = _copy(notice, now)
    row.channel = ROUTES[RecipientKind(notice.recipient_kind), text.purpose].together[0].value
    row.state, row.due_at, row.look_at = NoticeState.QUEUED.value, row.send_after, row.send_after
    if insert_if_new(row):
        state = NoticeState.WITHDRAWN if is_unwanted else NoticeState.FAILED
        reason = FailureCode.OPTED_OUT if is_unwanted else FailureCode.NO_CONTACT
        end(row, state, actor, now, error=reason.value)
        return row.to_facts()
    return Notice.objects.get(
        subject=row.subject, event=row.event, recipient=row.recipient, channel=row.channel
    ).to_facts()


def _copy(notice: Notice, now: datetime) -> Notice:
    values = {
        field.attname: getattr(notice, field.attname)
        for field in notice._meta.local_concrete_fields
    }
    return Notice(**{**values, "id": new_id(now)})


def _put_to_teams(notice: Notice, text: Text, params: Params, actor: Actor, now: datetime) -> None:
    """The same to the chat groups of the zone, once however many of their members are told."""
    for team_id in list_team_ids(notice.region or ""):
        told = _copy(notice, now)
        told.recipient_kind, told.recipient = RecipientKind.TEAM.value, team_id
        _put(told, text, params, 0, actor, now)


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
    open_ones = of_event(subject, event).filter(state__in=_WITHDRAWABLE)
    notices = list(open_ones.select_for_update(skip_locked=True).order_by("id"))
    queued = [notice for notice in notices if notice.state == NoticeState.QUEUED.value]
    spares = [notice.id for notice in notices if notice.state == NoticeState.SPARE.value]
    Notice.objects.filter(id__in=spares).delete()
    for notice in queued:
        end(notice, NoticeState.WITHDRAWN, actor, now)
    return len(queued)


@action
def hold_notices(
    *, customer_id: UUID, subjects: Collection[UUID], actor: Actor, now: datetime
) -> None:
    """Keep senders and receipts away from what `forget_recipient` will end, before any chain is taken: they
    hold a notice first and write on its case's chain after (docs/decisions/0005)."""
    del actor, now
    rows = _waiting(customer_id, subjects).select_for_update()
    list(rows.order_by("subject", "id").values_list("id", flat=True))


def _waiting(customer_id: UUID, subjects: Collection[UUID]) -> QuerySet[Notice]:
    to_them = Q(recipient_kind=RecipientKind.CUSTOMER.value, recipient=customer_id)
    return Notice.objects.filter(to_them | Q(subject__in=subjects), params__isnull=False)


@action
def forget_recipient(
    *, customer_id: UUID, subjects: Collection[UUID], actor: Actor, now: datetime
) -> int:
    """Take back whatever has not gone out to an erased customer, or about these cases of theirs, so that its
    values go, and what else is kept of how to reach them; how many. What a sender holds at this moment
    ends, too: its settling finds nothing."""
    to_them = Q(recipient_kind=RecipientKind.CUSTOMER.value, recipient=customer_id)
    waiting = _waiting(customer_id, subjects)
    notices = list(waiting.select_for_update().order_by("subject", "id"))
    spares = [notice for notice in notices if notice.state == NoticeState.SPARE.value]
    Notice.objects.filter(id__in=[spare.id for spare in spares]).delete()
    queued = [notice for notice in notices if notice not in spares]
    for notice in queued:
        end(notice, NoticeState.WITHDRAWN, actor, now)
    Subscription.objects.filter(to_them).delete()
    OptOut.objects.filter(customer=customer_id).delete()
    return len(queued)
