"""What a channel is: something that takes a message to a peer and comes back with a receipt."""

from __future__ import annotations

from typing import Protocol

from .facts import Message, Receipt


class Refused(Exception):
    """The peer will never take this message to this recipient; trying again is no use."""


class Unreachable(Exception):
    """Nobody was there, or the peer was busy, or it is not known whether it took the message."""


class Channel(Protocol):
    """A way out. One object may be used by one thread at a time; a code, never an address, in errors."""

    def send(self, message: Message) -> Receipt:
        """Hand the message over. Raises Refused or Unreachable, each with a short code."""
        ...
