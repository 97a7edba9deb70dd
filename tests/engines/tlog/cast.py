"""A case with a few lines, and the keys that sign it: invented, the same in every test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from yinuo.engines.tlog import (
    GENESIS,
    Event,
    build_receipt,
    chain_event,
    format_at,
    private_key_from_seed,
    sign_head,
)

T0 = datetime(2026, 11, 22, 6, 2, 0, 123456, tzinfo=UTC)
SUBJECT = "019aab3c-0000-7000-8000-000000000001"
PRIVATE = private_key_from_seed(bytes(range(32)))
PUBLIC = PRIVATE.public_key()
OTHER = private_key_from_seed(b"another company's thirty-two by.")
LINES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("case.opened", {"fault": "SF-05", "level": "L2"}),
    ("promise.made", {"kind": "arrive", "within_minutes": 30, "quoted": [900, 1000]}),
    ("visit.arrival.confirmed", {"by": "code", "position": None}),
    ("promise.kept", {"kind": "arrive", "weak": False}),
)


def chain(
    lines: tuple[tuple[str, dict[str, Any]], ...] = LINES, subject: str = SUBJECT
) -> list[Event]:
    """The chain of a case with these lines, a minute apart."""
    events: list[Event] = []
    prev = GENESIS
    for seq, (kind, body) in enumerate(lines, 1):
        event = chain_event(
            prev,
            subject_kind="case",
            subject=subject,
            seq=seq,
            kind=kind,
            at=format_at(T0 + timedelta(minutes=seq)),
            actor="customer:019aab3c-0000-7000-8000-0000000000c1",
            body=body,
            region="510100",
        )
        events.append(event)
        prev = event.hash
    return events


def receipt() -> bytes:
    """The receipt of that case."""
    events = chain()
    return build_receipt("安诺", T0, events, sign_head(PRIVATE, events[-1]), PRIVATE)
