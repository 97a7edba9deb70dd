"""Facts of what a dispatcher does by hand: whom he may choose, what speaks against it, why he did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class HandKind(StrEnum):
    """What a dispatcher did by hand."""

    SENT = "sent"
    HANDED_OVER = "handed_over"
    TAKEN_BACK = "taken_back"


class HandReason(StrEnum):
    """Why a dispatcher knows better than the plan; a sentence of his own stands beside it."""

    CUSTOMER_ASKED = "customer_asked"
    KNOWS_PLACE = "knows_place"  # the technician knows the site or the product
    ROADS = "roads"  # traffic or a detour that the map doesn't know
    HAS_PART = "has_part"
    WORKLOAD = "workload"
    TECHNICIAN_ASKED = "technician_asked"
    OTHER = "other"


class Hindrance(StrEnum):
    """Why a technician can't be sent by hand, whatever the dispatcher thinks."""

    UNLAWFUL = "unlawful"  # a credential, a certificate or a skill is missing
    BUSY = "busy"
    PAUSED = "paused"
    SAME_JOB = "same_job"


class Caution(StrEnum):
    """What speaks against sending a technician, and may be overruled."""

    LATE = "late"  # more likely than not after the promised time
    OFF_SHIFT = "off_shift"  # the shift hasn't begun
    SHIFT_ENDS = "shift_ends"  # the work would go on after the shift
    REFUSED = "refused"
    WAS_THERE = "was_there"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class HandChoice:
    """Whom a dispatcher sends to which seat. `seen` is the assignment that he saw there, None for an empty
    seat: a choice made before an old picture is refused."""

    job_id: UUID
    seat: int
    seen: UUID | None
    technician_id: UUID


@dataclass(frozen=True, slots=True)
class InterventionFacts:
    """What a dispatcher did by hand; `words` are empty once the case's customer was erased."""

    case_id: UUID
    technician_id: UUID
    kind: HandKind
    reason: HandReason
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class SeatCandidate:
    """A technician for a seat, as somebody sees him who decides by hand.

    `minutes` to arrival, of which `travel_minutes` on the road; `cost` is the engine's, in late emergencies.
    `law` are the codes of what is missing where `hindrance` is UNLAWFUL.
    """

    technician_id: UUID
    outlet_id: UUID
    standing: str
    eta: datetime
    minutes: float
    travel_minutes: float
    p_late: float
    cost: float
    hindrance: Hindrance | None
    law: tuple[str, ...]
    cautions: tuple[Caution, ...]
