"""One line of the record, and the hash that binds it to the line before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from .canonical import canonical

GENESIS = "0" * 64
"""The `prev` of a chain's first event: 32 zero bytes."""

_HASH = re.compile(r"[0-9a-f]{64}")
_LEAF = b"\x00"


class EventInvalid(ValueError):
    """A field of an event isn't of its type or form."""


@dataclass(frozen=True, slots=True)
class Event:
    """A line as it is hashed.

    `seq` counts from 1 within the subject; `at` is an instant in UTC as `format_at` writes it;
    `body` is made of what `canonical` allows; `region` is set only where the subject is a case;
    `prev` and `hash` are 64 lower-case hex digits.
    """

    subject_kind: str
    subject: str
    seq: int
    kind: str
    at: str
    actor: str
    body: Mapping[str, Any]
    region: str | None
    prev: str
    hash: str


_FIELDS = frozenset(field.name for field in fields(Event))


def chain_event(  # noqa: PLR0913 - these are what an event consists of
    prev: str,
    *,
    subject_kind: str,
    subject: str,
    seq: int,
    kind: str,
    at: str,
    actor: str,
    body: Mapping[str, Any],
    region: str | None = None,
) -> Event:
    """The event that follows the one with hash `prev` (GENESIS for the first), with its own hash.

    Raises EventInvalid for a field out of form, CanonicalInvalid for a body that can't be hashed.
    """
    unsealed = Event(subject_kind, subject, seq, kind, at, actor, body, region, prev, "")
    check_event(unsealed)
    return replace(unsealed, hash=event_hash(unsealed))


def event_hash(event: Event) -> str:
    """sha256(0x00 || prev || canonical JSON of all fields but the hash), in lower-case hex.

    The 0x00 sets a leaf apart from an inner node of a Merkle tree (RFC 9162, 2.1.1).
    Raises CanonicalInvalid or EventInvalid where the event can't be hashed at all.
    """
    if not _is_hash(event.prev):
        raise EventInvalid("prev must be 64 lower-case hex digits")
    content = event_to_dict(event)
    del content["hash"]
    return sha256(_LEAF + bytes.fromhex(event.prev) + canonical(content)).hexdigest()


def format_at(instant: datetime) -> str:
    """An aware instant as the record writes it: UTC, microseconds, `Z`; ValueError if naive."""
    if instant.tzinfo is None:
        raise ValueError("an instant of the record must be aware")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_at(text: str) -> datetime:
    """The instant that `format_at` wrote, aware, in UTC. Raises EventInvalid for any other form."""
    try:
        instant = datetime.fromisoformat(text)
        if format_at(instant) != text:
            raise ValueError(text)
    except (TypeError, ValueError, OverflowError):
        raise EventInvalid("an instant must look like 2026-01-31T08:00:00.000000Z") from None
    return instant


def check_event(event: Event) -> None:
    """Raise EventInvalid unless each field but the hashes has its type and form.

    The types are looked at although they are declared: an event may come from a file or a table.
    """
    fields: dict[str, Any] = event_to_dict(event)
    for name in ("subject_kind", "subject", "kind", "actor"):
        if not (isinstance(fields[name], str) and fields[name]):
            raise EventInvalid(f"{name} must be text")
    seq = fields["seq"]
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 1:
        raise EventInvalid("seq must be an integer from 1 on")
    if not isinstance(fields["body"], Mapping):
        raise EventInvalid("body must be a mapping")
    if not isinstance(fields["region"], str | None):
        raise EventInvalid("region must be text or None")
    parse_at(fields["at"])


def event_to_dict(event: Event) -> dict[str, Any]:
    """The event as a plain dict, hash included."""
    return {name: getattr(event, name) for name in _FIELDS}


def event_from_dict(value: object) -> Event:
    """The event a dict stands for; EventInvalid unless it has just the fields, each in its form."""
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        raise EventInvalid("an event has exactly the fields of an event")
    event = Event(**value)
    check_event(event)
    if not (_is_hash(event.prev) and _is_hash(event.hash)):
        raise EventInvalid("prev and hash must be 64 lower-case hex digits")
    return event


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and bool(_HASH.fullmatch(value))
