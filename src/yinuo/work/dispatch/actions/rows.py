"""What all actions here share: writing a job's line, looking at a zone, ending an assignment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.outlet.reads import get_technician
from yinuo.store.ids import new_id
from yinuo.store.locks import lock_zone
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import EndReason, PositionSource
from yinuo.work.dispatch.models import Assignment, Position, Zone

_LOOK = f"""
INSERT INTO {Zone._meta.db_table} AS zone (region, watch_id, decide_at) VALUES (%s, %s, %s)
ON CONFLICT (region) DO UPDATE SET decide_at = excluded.decide_at
WHERE zone.decide_at IS NULL OR zone.decide_at > excluded.decide_at
"""  # noqa: S608 - the table's own name


@action
def look_at_zone(*, region: str, at: datetime, actor: Actor, now: datetime) -> None:
    """Have the zone decided on at `at`, or sooner if that was meant already.

    Takes the zone's lock: a look that is going on has read the zone already and sets the next one at its end,
    which would else overwrite this wish.
    """
    lock_zone(region)
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [region, new_id(now), at])


def hold_zones_of(technician_id: UUID) -> tuple[str, ...]:
    """Lock the zone that a technician belongs to and that of the job in hand, maybe another; which these
    are, in the order of their locks.

    Called before any row of a case is held. They are read before they can be locked, so whoever is sent into
    a further zone meanwhile makes this let go of all and begin anew: to add one would break the order.
    """
    regions = _zones_of(technician_id)
    while True:
        before = transaction.savepoint()
        for region in regions:
            lock_zone(region)
        now_in = _zones_of(technician_id)
        if set(now_in) <= set(regions):
            transaction.savepoint_commit(before)
            return regions
        transaction.savepoint_rollback(before)
        regions = now_in


def _zones_of(technician_id: UUID) -> tuple[str, ...]:
    held = Assignment.objects.filter(technician_id=technician_id, ended_at=None)
    own = get_technician(technician_id).region
    return tuple(sorted({own, *held.values_list("region", flat=True)}))


@action
def report_position(*, technician_id: UUID, point: Point, actor: Actor, now: datetime) -> None:
    """Where a technician's phone says it is, on duty; the last place replaces the one before (PD-05)."""
    _keep_position(technician_id, point, PositionSource.PHONE, now)


def assume_position(technician_id: UUID, point: Point, *, since: datetime, now: datetime) -> None:
    """Plan from where a technician worked from `since` on, unless the phone has told better after that."""
    told = Position.objects.filter(
        technician_id=technician_id, source=PositionSource.PHONE, seen_at__gte=since
    )
    if not told.exists():
        _keep_position(technician_id, point, PositionSource.ASSUMED, now)


def _keep_position(
    technician_id: UUID, point: Point, source: PositionSource, now: datetime
) -> None:
    Position.objects.update_or_create(
        technician_id=technician_id,
        defaults={"lat": point.lat, "lng": point.lng, "seen_at": now, "source": source},
    )


def end(row: Assignment, reason: EndReason, now: datetime) -> None:
    """End an assignment; the database lets its technician be sent again from now on."""
    row.ended_at, row.end_reason = now, reason
    row.save(update_fields=["ended_at", "end_reason"])


def iso(at: datetime) -> str:
    """An instant as a line's body holds it."""
    return at.isoformat(timespec="seconds")
