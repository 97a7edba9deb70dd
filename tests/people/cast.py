"""The people of the people room's tests: invented, on numbers that nobody has."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from yinuo.base.actor import Actor
from yinuo.people import actions
from yinuo.people.facts import CustomerFacts
from yinuo.record.reads import list_events
from yinuo.store.perform import perform

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
DESK = Actor.staff("desk-1")
WANG: dict[str, Any] = {
    "name": "王女士",
    "phone": "199 0000 0001",
    "email": "wang@example.org",
    "language": "zh-hans",
}


def do(action: Any, *, now: datetime = NOW, actor: Actor = DESK, **arguments: Any) -> Any:
    """One action through the front door."""
    return perform(action, actor=actor, now=now, **arguments)


def add_customer(now: datetime = NOW, **changes: Any) -> CustomerFacts:
    """Ms Wang, or somebody who differs from her."""
    customer: CustomerFacts = do(actions.find_or_add_customer, now=now, **(WANG | changes))
    return customer


def lines(subject: UUID, subject_kind: str = "person") -> list[str]:
    """The kinds of a subject's record lines, oldest first."""
    return [event.kind for event in list_events(subject_kind, subject)]
