"""Zones that are due to be decided on, for the watch."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.store.locks import lock_zone

from .actions import decide_zone
from .models import Zone


class Zones:
    """The due-row source of dispatch."""

    name = "zones"

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Zones whose time has come, earliest first."""
        rows = Zone.objects.filter(decide_at__lte=now).order_by("decide_at", "region")
        return list(rows.values_list("watch_id", flat=True)[:limit])

    def handle(self, id: UUID, now: datetime) -> None:
        """Decide on one zone; a second watch waits for its lock and then finds it done.

        The zone's lock comes before its row, as everywhere: the other order would deadlock with intake.
        """
        zone = Zone.objects.filter(watch_id=id).first()
        if zone is None:
            return
        lock_zone(zone.region)
        if Zone.objects.filter(watch_id=id, decide_at__lte=now).exists():
            decide_zone(region=zone.region, actor=Actor.system("watch"), now=now)

    def push_back(self, id: UUID, until: datetime) -> None:
        """Look at the zone later, after a failure."""
        Zone.objects.filter(watch_id=id).update(decide_at=until)
