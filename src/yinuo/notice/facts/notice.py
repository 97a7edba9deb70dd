"""Facts, enums and errors of the notice room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class NoticeState(StrEnum):
    """Where a notice stands. `sent`: handed over, the receipt is still to come; `delivered`: the
    receiving peer has accepted it."""

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


class ChannelKind(StrEnum):
    """The ways out."""

    EMAIL = "email"


class FailureCode(StrEnum):
    """Why a notice failed for good."""

    NO_CONTACT = "no_contact"  # nothing known by which this person can be reached
    REFUSED = "refused"  # the receiving peer will never take it
    GAVE_UP = "gave_up"  # tried again and again, and nobody was there
    NO_TEXT = (
        "no_text"  # queued by another version, whose words for it are no more or want other values
    )


class Purpose(StrEnum):
    """Why a text is sent (CM-01, CM-02). Offers would be a purpose and a channel of their own."""

    SERVICE = "service"
    SECURITY = "security"


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


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel is given to send. `id` is the same at every try, so that a peer can drop a twin."""

    id: UUID
    to: str
    subject: str
    body: str
    language: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel's answer: the peer's reference, and whether it has accepted or only taken note."""

    reference: str
    is_delivered: bool


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
    """How talking ended: a receipt, or an error that is final or not."""

    receipt: Receipt | None = None
    error: str = ""
    is_final: bool = False
