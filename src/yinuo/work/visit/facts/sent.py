"""Facts of steps that a phone kept until it had a connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Parcel:
    """What an outbox says beside the step itself: its own id for this visit, the step's number in it (from
    one, without a gap), the step's key, and the phone's clock at the tap, which decides nothing."""

    outbox: UUID
    seq: int
    key: UUID
    task: str
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class SentFacts:
    """A step that an outbox has sent, and what it was told unless it was done: a wrong code."""

    task: str
    seq: int
    refused_zh: str | None
    refused_en: str | None

    @property
    def is_refused(self) -> bool:
        """Whether the step was handled, and not done."""
        return self.refused_zh is not None
