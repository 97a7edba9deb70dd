"""Facts of who holds a seat: on the way to a job, or at it, and why that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class EndReason(StrEnum):
    """Why an assignment ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    DECLINED = "declined"  # the technician said no, with a reason
    OFF_SHIFT = "off_shift"
    POSTPONED = "postponed"  # the customer asked for a later time
    TAKEN_BACK = (
        "taken_back"  # by the company: the technician left, or the dispatcher wants another
    )
    HANDED_OVER = "handed_over"  # by the dispatcher, to another technician
    PAUSED = "paused"  # the technician was paused and what he had was handed on


class DeclineReason(StrEnum):
    """Why a technician can't go after all; none of them is held against anybody in a figure."""

    BREAKDOWN = "breakdown"
    UNWELL = "unwell"
    ACCIDENT = "accident"
    NO_PART = "no_part"
    KNOWS_CUSTOMER = "knows_customer"


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """A technician on the way to, or at, a job; `eta` is the arrival expected when it was made. The plan
    leaves alone who was sent by hand."""

    id: UUID
    job_id: UUID
    case_id: UUID
    technician_id: UUID
    seat: int
    made_at: datetime
    eta: datetime
    p_late: float
    ended_at: datetime | None
    end_reason: EndReason | None
    is_by_hand: bool = False
