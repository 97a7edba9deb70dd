"""What others may ask the notice room: how notices went."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from .adapters import installed_ways
from .adapters.calendar import build_file
from .adapters.push import public_key_text
from .facts import (
    ChannelKind,
    Invite,
    NoticeFacts,
    NoticeState,
    PartAsked,
    Purpose,
    RecipientKind,
    TeamFacts,
)
from .models import CalendarEntry, Notice, OptOut, Part, Subscription, Team
from .reach import find_reach
from .truth import appointment_of

_ASKED_WITHIN = timedelta(seconds=60)


def of_event(subject: UUID, event: str) -> QuerySet[Notice]:
    """The rows of an event and of those under it: `case.confirm` means `case.confirm.0.1` too."""
    is_it = Q(event=event) | Q(event__startswith=f"{event}.")
    return Notice.objects.filter(is_it, subject=subject)


def list_notices(subject: UUID) -> tuple[NoticeFacts, ...]:
    """All notices about a subject, in the order in which they were queued."""
    rows = Notice.objects.filter(subject=subject).order_by("created_at", "id")
    return tuple(row.to_facts() for row in rows)


def count_waiting(customer_id: UUID) -> int:
    """How many notices to a customer haven't gone out yet."""
    rows = Notice.objects.filter(recipient_kind=RecipientKind.CUSTOMER.value, recipient=customer_id)
    return rows.filter(params__isnull=False).exclude(state=NoticeState.SPARE.value).count()


def count_notices() -> int:
    """How many notices were ever queued."""
    return Notice.objects.count()


def count_delivered(subject: UUID, event: str) -> int:
    """How many notices of an event, or of those under it, the receiving peers have accepted: each once,
    however many ways it went. A nudge says nothing, so it is no notice."""
    delivered = of_event(subject, event).filter(state=NoticeState.DELIVERED.value)
    words = delivered.exclude(channel=ChannelKind.PUSH.value)
    return words.values("event", "recipient").distinct().count()


def list_ways(customer_id: UUID) -> tuple[ChannelKind, ...]:
    """The ways by which words reach a customer now: those that are set up, to a contact that is known. A
    nudge isn't one: it says nothing."""
    ways = find_reach(RecipientKind.CUSTOMER, customer_id).ways & installed_ways()
    return tuple(way for way in ChannelKind if way in ways - {ChannelKind.PUSH})


def list_unwanted(customer_id: UUID, purpose: Purpose) -> frozenset[ChannelKind]:
    """The ways by which a customer doesn't want this purpose."""
    rows = OptOut.objects.filter(customer=customer_id, purpose=purpose.value)
    return frozenset(ChannelKind(channel) for channel in rows.values_list("channel", flat=True))


def list_choices(customer_id: UUID) -> frozenset[tuple[Purpose, ChannelKind]]:
    """All that a customer does without."""
    rows = OptOut.objects.filter(customer=customer_id).values_list("purpose", "channel")
    return frozenset((Purpose(purpose), ChannelKind(channel)) for purpose, channel in rows)


def list_teams() -> tuple[TeamFacts, ...]:
    """The staff's chat groups, oldest first."""
    rows = Team.objects.filter(is_active=True).order_by("id")
    return tuple(row.to_facts() for row in rows)


def list_team_ids(region: str) -> tuple[UUID, ...]:
    """The groups that hear of what happens in a zone."""
    above = [region[:length] for length in range(len(region) + 1)]
    rows = Team.objects.filter(is_active=True, region__in=above).order_by("id")
    return tuple(rows.values_list("id", flat=True))


def has_device(reader: RecipientKind, recipient: UUID) -> bool:
    """Whether any browser of the reader is nudged."""
    return Subscription.objects.filter(recipient_kind=reader.value, recipient=recipient).exists()


def list_parts_to_ask(gateway: str, now: datetime, *, limit: int) -> tuple[PartAsked, ...]:
    """Texts of which nobody has said yet whether they arrived, longest unasked first.

    They are those that were just enqueued to be asked about (`ask_at` lies up to a minute ahead) and
    whatever fell due since. Of a text to somebody who can't be reached any more the phone is empty: nobody
    can be asked about it.
    """
    due = Part.objects.filter(gateway=gateway, ask_at__lte=now + _ASKED_WITHIN)
    rows = due.select_related("notice").order_by("ask_at")[:limit]
    return tuple(
        PartAsked(part.id, gateway, part.reference, _phone_of(part.notice), part.sent_at)
        for part in rows
    )


def _phone_of(notice: Notice | None) -> str:
    if notice is None:
        return ""
    reach = find_reach(RecipientKind(notice.recipient_kind), notice.recipient)
    return reach.addresses.get(ChannelKind.SMS, "")


def get_push_key() -> str:
    """The public key that a browser subscribes with (base64url)."""
    return public_key_text()


def find_calendar_file(case_id: UUID, *, title: str, language: str, now: datetime) -> bytes | None:
    """The visit to a case as an iCalendar file, None unless one is planned."""
    planned = appointment_of(case_id, now)
    if planned.starts_at is None or planned.ends_at is None:
        return None
    entry = CalendarEntry.objects.filter(subject=case_id).first()
    invite = Invite(
        uid=case_id,
        sequence=entry.sequence if entry else 0,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        made_at=now,
        is_cancelled=False,
        title=title,
        text="",
        language=language,
    )
    return build_file(invite)
