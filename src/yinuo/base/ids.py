"""Time-ordered identifiers (UUID version 7, RFC 9562), made without asking the database."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime
from uuid import UUID

_lock = threading.Lock()
_last: tuple[int, int] = (0, 0)


def uuid7(at: datetime) -> UUID:
    """A version 7 UUID for the instant `at`; one process's ids sort as they were made.

    Layout (RFC 9562, 5.7): 48 bits of Unix milliseconds, 12 bits of a counter, 62 random bits. The counter
    makes a process's own ids monotonic even when `at` stands still, as it does in a replayed day.
    """
    global _last  # noqa: PLW0603 - the one counter of this process
    milliseconds = int(at.timestamp() * 1000)
    with _lock:
        last_ms, count = _last
        if milliseconds > last_ms:
            count = 0
        else:
            milliseconds, count = last_ms, count + 1
            if count > 0xFFF:
                milliseconds, count = last_ms + 1, 0
        _last = (milliseconds, count)
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | count << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)


def first_id_at(at: datetime) -> UUID:
    """The smallest version 7 UUID of the instant: ids from then on are not below it."""
    milliseconds = int(at.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | 0b10 << 62)
