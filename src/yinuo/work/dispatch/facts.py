"""Facts of dispatch: jobs, who goes, and what was considered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.point import Point

from .errors import (
    AlreadyThere,
    AssignmentEnded,
    CustomerWantsLater,
    JobOver,
    JobUnderWay,
    JobUnknown,
    MayNotGo,
    NotOnDuty,
    NotPaused,
    PauseNotValid,
    SeatChanged,
    TechnicianAtWork,
    TechnicianBusy,
    TechnicianPaused,
    UnwiseChoice,
    WordsMissing,
)


class JobState(StrEnum):
    """Where a job stands; `waiting` as long as one of its seats has nobody."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    DONE = "done"
    CANCELLED = "cancelled"


LIVE = (JobState.WAITING, JobState.ASSIGNED)


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


class PauseReason(StrEnum):
    """Why a technician isn't sent anywhere for a while; kept in the row, never in the record."""

    BREAK = "break"
    UNWELL = "unwell"
    BREAKDOWN = "breakdown"
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


class PositionSource(StrEnum):
    """What a position rests on. Only a phone's is evidence of where somebody was."""

    PHONE = "phone"
    ASSUMED = "assumed"  # where the technician worked last; good enough to plan with


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """Where a technician was on duty, since when that is known, and by what."""

    point: Point
    seen_at: datetime
    source: PositionSource


@dataclass(frozen=True, slots=True)
class Need:
    """What a case needs from a dispatch zone, before anything is written: where, who, for how long."""

    region: str
    case_kind: str
    point: Point
    radius_m: float
    skills: frozenset[str]
    crew: int
    service_minutes: float


@dataclass(frozen=True, slots=True)
class JobFacts:
    """A job as it stands. `deadline_at` is the effective one, pauses included; before `not_before_at` nobody
    may come, since the customer asked so."""

    id: UUID
    region: str
    case_id: UUID
    state: JobState
    skills: frozenset[str]
    crew: int
    service_minutes: int
    point: Point
    radius_m: float
    deadline_at: datetime
    created_at: datetime
    not_before_at: datetime | None


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
class TechnicianPause:
    """A stretch in which a technician is sent nowhere. `keeps_work`: what he has in hand stays his."""

    id: UUID
    technician_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: PauseReason
    keeps_work: bool


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


@dataclass(frozen=True, slots=True)
class LiveJob:
    """A job of the board: who holds which seat, and what the last look found where one is empty."""

    job: JobFacts
    case_kind: str
    assignments: tuple[AssignmentFacts, ...]
    is_nobody_able: bool


@dataclass(frozen=True, slots=True)
class ZoneDecision:
    """What one look at a zone did: how many were sent, how many seats still wait, when to look again."""

    sent: int
    waiting: int
    look_again_at: datetime | None


__all__ = [
    "LIVE",
    "AlreadyThere",
    "AssignmentEnded",
    "AssignmentFacts",
    "Caution",
    "CustomerWantsLater",
    "DeclineReason",
    "EndReason",
    "HandChoice",
    "HandKind",
    "HandReason",
    "Hindrance",
    "InterventionFacts",
    "JobFacts",
    "JobOver",
    "JobState",
    "JobUnderWay",
    "JobUnknown",
    "LiveJob",
    "MayNotGo",
    "Need",
    "NotOnDuty",
    "NotPaused",
    "PauseNotValid",
    "PauseReason",
    "PositionFacts",
    "PositionSource",
    "SeatCandidate",
    "SeatChanged",
    "TechnicianAtWork",
    "TechnicianBusy",
    "TechnicianPause",
    "TechnicianPaused",
    "UnwiseChoice",
    "WordsMissing",
    "ZoneDecision",
]
