"""Erasing what a case holds of a person: words, names and the door go, the case and its record stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.case import kinds
from yinuo.case.facts import CaseFacts, PointSource
from yinuo.case.models import Case, Decision, Note, Proof, Saying
from yinuo.people.rules import COARSE_RADIUS_M, coarse
from yinuo.store.perform import action

from .rows import take, write


@action
def forget_words(*, customer_id: UUID, actor: Actor, now: datetime) -> int:
    """Erase the words and the people named in a customer's cases, and make their points so coarse that they
    lead to no door (PD-02); how many cases there were.

    The record needs no line of its own: the erasure of the customer, which caused this, has one.
    """
    del actor, now
    cases = Case.objects.filter(customer_id=customer_id)
    Saying.objects.filter(case__in=cases).update(words=None)
    Decision.objects.filter(case__in=cases).update(words=None)
    Note.objects.filter(case__in=cases).update(words=None)
    Proof.objects.filter(case__in=cases).update(last4=None, party_name=None, party_contact=None)
    for row in cases:
        point = coarse(Point(row.lat, row.lng))
        row.lat, row.lng, row.radius_m = point.lat, point.lng, COARSE_RADIUS_M
        row.point_source, row.town_code = PointSource.COUNTY, None
        row.save(update_fields=["lat", "lng", "radius_m", "point_source", "town_code"])
    return cases.update(words=None, reporter=None, duplicate_index="")


@action
def forget_position(
    *,
    case_id: UUID,
    point: Point,
    radius_m: float,
    source: PointSource,
    actor: Actor,
    now: datetime,
) -> CaseFacts:
    """What the address tells takes the place of the device's position, which was taken back (PD-05)."""
    row = take(case_id)
    row.lat, row.lng, row.radius_m = point.lat, point.lng, radius_m
    row.point_source = source
    row.save(update_fields=["lat", "lng", "radius_m", "point_source"])
    body = {"point_source": source.value, "radius_m": round(radius_m)}
    write(row, kinds.POSITION_FORGOTTEN, body, actor=actor, now=now)
    return row.to_facts()
