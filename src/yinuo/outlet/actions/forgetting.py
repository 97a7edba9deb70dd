"""Erasing what the outlet's tables tell of a technician who has left: badge, skills and past work stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.base.point import Point
from yinuo.outlet.models import Certificate, Technician
from yinuo.people.rules import coarse
from yinuo.record.reads import find_events
from yinuo.store.perform import action

_NAME_ZH, _NAME_EN = "已离职", "Has left"
_LOGINS = ("outlet.login.given", "outlet.login.taken")


@action
def forget_technician(*, staff_id: UUID, actor: Actor, now: datetime) -> tuple[UUID, ...]:
    """Erase name, home and certificate numbers of whoever worked under this login and goes out no more; which
    technicians those were.

    Whoever works under another login by now stays. The record needs no line of its own: the erasure of the
    login has one.
    """
    del actor, now
    named = {UUID(event.body["technician"]) for event in find_events("staff", staff_id, _LOGINS)}
    rows = Technician.objects.select_for_update().filter(id__in=named, staff=None, is_active=False)
    for row in rows.order_by("id"):
        home = coarse(Point(row.home_lat, row.home_lng))
        row.name_zh, row.name_en = _NAME_ZH, _NAME_EN
        row.home_lat, row.home_lng = home.lat, home.lng
        row.save(update_fields=["name_zh", "name_en", "home_lat", "home_lng"])
        for certificate in Certificate.objects.filter(technician=row):
            certificate.number = certificate.id.hex[-12:]  # unique, and nobody's
            certificate.save(update_fields=["number"])
    return tuple(row.id for row in rows)
