"""The only writer of the record: lines are chained under the lock on their subject's head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
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
_WRITE = """
WITH written AS (
  INSERT INTO record_event
    (id, region, subject_kind, subject, seq, kind, at, actor, body, prev, hash)
  VALUES {rows}
)
UPDATE record_chain SET seq = %s, hash = %s, key_id = %s, signature = %s
WHERE subject_kind = %s AND subject = %s
"""
_ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


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
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_HEAD, [subject_kind, subject, tlog.GENESIS])
        seq, prev = cursor.fetchone()
        events: list[tlog.Event] = []
        for number, line in enumerate(lines, start=seq + 1):
            events.append(
                tlog.chain_event(
                    prev,
                    subject_kind=subject_kind,
                    subject=str(subject),
                    seq=number,
                    kind=line.kind,
                    at=tlog.format_at(line.at or now),
                    actor=str(actor),
                    body=line.body,
                    region=region,
                )
            )
            prev = events[-1].hash
        _write(cursor, events, now)
    wake.wake((line.kind for line in lines), subject_kind, subject)
    return tuple(map(facts_of, events))


def _write(cursor: CursorWrapper, events: Sequence[tlog.Event], now: datetime) -> None:
    values: list[Any] = []
    for event in events:
        values += [new_id(now), event.region, event.subject_kind, event.subject, event.seq]
        values += [event.kind, event.at, event.actor, Jsonb(event.body), event.prev, event.hash]
    head = tlog.sign_head(keys.record_key(), events[-1])
    values += [head.seq, head.hash, head.key_id, head.signature, head.subject_kind, head.subject]
    cursor.execute(_WRITE.format(rows=", ".join([_ROW] * len(events))), values)


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
