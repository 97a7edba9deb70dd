"""Requests go by themselves: those without a case after their day (PD-02)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from .models import Request


class RequestsToPurge:
    """Requests that became no case and have been kept long enough."""

    name = "intake.requests"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of requests to delete, longest overdue first."""
        due = Request.objects.filter(purge_at__lte=now).order_by("purge_at")
        return list(due.values_list("id", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Delete one; a second watch finds nothing."""
        Request.objects.filter(id=id, purge_at__lte=now).delete()

    def push_back(self, id: UUID, until: datetime) -> None:
        """Try again later, after a failure."""
        Request.objects.filter(id=id).update(purge_at=until)
