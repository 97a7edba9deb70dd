"""What was done in a customer's name by phone and not denied since: read from the case's own record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from yinuo.record.facts import EventFacts
from yinuo.record.reads import find_events

from .call import Wish

_TAKEN, _DENIED = "case.word.taken", "case.word.denied"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a customer is said to have wanted by phone, through whom of the staff, and when."""

    wish: Wish
    staff_id: UUID
    at: datetime


def find_spoken(case_id: UUID) -> Spoken | None:
    """The newest thing that was done in the customer's name and that he can deny; None where there is
    nothing, or it was denied. A dispute is nobody's loss but the company's, and isn't asked about."""
    return spoken_of(find_events("case", case_id, (_TAKEN, _DENIED)))


def spoken_of(events: tuple[EventFacts, ...]) -> Spoken | None:
    """The same, from lines of the record that were read already."""
    lines = sorted((e for e in events if e.kind in (_TAKEN, _DENIED)), key=lambda e: e.seq)
    if not lines or lines[-1].kind == _DENIED:
        return None
    last = next((e for e in reversed(lines) if e.body.get("wish") != Wish.DISPUTE), None)
    denied = max((e.seq for e in lines if e.kind == _DENIED), default=0)
    if last is None or last.seq < denied:
        return None
    return Spoken(Wish(last.body["wish"]), UUID(last.actor.partition(":")[2]), last.at)
