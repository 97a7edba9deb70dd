"""Facts and errors of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


class KindUnknown(LookupError):
    """A line of a kind that no room declared."""


class BodyInvalid(ValueError):
    """A body that its kind doesn't allow: a missing or unknown key, a wrong type, or free text."""


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One line of the record. `seq` counts from 1 within the subject; `prev` and `hash` are 64 hex."""

    subject_kind: str
    subject: UUID
    seq: int
    kind: str
    at: datetime
    actor: str
    body: dict[str, Any]
    region: str | None
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """The number and hash of a chain's last line; both are signed."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Line:
    """What an action wants written: a kind, its body, and its own instant if that isn't the action's."""

    kind: str
    body: dict[str, Any]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """Where a chain doesn't hold: the first event that is wrong, and why."""

    subject_kind: str
    subject: UUID
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """The result of checking chains: how many chains and events, and those that are broken."""

    chains: int
    events: int
    broken: tuple[BrokenChain, ...]
