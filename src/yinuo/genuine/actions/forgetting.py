"""Erasing what a person said when reporting a false number: the number and the evidence's digest stay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from yinuo.base.actor import Actor
from yinuo.genuine.models import FakeReport
from yinuo.store.perform import action


@action
def forget_reporter(*, contacts: Collection[str], actor: Actor, now: datetime) -> int:
    """Erase words, contact, picture and salt of the reports that somebody with one of these contacts
    made; how many. They are kept for a while only, and each is looked at, since what is in them is
    encrypted.

    The record needs no line of its own: the erasure of the customer has one.
    """
    del actor, now
    known = {contact.casefold() for contact in contacts}
    rows = FakeReport.objects.only("id", "body").iterator(chunk_size=1000) if known else ()
    found = [row for row in rows if str(row.body.get("contact", "")).strip().casefold() in known]
    for row in found:
        row.body, row.picture = dict.fromkeys(row.body, ""), None
        row.save(update_fields=["body", "picture"])
    return len(found)
