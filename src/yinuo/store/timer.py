"""Timers: something to be done at a time, kept in our own table and rung by the watch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from .ids import new_id
from .models import Timer


class Handler(Protocol):
    """What a timer of a kind does when it rings; runs in the watch's transaction."""

    def __call__(self, *, subject: UUID, due_at: datetime, now: datetime) -> None:
        """Do it."""


def set_timer(kind: str, subject: UUID, due_at: datetime, *, now: datetime) -> None:
    """Ring `kind` for `subject` at `due_at`; a timer already set for the two is moved."""
    Timer.objects.update_or_create(
        kind=kind,
        subject=subject,
        defaults={"due_at": due_at, "rings_at": due_at},
        create_defaults={"id": new_id(now), "due_at": due_at, "rings_at": due_at},
    )


def cancel_timer(kind: str, subject: UUID) -> None:
    """Take the timer away, if there is one; one that rings at this moment is left to its handler.

    Waiting for it would be waiting for the watch, whose handler may be waiting for the caller: a handler
    finds that there is nothing to do any more.
    """
    with transaction.atomic():
        free = Timer.objects.select_for_update(skip_locked=True).filter(kind=kind, subject=subject)
        Timer.objects.filter(id__in=list(free.values_list("id", flat=True))).delete()


class Timers:
    """The due-row source of all timers; handlers by kind are given by config."""

    name = "timers"

    def __init__(self, handlers: Callable[[], Mapping[str, Handler]]) -> None:
        self._handlers = handlers

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of timers that ring, earliest first."""
        due = Timer.objects.filter(rings_at__lte=now).order_by("rings_at", "id")
        return list(due.values_list("id", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Ring one timer once: the row is taken and deleted in the transaction of its effect."""
        row = Timer.objects.select_for_update(skip_locked=True).filter(id=id, rings_at__lte=now)
        timer = row.first()
        if timer is None:
            return
        Timer.objects.filter(id=id).delete()
        self._handlers()[timer.kind](subject=timer.subject, due_at=timer.due_at, now=now)

    def push_back(self, id: UUID, until: datetime) -> None:
        """Ring again later, after a failure."""
        Timer.objects.filter(id=id).update(rings_at=until)
