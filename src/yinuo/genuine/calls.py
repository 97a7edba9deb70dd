"""Where this room looks for calls that we made: sources that config connects, so that a line can join later.

A source says whether it knows every call of a time. Only one that does lets us say "we didn't call"; without
it the honest answer is that we don't know.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from yinuo.record.reads import find_events


class CallSource(Protocol):
    """Something that has records of calls to customers."""

    def knows_all(self, at: datetime) -> bool:
        """Whether every call that went out at that time is in these records."""
        ...

    def list_calls(self, case_id: UUID) -> tuple[datetime, ...]:
        """When somebody of ours was connected with a case's customer."""
        ...


class RecordedCalls:
    """Calls that stand as lines on a case's record, put there by a phone system that is connected.

    `is_whole` is the operator's word that every call to customers goes out through it.
    """

    def __init__(self, *kinds: str, is_whole: bool) -> None:
        self._kinds = kinds
        self._is_whole = is_whole

    def knows_all(self, at: datetime) -> bool:
        """As the operator says."""
        return self._is_whole

    def list_calls(self, case_id: UUID) -> tuple[datetime, ...]:
        """The instants of the lines."""
        return tuple(event.at for event in find_events("case", case_id, self._kinds))


_sources: list[CallSource] = []


def connect(*sources: CallSource) -> None:
    """Use these sources from now on; called once, when all rooms are loaded."""
    _sources[:] = sources


def list_calls(case_id: UUID) -> tuple[datetime, ...]:
    """Every recorded call to a case's customer, of all sources."""
    return tuple(at for source in _sources for at in source.list_calls(case_id))


def knows_all(at: datetime) -> bool:
    """Whether some source knows every call of that time."""
    return any(source.knows_all(at) for source in _sources)
