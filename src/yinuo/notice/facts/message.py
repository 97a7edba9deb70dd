"""What a channel is given to send, and what comes back from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from .notice import ChannelKind


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that asked to be nudged (Push API): where to post, and the keys to write to it alone."""

    id: UUID
    endpoint: str
    p256dh: str
    auth: str


class AppointmentState(StrEnum):
    """What has become of a visit that may stand in a calendar."""

    PLANNED = "planned"
    CALLED_OFF = "called_off"
    OVER = "over"  # somebody came, or nothing was ever planned: the calendar is left as it is


@dataclass(frozen=True, slots=True)
class Appointment:
    """When somebody is at home for us: from `starts_at` until `ends_at`, by which we promised to be there."""

    state: AppointmentState
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    """An edition of a calendar entry (RFC 5546): always the same `uid`, a higher `sequence` when it moves."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    made_at: datetime
    is_cancelled: bool
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel is given to send. `id` is the same at every try, so that a peer can drop a twin.

    `to` is the address of the channel's own kind; `devices` are where a nudge goes. `template` and `values`
    are for gateways that send nothing but registered texts. `collapse` joins nudges about one matter.
    """

    id: UUID
    to: str
    subject: str
    body: str
    language: str
    made_at: datetime
    channel: ChannelKind = ChannelKind.EMAIL
    template: str = ""
    values: tuple[tuple[str, str], ...] = ()
    devices: tuple[Device, ...] = ()
    invite: Invite | None = None
    unsubscribe_url: str = ""
    is_urgent: bool = True
    lives_seconds: int = 24 * 3600


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel's answer: the peer's reference, and whether it has accepted or only taken note.

    `parts` are the numbers under which an SMS gateway `gateway` will report on each part of the text.
    `gone` are devices that will never be there again.
    """

    reference: str
    is_delivered: bool
    gateway: str = ""
    parts: tuple[str, ...] = ()
    gone: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A notice that one sender holds for a while: `claim` tells its hold from a later one's."""

    id: UUID
    claim: UUID
    message: Message


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice that was due: held to be sent, or, with nothing claimed, ended without sending."""

    id: UUID
    claimed: Claimed | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How talking ended: a receipt, or an error that is final or not.

    `is_maybe`: the line broke before the answer, so that the peer may have taken it. `wait` is how long the
    peer itself asked to be left alone.
    """

    receipt: Receipt | None = None
    error: str = ""
    is_final: bool = False
    is_maybe: bool = False
    wait: timedelta | None = None
    gone: tuple[UUID, ...] = ()


class PartState(StrEnum):
    """What an SMS gateway has said of one part of a text."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PartReport:
    """A gateway's report on one part: `reference` is the number it gave when it took it."""

    gateway: str
    reference: str
    state: PartState
    error: str = ""


@dataclass(frozen=True, slots=True)
class PartAsked:
    """A part on which a gateway is asked, since it has not reported by itself; no phone where its reader
    can't be reached any more."""

    id: UUID
    gateway: str
    reference: str
    phone: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A chat group of the staff: for all, or for the zones whose code begins with `region`."""

    id: UUID
    name: str
    region: str
    service: str
    is_active: bool
