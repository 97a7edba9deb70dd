"""Writes products in the field, as the company registers them."""

from __future__ import annotations

from datetime import date, datetime

from yinuo.base.actor import Actor
from yinuo.people import rules
from yinuo.people.facts import UnitFacts
from yinuo.people.models import Unit
from yinuo.store.ids import new_id
from yinuo.store.insert import insert_if_new
from yinuo.store.perform import action

from .line import note


@action
def register_unit(
    *,
    serial: str,
    model: str,
    sold_at_date: date | None = None,
    installed_date: date | None = None,
    registered_date: date | None = None,
    made_date: date | None = None,
    actor: Actor,
    now: datetime,
) -> UnitFacts:
    """A product by its serial number, added or brought up to date; the same again changes nothing.

    A date that isn't given leaves a known one as it is: a maker's file without sale dates must not
    shorten anybody's warranty. Raises SerialNotValid.
    """
    given = {
        "model": model,
        "sold_at_date": sold_at_date,
        "installed_date": installed_date,
        "registered_date": registered_date,
        "made_date": made_date,
    }
    fresh = Unit(id=new_id(now), serial=rules.normalise_serial(serial), **given)
    if insert_if_new(fresh):
        note("unit", fresh.id, "people.unit.registered", actor=actor, now=now, model=model)
        return fresh.to_facts()
    known = Unit.objects.select_for_update().get(serial=fresh.serial)
    changed = [
        field
        for field, value in given.items()
        if value is not None and getattr(known, field) != value
    ]
    for field in changed:
        setattr(known, field, given[field])
    if changed:
        known.save(update_fields=changed)
        note("unit", known.id, "people.unit.changed", actor=actor, now=now, changed=changed)
    return known.to_facts()
