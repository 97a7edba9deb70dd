"""A calendar entry as iCalendar (RFC 5545, 5546): a request, or its cancellation, or a file to keep."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from yinuo.notice.facts import Invite

_METHODS = {True: "CANCEL", False: "REQUEST"}


def method_of(invite: Invite) -> str:
    """REQUEST for a visit and each time that it moves, CANCEL when it is called off."""
    return _METHODS[invite.is_cancelled]


def build_invite(invite: Invite, attendee: str) -> bytes:
    """What goes with a mail: the attendee's calendar takes it up, moves it or strikes it out.

    The uid stays the same and the sequence rises, which is how a calendar knows the entry again and never
    goes back to an older edition. Times are in UTC, so that no time zone has to come along.
    """
    event = _event(invite)
    person = vCalAddress(f"mailto:{attendee}")
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    person.params["RSVP"] = vText("FALSE")
    event.add("attendee", person)
    event.add("status", "CANCELLED" if invite.is_cancelled else "CONFIRMED")
    return _wrap(event, method_of(invite))


def build_file(invite: Invite) -> bytes:
    """The entry as a file to open: nobody is invited by it."""
    event = _event(invite)
    event.add("status", "CANCELLED" if invite.is_cancelled else "CONFIRMED")
    return _wrap(event, "PUBLISH")


def _event(invite: Invite) -> Event:
    sender = settings.DEFAULT_FROM_EMAIL
    event = Event()
    event.add("uid", f"{invite.uid}@{sender.rsplit('@', 1)[-1].rstrip('>')}")
    event.add("sequence", invite.sequence)
    event.add("dtstamp", invite.made_at.astimezone(UTC))
    event.add("dtstart", invite.starts_at.astimezone(UTC))
    event.add("dtend", invite.ends_at.astimezone(UTC))
    event.add("summary", invite.title)
    event.add("description", invite.text)
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    return event


def _wrap(event: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Yinuo//Yinuo//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
