"""Opening a case, and joining one that is already there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.case import kinds
from yinuo.case.facts import CaseFacts, CaseState, Channel, NewCase
from yinuo.case.models import Case
from yinuo.case.rules import REPEAT_WITHIN
from yinuo.people.facts import CustomerFacts
from yinuo.people.reads import get_customer, get_salt, list_customers, map_salts
from yinuo.record.actions import hold_chains
from yinuo.record.rules import commitment
from yinuo.store.ids import new_id
from yinuo.store.perform import action

from .rows import clean, say, take, write

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
    row = _row(new, get_customer(new.customer_id), _Earlier([new], now), now)
    row.save(force_insert=True)
    _write_opened(row, get_salt(new.customer_id) if row.words else None, actor, now)
    return row.to_facts()


@action
def open_cases(*, news: Sequence[NewCase], actor: Actor, now: datetime) -> tuple[CaseFacts, ...]:
    """Open each of these, in this order, as `open_case` has it for one, by few statements for hundreds.

    Only inside `gather`. The caller holds the locks of all their zones.
    """
    earlier = _Earlier(news, now)
    customers = {one.id: one for one in list_customers({new.customer_id for new in news})}
    rows = [_row(new, customers[new.customer_id], earlier, now) for new in news]
    Case.objects.bulk_create(rows)
    hold_chains("case", [row.id for row in rows])
    salts = map_salts({row.customer_id for row in rows if row.words})
    for row in rows:
        _write_opened(row, salts.get(row.customer_id) if row.words else None, actor, now)
    return tuple(row.to_facts() for row in rows)


def _row(new: NewCase, customer: CustomerFacts, earlier: _Earlier, now: datetime) -> Case:
    row = Case(
        id=new_id(now),
        words=clean(new.words, customer),
        lat=new.point.lat,
        lng=new.point.lng,
        state=CaseState.OPEN,
        opened_at=now,
        follows_id=earlier.find(new),
        reporter=clean(new.reporter, customer) if new.reporter else None,
        **{name: getattr(new, name) for name in _COPIED},
    )
    earlier.keep(row)
    return row


def _write_opened(row: Case, salt: bytes | None, actor: Actor, now: datetime) -> None:
    body = {
        "kind": str(row.kind),
        "fault": row.fault_id,
        "level": str(row.level),
        "division": row.division_code,
        "channel": str(row.channel),
        "outlet": str(row.outlet_id) if row.outlet_id else None,
        "rulebook": row.rulebook_id,
        "point_source": str(row.point_source),
        "radius_m": round(row.radius_m),
        "words": commitment(salt, row.words) if salt else None,
        **({"reported_by": "other"} if row.reporter else {}),
    }
    write(row, kinds.OPENED, body, actor=actor, now=now)


class _Earlier:
    """The latest case for the same product, or of the same phone, place and kind, that is recent enough for
    a new one to be a repeat; what the customer took back doesn't count."""

    def __init__(self, news: Sequence[NewCase], now: datetime) -> None:
        self._latest: dict[tuple[str, object], tuple[datetime, UUID]] = {}
        recent = Case.objects.filter(opened_at__gte=now - REPEAT_WITHIN)
        recent = recent.exclude(state__in=(CaseState.WITHDRAWN, CaseState.JOINED))
        for name in ("duplicate_index", "unit_id"):
            wanted = {getattr(new, name) for new in news} - {None, ""}
            found = recent.filter(**{f"{name}__in": wanted}) if wanted else recent.none()
            for value, at, id in found.order_by("opened_at").values_list(name, "opened_at", "id"):
                self._latest[name, value] = at, id

    def find(self, new: NewCase) -> UUID | None:
        """The case that this one follows."""
        keys = (("duplicate_index", new.duplicate_index), ("unit_id", new.unit_id))
        found = [self._latest[key] for key in keys if key in self._latest]
        return max(found, default=(None, None))[1]

    def keep(self, row: Case) -> None:
        """A case that the ones after it may follow."""
        for name in ("duplicate_index", "unit_id"):
            if value := getattr(row, name):
                self._latest[name, value] = row.opened_at, row.id


@action
def join_case(
    *, case_id: UUID, words: str, channel: Channel, actor: Actor, now: datetime
) -> CaseFacts:
    """A request that came twice joins its case: what was said is kept, nothing else changes."""
    row = take(case_id)
    say(row, "joined", words, now)
    write(row, kinds.JOINED, {"channel": channel.value}, actor=actor, now=now)
    return row.to_facts()
