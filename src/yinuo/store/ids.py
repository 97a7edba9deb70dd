"""Identifiers for new rows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from yinuo.base.ids import uuid7


def new_id(now: datetime) -> UUID:
    """A new UUIDv7 that sorts by `now`, the action's own instant."""
    return uuid7(now)
