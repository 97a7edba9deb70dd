"""What only the rooms above know, asked when a notice is sent: is it still so, and when is the visit?

This room lies below them, so config connects the questions to their answers, as it does with the record's
wakes. A text without a check is sent as it was queued.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .facts import Appointment, AppointmentState, Param, RecipientKind


@dataclass(frozen=True, slots=True)
class Question:
    """A notice about to be sent: what it is about, the event that caused it, and the values it would say."""

    subject: UUID
    event: str
    reader: RecipientKind
    values: Mapping[str, Param]
    now: datetime


Check = Callable[[Question], bool]
_checks: dict[str, Check] = {}
_appointments: list[Callable[[UUID, datetime], Appointment]] = []


def connect(
    *, checks: Mapping[str, Check], find_appointment: Callable[[UUID, datetime], Appointment]
) -> None:
    """Say who answers for which text, and who knows when the visit to a case is."""
    _checks.clear()
    _checks.update(checks)
    _appointments[:] = [find_appointment]


def is_still_true(template: str, question: Question) -> bool:
    """Whether the text may still be sent."""
    check = _checks.get(template)
    return check is None or check(question)


def appointment_of(subject: UUID, now: datetime) -> Appointment:
    """When the visit to a case is, as its promise stands now."""
    for find in _appointments:
        return find(subject, now)
    return Appointment(AppointmentState.OVER)
