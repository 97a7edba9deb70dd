"""What the customer's calendar must be told with a mail: the visit as it stands, moved or called off."""

from __future__ import annotations

from datetime import datetime

from yinuo.notice.facts import Appointment, AppointmentState, Invite
from yinuo.notice.models import CalendarEntry, Notice
from yinuo.notice.truth import appointment_of


def find_invite(notice: Notice, title: str, link: str, now: datetime) -> Invite | None:
    """The edition of the calendar entry that goes with a mail about a case, None if none is needed.

    The calendar is told what is so now, not what was so when the notice was queued. An edition that the
    customer may not have seen (a mail that was tried again) is sent with the same number: the second one
    changes nothing. A visit that is over stays in the calendar as it was.
    """
    if notice.subject_kind != "case":
        return None
    appointment = appointment_of(notice.subject, now)
    entry = CalendarEntry.objects.filter(subject=notice.subject).first()
    entry = _edit(entry, notice, appointment, now)
    if entry is None:
        return None
    return Invite(
        uid=entry.subject,
        sequence=entry.sequence,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        made_at=entry.made_at,
        is_cancelled=entry.is_cancelled,
        title=title,
        text=link,
        language=notice.language,
    )


def _edit(
    entry: CalendarEntry | None, notice: Notice, appointment: Appointment, now: datetime
) -> CalendarEntry | None:
    """The entry after this mail, None if the mail says nothing of it."""
    if appointment.state is AppointmentState.OVER:
        return None
    if appointment.state is AppointmentState.CALLED_OFF:
        if entry is None:
            return None
        if not entry.is_cancelled:
            entry.is_cancelled, entry.sequence, entry.made_at = True, entry.sequence + 1, now
            entry.save()
        return entry
    starts_at, ends_at = appointment.starts_at, appointment.ends_at
    assert starts_at is not None
    assert ends_at is not None
    if entry is None:
        return CalendarEntry.objects.create(
            subject=notice.subject,
            sequence=0,
            starts_at=starts_at,
            ends_at=ends_at,
            made_at=now,
        )
    if (entry.starts_at, entry.ends_at, entry.is_cancelled) != (starts_at, ends_at, False):
        entry.starts_at, entry.ends_at = starts_at, ends_at
        entry.is_cancelled, entry.sequence, entry.made_at = False, entry.sequence + 1, now
        entry.save()
    return entry
