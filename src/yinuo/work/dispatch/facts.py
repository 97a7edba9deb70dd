"""Facts of dispatch: jobs, who goes, and what was considered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.errors import NotFound, WrongMoment
from yinuo.base.point import Point


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
    TAKEN_BACK = "taken_back"  # by the company: the technician left


class DeclineReason(StrEnum):
    """Why a technician can't go after all; none of them is held against anybody in a figure."""

    BREAKDOWN = "breakdown"
    UNWELL = "unwell"
    ACCIDENT = "accident"
    NO_PART = "no_part"
    KNOWS_CUSTOMER = "knows_customer"


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
    """A technician on the way to, or at, a job; `eta` is the arrival expected when it was made."""

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


@dataclass(frozen=True, slots=True)
class ZoneDecision:
    """What one look at a zone did: how many were sent, how many seats still wait, when to look again."""

    sent: int
    waiting: int
    look_again_at: datetime | None


class JobUnknown(NotFound):
    """No such job."""

    code = "job_unknown"


class JobUnderWay(WrongMoment):
    """Somebody has arrived, so the job can't be cancelled any more."""

    code = "job_under_way"


class TechnicianAtWork(WrongMoment):
    """The technician is at work at a customer's, and nobody else could end that visit."""

    code = "technician_at_work"
    zh = "师傅正在客户家里作业，什么都没有改动。请等这次上门结束再办；要马上停用登录，先改密码。"
    en = (
        "The technician is at work at a customer's. Nothing was changed; let the visit end first. To shut "
        "the login at once, change its password."
    )


class AssignmentEnded(WrongMoment):
    """The assignment has ended already."""

    code = "assignment_ended"
