"""Where a job is, once its customer wants it forgotten: an area, and no door."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.people.rules import COARSE_RADIUS_M, coarse
from yinuo.store.perform import action
from yinuo.work.dispatch.facts import LIVE
from yinuo.work.dispatch.models import Intervention, Job, Position

from .rows import look_at_zone


@action
def forget_places(*, customer_id: UUID, actor: Actor, now: datetime) -> int:
    """Make the points of an erased customer's jobs so coarse that they lead to no door (PD-02); how many.
    What dispatchers wrote about them goes too.

    The record needs no line of its own: the erasure of the customer, which caused this, has one.
    """
    del actor, now
    jobs = list(Job.objects.filter(case__customer_id=customer_id))
    for row in jobs:
        point = coarse(Point(row.lat, row.lng))
        row.lat, row.lng, row.radius_m = point.lat, point.lng, COARSE_RADIUS_M
        row.save(update_fields=["lat", "lng", "radius_m"])
    Intervention.objects.filter(job__in=jobs).update(words=None)
    return len(jobs)


@action
def forget_position(
    *, case_id: UUID, point: Point, radius_m: float, actor: Actor, now: datetime
) -> None:
    """The case's jobs are where its address is, as far as is known: the device's position was taken back.

    The line about it is the case's. Whoever is sought for one is sought anew.
    """
    Job.objects.filter(case_id=case_id).update(lat=point.lat, lng=point.lng, radius_m=radius_m)
    live = Job.objects.filter(case_id=case_id, state__in=LIVE).first()
    if live is not None:
        look_at_zone(region=live.region, at=now, actor=actor, now=now)


@action
def forget_technician_position(*, technician_id: UUID, actor: Actor, now: datetime) -> None:
    """Delete where a technician who has left was last; the line about it is that of the erasure."""
    del actor, now
    Position.objects.filter(technician_id=technician_id).delete()
