"""Events: what is hashed, and what can't become an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.tlog import (
    GENESIS,
    CanonicalInvalid,
    EventInvalid,
    chain_event,
    event_hash,
    format_at,
    parse_at,
)

FIELDS: dict[str, Any] = {
    "subject_kind": "case",
    "subject": "019aab3c-0000-7000-8000-000000000001",
    "seq": 1,
    "kind": "case.opened",
    "at": "2026-11-22T06:02:00.000000Z",
    "actor": "system:intake",
    "body": {"level": "L2", "fault": "SF-05"},
    "region": "510100",
}


def test_the_hash_is_the_one_anyone_can_compute_by_hand() -> None:
    text = (
        '{"actor":"system:intake","at":"2026-11-22T06:02:00.000000Z",'
        '"body":{"fault":"SF-05","level":"L2"},"kind":"case.opened","prev":"' + "0" * 64 + '",'
        '"region":"510100","seq":1,"subject":"019aab3c-0000-7000-8000-000000000001",'
        '"subject_kind":"case"}'
    )
    by_hand = sha256(b"\x00" + bytes(32) + text.encode()).hexdigest()
    event = chain_event(GENESIS, **FIELDS)
    assert event.hash == event_hash(event) == by_hand


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject_kind", ""),
        ("subject", 7),
        ("seq", 0),
        ("seq", True),
        ("seq", "1"),
        ("kind", None),
        ("at", "2026-11-22T06:02:00Z"),
        ("at", "2026-11-22T14:02:00.000000+08:00"),
        ("at", "2026-11-22 06:02:00.000000Z"),
        ("at", "2026-02-30T06:02:00.000000Z"),
        ("at", "0001-01-01T00:00:00.000000+10:00"),
        ("at", datetime(2026, 11, 22, tzinfo=UTC)),
        ("actor", ""),
        ("body", ["L2"]),
        ("region", 510100),
    ],
)
def test_a_field_out_of_form_makes_no_event(field: str, value: object) -> None:
    with pytest.raises(EventInvalid):
        chain_event(GENESIS, **{**FIELDS, field: value})


@pytest.mark.parametrize("prev", ["", "0" * 63, "A" * 64, "g" * 64, "0" * 64 + "\n"])
def test_a_previous_hash_out_of_form_makes_no_event(prev: str) -> None:
    with pytest.raises(EventInvalid):
        chain_event(prev, **FIELDS)


def test_an_amount_with_a_fraction_makes_no_event() -> None:
    with pytest.raises(CanonicalInvalid, match=r"body\.paid"):
        chain_event(GENESIS, **{**FIELDS, "body": {"paid": 29.9}})


def test_an_instant_is_written_in_utc_with_microseconds() -> None:
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=8)))
    assert format_at(noon) == "2026-11-22T04:00:00.000000Z"


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        format_at(datetime.fromisoformat("2026-11-22T06:02:00"))


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_from_its_text(instant: datetime) -> None:
    assert parse_at(format_at(instant)) == instant
