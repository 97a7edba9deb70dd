"""What a notice is: its state, reader, way out and purpose, and how it may be seen by others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoticeState(StrEnum):
    """Where a notice stands. `sent`: handed over, the receipt is still to come; `delivered`: the
    receiving peer has accepted it. `spare`: stands by, and goes out only if the ways before it fail."""

    SPARE = "spare"
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


ENDED = (
    NoticeState.SENT,
    NoticeState.DELIVERED,
    NoticeState.FAILED,
    NoticeState.EXPIRED,
    NoticeState.WITHDRAWN,
)
"""States in which nothing more is tried; the text's values are shredded on entering one."""


class RecipientKind(StrEnum):
    """Who is written to."""

    CUSTOMER = "customer"
    STAFF = "staff"
    TEAM = "team"  # the chat group of an outlet's or a region's staff


class ChannelKind(StrEnum):
    """The ways out."""

    EMAIL = "email"
    SMS = "sms"
    PUSH = "push"  # a nudge that there is news: no text, so it stands beside the others
    CHAT = "chat"


class FailureCode(StrEnum):
    """Why a notice failed for good."""

    NO_CHANNEL = "no_channel"  # waits: this installation has no such way out yet
    NO_CONTACT = "no_contact"  # nothing known by which this person can be reached
    REFUSED = "refused"  # the receiving peer will never take it
    GAVE_UP = "gave_up"  # tried again and again, and nobody was there
    NO_TEXT = (
        "no_text"  # queued by another version, whose words for it are no more or want other values
    )
    NO_TEMPLATE = "no_template"  # the SMS provider has not registered these words
    UNDELIVERED = "undelivered"  # taken, and later said by its receipt not to have arrived
    MAYBE = "maybe"  # handed over twice, and nobody knows whether it was taken
    OPTED_OUT = "opted_out"  # its reader doesn't want it
    NOT_TRUE = "not_true"  # when its time came it wasn't so any more


class Purpose(StrEnum):
    """Why a text is sent (CM-01, CM-02). Offers would be a purpose and a channel of their own."""

    SAFETY = "safety"  # who stands at the door, and when
    SECURITY = "security"  # links and codes
    SERVICE = "service"  # what was agreed, what it costs, what is to be decided
    PROGRESS = "progress"  # how it goes meanwhile
    REMINDER = "reminder"
    AFTERWARDS = "afterwards"  # once it is over


OPTIONAL = (Purpose.PROGRESS, Purpose.REMINDER, Purpose.AFTERWARDS)
"""What somebody may do without. Never safety, security, or a confirmation of what was agreed or changed."""
OPTIONAL_CHANNELS = (ChannelKind.SMS, ChannelKind.EMAIL, ChannelKind.PUSH)
"""The ways among which a customer chooses, for each of those purposes."""


@dataclass(frozen=True, slots=True)
class Both:
    """A value in both languages; the text takes the recipient's."""

    zh: str
    en: str


Param = str | int | datetime | Both
Params = Mapping[str, Param]


class TemplateUnknown(LookupError):
    """No text of this name is written for this kind of recipient."""


class ParamsMissing(ValueError):
    """A text needs a value that the caller did not give."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice as others may see it: what, to whom and how it went, never the words."""

    id: UUID
    subject: UUID
    event: str
    recipient_kind: RecipientKind
    recipient: UUID
    channel: ChannelKind
    template: str
    state: NoticeState
    attempts: int
    error: str
    send_after: datetime
    settled_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """Whether it has not gone out yet, and still may."""
        return self.state in (NoticeState.SPARE, NoticeState.QUEUED, NoticeState.CLAIMED)
