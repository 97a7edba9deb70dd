"""Checks a chain of events and says where, and why, it breaks first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .canonical import CanonicalInvalid
from .event import GENESIS, Event, EventInvalid, check_event, event_hash
from .head import Head


class ChainFault(StrEnum):
    """Why a chain doesn't hold."""

    GAP = "gap"  # a number is missing, repeated or out of order
    OTHER_SUBJECT = "other_subject"  # an event of another subject
    PREV_MISMATCH = "prev_mismatch"  # it doesn't follow the event before it
    HASH_MISMATCH = "hash_mismatch"  # hash and fields don't fit; which was changed can't be told
    ALTERED_FIELD = (
        "altered_field"  # the hash is still vouched for by what follows; a field was changed
    )
    HEAD_MISMATCH = "head_mismatch"  # events are missing at the end, or were added


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking a chain found: how many events were given and the first that is wrong, if any.

    `broken_seq` is the number at which the chain breaks, counted from 1 as it should be.
    """

    count: int
    broken_seq: int | None = None
    fault: ChainFault | None = None

    @property
    def ok(self) -> bool:
        """Whether the chain holds."""
        return self.fault is None


def verify_chain(events: Sequence[Event], head: Head | None = None) -> ChainReport:
    """Check numbers, links and hashes of a whole chain, from its first event on; never raises.

    With `head`, the chain must end exactly there, which also finds events cut off at the end. The
    head's signature is `verify_head`'s to check: a chain without a signed head proves nothing,
    since anyone can compute it anew.
    """
    prev = GENESIS
    for index, event in enumerate(events):
        fault = _link_fault(event, events[0], index + 1, prev) or _seal_fault(
            event, _vouched(events, index, head)
        )
        if fault is not None:
            return ChainReport(len(events), index + 1, fault)
        prev = event.hash
    if head is not None and not _ends_at(events, head):
        return ChainReport(len(events), len(events) + 1, ChainFault.HEAD_MISMATCH)
    return ChainReport(len(events))


def _link_fault(event: Event, first: Event, seq: int, prev: str) -> ChainFault | None:
    if event.seq != seq or isinstance(event.seq, bool):
        return ChainFault.GAP
    if (event.subject_kind, event.subject) != (first.subject_kind, first.subject):
        return ChainFault.OTHER_SUBJECT
    if event.prev != prev:
        return ChainFault.PREV_MISMATCH
    return None


def _seal_fault(event: Event, vouched: str | None) -> ChainFault | None:
    if _is_sealed(event):
        return None
    return ChainFault.ALTERED_FIELD if vouched == event.hash else ChainFault.HASH_MISMATCH


def _is_sealed(event: Event) -> bool:
    try:
        check_event(event)
        return event_hash(event) == event.hash
    except (CanonicalInvalid, EventInvalid):
        return False  # out of form: `chain_event` never wrote it so


def _vouched(events: Sequence[Event], index: int, head: Head | None) -> str | None:
    """The hash of the event at `index` by what follows it, None if nothing does."""
    if index + 1 < len(events):
        return events[index + 1].prev
    return head.hash if head is not None else None


def _ends_at(events: Sequence[Event], head: Head) -> bool:
    if not events:
        return False
    last = events[-1]
    ends = (last.subject_kind, last.subject, last.seq, last.hash)
    return ends == (head.subject_kind, head.subject, head.seq, head.hash)
