"""Facts of what a customer disputes and what a manager decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class DecisionAbout(StrEnum):
    """What a manager decided on."""

    STOP = "stop"  # a visit that was stopped for safety or by law
    REFUND = "refund"  # the part of what the customer paid too much that waits for a person
    DISPUTE = "dispute"


class DecisionKind(StrEnum):
    """What a manager decided."""

    SEND_AGAIN = "send_again"
    END = "end"
    GRANT = "grant"
    REFUSE = "refuse"
    EXPLAIN = "explain"


class DisputeAbout(StrEnum):
    """What a dispute is about."""

    ARRIVAL = "arrival"
    PRICE = "price"
    WORK = "work"
    CONDUCT = "conduct"


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What a manager decided on a case and told its customer; `fen` is what was granted of a refund."""

    id: UUID
    case_id: UUID
    about: DecisionAbout
    kind: DecisionKind
    words: str
    fen: int | None
    promise_id: UUID | None
    decided_at: datetime
