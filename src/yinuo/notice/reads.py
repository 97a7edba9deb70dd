"""What others may ask the notice room: how notices went."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from .facts import NoticeFacts, NoticeState, RecipientKind
from .models import Notice


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
    return rows.filter(params__isnull=False).count()


def count_notices() -> int:
    """How many notices were ever queued."""
    return Notice.objects.count()


def count_delivered(subject: UUID, event: str) -> int:
    """How many notices of an event, or of those under it, the receiving peers have accepted."""
    return of_event(subject, event).filter(state=NoticeState.DELIVERED.value).count()
