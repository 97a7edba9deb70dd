"""Facts of what is said around a case: the notes of the staff and the rating of the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note of the staff's; never shown to the customer."""

    id: UUID
    staff_id: UUID
    words: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """What the customer answered at the end: one to five, None where he didn't want to."""

    case_id: UUID
    stars: int | None
    given_at: datetime
