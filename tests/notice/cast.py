"""The people, the cases and the channels of the notice room's tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.people.cast import add_customer, do
from yinuo.notice import actions
from yinuo.notice.channel import Channel
from yinuo.notice.facts import ChannelKind, Message, NoticeFacts, Receipt
from yinuo.notice.models import Notice
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.record.reads import list_events

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
CASE = UUID("01935000-0000-7000-8000-000000000001")
REGION = "330100"
PROMISE: dict[str, Any] = {"number": "AN-1001", "due_at": datetime(2026, 11, 22, 4, 30, tzinfo=UTC)}

__all__ = ["CASE", "NOON", "PROMISE", "REGION", "add_customer", "do"]


class Postbox:
    """A channel that keeps what it is given; `says` may answer for it, or raise."""

    def __init__(self, says: Callable[[Message], Receipt] | None = None) -> None:
        self.messages: list[Message] = []
        self.is_closed = False
        self._says = says or (lambda message: Receipt("postbox", is_delivered=True))

    def send(self, message: Message) -> Receipt:
        self.messages.append(message)
        return self._says(message)

    def close(self) -> None:
        self.is_closed = True


def by_mail(channel: Channel) -> dict[ChannelKind, Channel]:
    """This channel as the only way out."""
    return {ChannelKind.EMAIL: channel}


def queue(now: datetime = NOON, **changes: Any) -> NoticeFacts:
    """A promise told to Ms Wang, or what differs from it."""
    given: dict[str, Any] = {
        "subject": CASE,
        "event": "promise.made",
        "template": "promise.made",
        "params": PROMISE,
        "region": REGION,
    }
    if not {"recipient_customer", "recipient_staff"} & changes.keys():
        changes["recipient_customer"] = add_customer().id
    notice: NoticeFacts = do(actions.queue, now=now, **(given | changes))
    return notice


def hire(**changes: Any) -> StaffFacts:
    """A technician with an e-mail address."""
    given: dict[str, Any] = {
        "username": "tech1",
        "name": "陈师傅",
        "role": StaffRole.TECHNICIAN,
        "email": "chen@example.org",
    }
    staff: StaffFacts = do(add_staff, **(given | changes))
    return staff


def row(notice: NoticeFacts) -> Notice:
    """The stored row of a notice."""
    return Notice.objects.get(id=notice.id)


def lines() -> list[tuple[str, dict[str, Any]]]:
    """What the case's record says, as kinds and bodies."""
    return [(event.kind, event.body) for event in list_events("case", CASE)]
