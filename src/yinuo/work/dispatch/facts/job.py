"""Facts of jobs: what a case needs, where its job stands, what a look at the zone did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.point import Point

from .assignment import AssignmentFacts


class JobState(StrEnum):
    """Where a job stands; `waiting` as long as one of its seats has nobody."""

    WAITING = "waiting"
    ASSIGNED = "assigned"
    DONE = "done"
    CANCELLED = "cancelled"


LIVE = (JobState.WAITING, JobState.ASSIGNED)


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
