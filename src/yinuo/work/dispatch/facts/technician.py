"""Facts of technicians on duty: where they are, and when they are sent nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from yinuo.base.point import Point


class PauseReason(StrEnum):
    """Why a technician isn't sent anywhere for a while; kept in the row, never in the record."""

    BREAK = "break"
    UNWELL = "unwell"
    BREAKDOWN = "breakdown"
    OTHER = "other"


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
class TechnicianPause:
    """A stretch in which a technician is sent nowhere. `keeps_work`: what he has in hand stays his."""

    id: UUID
    technician_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: PauseReason
    keeps_work: bool
