"""The only writer of the record: lines are chained under the lock on their subject's head."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from yinuo.base.actor import Actor
from yinuo.engines import tlog
from yinuo.store import keys
from yinuo.store.ids import new_id
from yinuo.store.perform import OutsideTransaction, action

from . import wake
from .facts import EventFacts, Line
from .kinds import get_kind

_TAKE_HEAD = """
INSERT INTO record_chain (subject_kind, subject, seq, hash, key_id, signature)
VALUES (%s, %s, 0, %s, '', '')
ON CONFLICT (subject_kind, subject) DO UPDATE SET seq = record_chain.seq
RETURNING seq, hash
"""
_TAKE_HEADS = """
INSERT INTO record_chain (subject_kind, subject, seq, hash, key_id, signature)
SELECT %s, subject, 0, %s, '', '' FROM unnest(%s::uuid[]) AS subject ORDER BY subject
ON CONFLICT (subject_kind, subject) DO UPDATE SET seq = record_chain.seq
RETURNING subject, seq, hash
"""
_WRITE = """
WITH written AS (
  INSERT INTO record_event
    (id, region, subject_kind, subject, seq, kind, at, actor, body, prev, hash)
  VALUES {rows}
)
UPDATE record_chain AS chain SET seq = head.seq, hash = head.hash,
  key_id = head.key_id, signature = head.signature
FROM unnest(%s::text[], %s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::text[])
  AS head (subject_kind, subject, seq, hash, key_id, signature)
WHERE chain.subject_kind = head.subject_kind AND chain.subject = head.subject
"""
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
_AT_ONCE = 200
"""Chains written by one statement: a few thousand values, far below the sixty thousand it may have."""


def hold_chain(subject_kind: str, subject: UUID) -> None:
    """Take a subject's head now, until the transaction ends.

    For an action that also locks a row of the subject: most write a line before they come to that row, so
    whoever took the row first would wait for them while they wait for him.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(subject_kind)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_HEAD, [subject_kind, subject, tlog.GENESIS])


@action
def append(
    *,
    subject_kind: str,
    subject: UUID,
    kind: str,
    body: dict[str, Any],
    region: str | None = None,
    at: datetime | None = None,
    actor: Actor,
    now: datetime,
) -> EventFacts:
    """Write one line about a subject and return it. `at` is the line's own instant if it isn't `now`.

    Raises KindUnknown or BodyInvalid for a line that its room didn't declare so.
    """
    events = append_all(
        subject_kind=subject_kind,
        subject=subject,
        lines=(Line(kind, body, at),),
        region=region,
        actor=actor,
        now=now,
    )
    return events[0]


@action
def append_all(
    *,
    subject_kind: str,
    subject: UUID,
    lines: Sequence[Line],
    region: str | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[EventFacts, ...]:
    """Write several lines about one subject, in order, and wake who waits for them.

    Two statements whatever their number: the first takes the head (creating it) and so makes writers of
    the same subject wait, the second writes the events and the newly signed head.
    """
    if not lines:
        return ()
    for line in lines:
        get_kind(line.kind).check(line.body)
    open_chains = _gathered.get()
    if open_chains is None:
        chain = _take(subject_kind, subject)
        events = chain.add(lines, region, actor, now)
        _write([chain], now)
    else:
        key = (subject_kind, subject)
        chain = open_chains.get(key) or open_chains.setdefault(key, _take(*key))
        events = chain.add(lines, region, actor, now)
    return tuple(map(facts_of, events))


@contextmanager
def gather(now: datetime) -> Iterator[None]:
    """Write the lines of each subject in one statement, when the block ends.

    For an action that writes many lines about the same few subjects, such as the intake of a report. The
    heads are locked at the first line as always, and each line is chained at once; only the writing waits.
    Inside the block nobody may read the record of those subjects. An error writes nothing, since it
    rolls the transaction back.
    """
    token = _gathered.set({})
    try:
        yield
        chains = [chain for chain in (_gathered.get() or {}).values() if chain.events]
    finally:
        _gathered.reset(token)
    for start in range(0, len(chains), _AT_ONCE):
        _write(chains[start : start + _AT_ONCE], now)


def hold_chains(subject_kind: str, subjects: Collection[UUID]) -> None:
    """Take the heads of many subjects of a kind by one statement, in the order of their ids.

    Only inside `gather`, whose lines then find their heads taken; for an action that writes about hundreds of
    subjects. Raises OutsideTransaction outside of it.
    """
    open_chains = _gathered.get()
    if open_chains is None:
        raise OutsideTransaction(subject_kind)
    missing = [subject for subject in subjects if (subject_kind, subject) not in open_chains]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_HEADS, [subject_kind, tlog.GENESIS, missing])
        for subject, seq, prev in cursor.fetchall():
            open_chains[subject_kind, subject] = _Chain(subject_kind, subject, seq, prev)


@dataclass(slots=True)
class _Chain:
    """A subject's chain whose head this transaction holds, and the events to be written to it."""

    subject_kind: str
    subject: UUID
    seq: int
    prev: str
    events: list[tlog.Event] = field(default_factory=list)

    def add(
        self, lines: Sequence[Line], region: str | None, actor: Actor, now: datetime
    ) -> list[tlog.Event]:
        """Chain these lines behind what is there."""
        added: list[tlog.Event] = []
        for line in lines:
            event = tlog.chain_event(
                self.prev,
                subject_kind=self.subject_kind,
                subject=str(self.subject),
                seq=self.seq + 1,
                kind=line.kind,
                at=tlog.format_at(line.at or now),
                actor=str(actor),
                body=line.body,
                region=region,
            )
            self.seq, self.prev = event.seq, event.hash
            added.append(event)
        self.events += added
        return added


_gathered: ContextVar[dict[tuple[str, UUID], _Chain] | None] = ContextVar("gathered", default=None)


def _take(subject_kind: str, subject: UUID) -> _Chain:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_HEAD, [subject_kind, subject, tlog.GENESIS])
        seq, prev = cursor.fetchone()
    return _Chain(subject_kind, subject, seq, prev)


def _write(chains: Sequence[_Chain], now: datetime) -> None:
    """Write the chains' new events and their newly signed heads, and call who waits for them."""
    events = [event for chain in chains for event in chain.events]
    values: list[Any] = []
    for event in events:
        values += [new_id(now), event.region, event.subject_kind, event.subject, event.seq]
        values += [event.kind, event.at, event.actor, Jsonb(event.body), event.prev, event.hash]
    key = keys.record_key()
    heads = [tlog.sign_head(key, chain.events[-1]) for chain in chains]
    values.append([head.subject_kind for head in heads])
    values.append([head.subject for head in heads])
    values.append([head.seq for head in heads])
    values.append([head.hash for head in heads])
    values.append([head.key_id for head in heads])
    values.append([head.signature for head in heads])
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(rows=", ".join([_ROW] * len(events))), values)
    for chain in chains:
        kinds = [event.kind for event in chain.events]
        wake.wake(kinds, chain.subject_kind, chain.subject, now)


def facts_of(event: tlog.Event) -> EventFacts:
    """A chained event as this room's fact."""
    return EventFacts(
        subject_kind=event.subject_kind,
        subject=UUID(event.subject),
        seq=event.seq,
        kind=event.kind,
        at=tlog.parse_at(event.at),
        actor=event.actor,
        body=dict(event.body),
        region=event.region,
        prev=event.prev,
        hash=event.hash,
    )
