"""What a channel is: something that takes a message to a peer and comes back with a receipt."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol
from uuid import UUID

from .facts import Message, Receipt


class Refused(Exception):
    """The peer will never take this message to this recipient; trying again is no use. `gone` are devices of
    the recipient that are no more."""

    def __init__(self, code: str, *, gone: tuple[UUID, ...] = ()) -> None:
        super().__init__(code)
        self.gone = gone


class Unreachable(Exception):
    """Nobody was there, or the peer was busy: it has not taken the message. `wait` is what it asked for."""

    def __init__(
        self, code: str, *, wait: timedelta | None = None, gone: tuple[UUID, ...] = ()
    ) -> None:
        super().__init__(code)
        self.wait = wait
        self.gone = gone


class Uncertain(Unreachable):
    """The line broke between the message and the answer: the peer may have taken it."""


class Channel(Protocol):
    """A way out. One object may be used by one thread at a time; a code, never an address, in errors."""

    def send(self, message: Message) -> Receipt:
        """Hand the message over. Raises Refused, Unreachable or Uncertain, each with a short code."""
        ...

    def close(self) -> None:
        """End what it holds open to its peer, if anything."""
        ...
