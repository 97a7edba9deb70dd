"""Opening a case, and joining one that is already there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case import kinds
from yinuo.case.facts import CaseFacts, CaseState, Channel, NewCase
from yinuo.case.models import Case
from yinuo.case.rules import REPEAT_WITHIN
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .rows import committed, safe, say, take, write

_COPIED = (
    "company_id",
    "customer_id",
    "address_id",
    "outlet_id",
    "unit_id",
    "kind",
    "fault_id",
    "level",
    "door",
    "owner_kind",
    "urgency",
    "channel",
    "region",
    "division_code",
    "town_code",
    "radius_m",
    "point_source",
    "rulebook_id",
    "language",
    "duplicate_index",
    "reference",
)


@action
def open_case(*, new: NewCase, actor: Actor, now: datetime) -> CaseFacts:
    """Open a case as it came in and return it; codes in the words are masked before they are written.

    The record holds a salted commitment of the words, so that nobody can change them unnoticed and
    shredding the salt erases them. The caller holds the zone's lock and has looked for a duplicate.
    """
    words = safe(new.words)
    row = Case(
        id=new_id(now),
        words=words,
        lat=new.point.lat,
        lng=new.point.lng,
        state=CaseState.OPEN,
        opened_at=now,
        follows_id=_find_earlier(new, now),
        reporter=safe(new.reporter) if new.reporter else None,
        **{name: getattr(new, name) for name in _COPIED},
    )
    row.save(force_insert=True)
    body = {
        "kind": new.kind.value,
        "fault": new.fault_id,
        "level": new.level.value,
        "division": new.division_code,
        "channel": new.channel.value,
        "outlet": str(new.outlet_id) if new.outlet_id else None,
        "rulebook": new.rulebook_id,
        "point_source": new.point_source.value,
        "radius_m": round(new.radius_m),
        "words": committed(new.customer_id, words),
        **({"reported_by": "other"} if row.reporter else {}),
    }
    write(row, kinds.OPENED, body, actor=actor, now=now)
    return row.to_facts()


def _find_earlier(new: NewCase, now: datetime) -> UUID | None:
    """The latest case for the same product, or of the same phone, place and kind, that is recent enough for
    this one to be a repeat; what the customer took back doesn't count."""
    recent = Case.objects.filter(opened_at__gte=now - REPEAT_WITHIN)
    recent = recent.exclude(state__in=(CaseState.WITHDRAWN, CaseState.JOINED)).order_by(
        "-opened_at"
    )
    found = [
        recent.filter(**{field: value}).values_list("opened_at", "id").first()
        for field, value in (("duplicate_index", new.duplicate_index), ("unit_id", new.unit_id))
        if value
    ]
    return max((row for row in found if row is not None), default=(None, None))[1]


@action
def join_case(
    *, case_id: UUID, words: str, channel: Channel, actor: Actor, now: datetime
) -> CaseFacts:
    """A request that came twice joins its case: what was said is kept, nothing else changes."""
    row = take(case_id)
    say(row, "joined", words, now)
    write(row, kinds.JOINED, {"channel": channel.value}, actor=actor, now=now)
    return row.to_facts()
