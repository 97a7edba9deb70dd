"""What has been kept long enough goes (PD-02): due rows of this room and a kind of them for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.contrib.sessions.models import Session
from django.db.models import Model, QuerySet

from . import clock
from .models import Outcome, Pulse

KEEP_OUTCOMES = timedelta(days=7)
"""How long a keyed request gets its first answer again: a phone that lost its network in the middle of
sending has long sent again by then, and the answers, which may hold a link, must not pile up."""
KEEP_PULSES = timedelta(days=1)
"""How long the last sign of life of a watch that ended stays to be looked at."""
_AT_ONCE = 1000
_SWEEPS = UUID("6f0c5d0e-3a55-4b0c-9d0c-8f7f6a1b2c3d")  # any fixed one: names become ids under it


class RowsToPurge:
    """Rows of one table that each know their day in `purge_at`, and whose id is a uuid."""

    def __init__(self, name: str, model: type[Model]) -> None:
        self.name = name
        self._rows = model._default_manager

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of rows to delete, longest overdue first."""
        due = self._rows.filter(purge_at__lte=now).order_by("purge_at")
        return list(due.values_list("pk", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Delete one; a second watch finds nothing."""
        self._rows.filter(pk=id, purge_at__lte=now).delete()

    def push_back(self, id: UUID, until: datetime) -> None:
        """Try again later, after a failure."""
        self._rows.filter(pk=id).update(purge_at=until)


class Sweep:
    """Rows of a table that grows with every request, and to which nothing refers: deleted many at a time."""

    def __init__(self, name: str, find_old: Callable[[datetime], QuerySet[Any]]) -> None:
        self.name = name
        self._find_old = find_old
        self._id = uuid5(_SWEEPS, name)
        self._not_before = datetime.min.replace(tzinfo=UTC)

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """One id that stands for all of them, if there are any."""
        is_due = now >= self._not_before and self._find_old(now).exists()
        return [self._id] if is_due else []

    def handle(self, id: UUID, now: datetime) -> None:
        """Delete a thousand; the next look takes the next ones. A second watch takes others."""
        rows = self._find_old(now).select_for_update(skip_locked=True).values_list("pk", flat=True)
        old = list(rows[:_AT_ONCE])
        self._find_old(now).filter(pk__in=old).delete()

    def push_back(self, id: UUID, until: datetime) -> None:
        """Try again later, after a failure; another watch, or this one started anew, may try sooner."""
        self._not_before = until


def _old_outcomes(now: datetime) -> QuerySet[Outcome]:
    return Outcome.objects.filter(made_at__lte=now - KEEP_OUTCOMES)


def _dead_sessions(now: datetime) -> QuerySet[Session]:
    """By the machine's own time, which is what sessions run by, also where a demo's clock runs ahead."""
    del now
    return Session.objects.filter(expire_date__lte=clock.real_now())


def _past_pulses(now: datetime) -> QuerySet[Pulse]:
    """Of watches that are no more. The one that looks has just beaten, and written any gap down before."""
    return Pulse.objects.filter(beat_at__lte=now - KEEP_PULSES)


DUE_SOURCES = (
    Sweep("store.outcomes", _old_outcomes),
    Sweep("store.sessions", _dead_sessions),
    Sweep("store.pulses", _past_pulses),
)
