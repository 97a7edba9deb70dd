"""Chains: whatever is changed, left out, moved or put in is found, and where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.engines.tlog import (
    GENESIS,
    ChainFault,
    Event,
    chain_event,
    event_hash,
    sign_head,
    verify_chain,
)

from .cast import LINES, PRIVATE, chain

FIELDS = [
    "subject_kind",
    "subject",
    "seq",
    "kind",
    "at",
    "actor",
    "body",
    "region",
    "prev",
    "hash",
]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.floats(),
    st.binary(max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers() | st.floats() | st.text(), max_size=3),
    st.sampled_from([GENESIS, "2026-11-22T06:03:00.123457Z", "visit.finished", "f" * 64]),
)


def test_a_whole_chain_holds() -> None:
    events = chain()
    report = verify_chain(events, sign_head(PRIVATE, events[-1]))
    assert (report.ok, report.count, report.broken_seq) == (True, 4, None)


def test_an_empty_chain_holds_but_not_under_a_head() -> None:
    assert verify_chain([]).ok
    head = sign_head(PRIVATE, chain()[-1])
    assert verify_chain([], head).fault is ChainFault.HEAD_MISMATCH


@pytest.mark.parametrize("field", FIELDS)
@given(index=st.integers(0, len(LINES) - 1), value=JUNK)
def test_any_change_of_any_field_of_any_event_is_found(field: str, index: int, value: Any) -> None:
    events = chain()
    head = sign_head(PRIVATE, events[-1])
    changed = replace(events[index], **{field: value})
    if changed == events[index] and type(value) is type(getattr(events[index], field)):
        return
    tampered = [*events[:index], changed, *events[index + 1 :]]
    report = verify_chain(tampered, head)
    assert not report.ok
    assert report.broken_seq is not None
    assert report.broken_seq <= index + 2


@given(st.integers(0, len(LINES) - 1))
def test_an_event_left_out_is_found(index: int) -> None:
    events = chain()
    head = sign_head(PRIVATE, events[-1])
    report = verify_chain(events[:index] + events[index + 1 :], head)
    last = index == len(events) - 1
    assert report.fault is (ChainFault.HEAD_MISMATCH if last else ChainFault.GAP)
    assert report.broken_seq == index + 1


@given(st.permutations(range(len(LINES))))
def test_events_in_another_order_are_found(order: list[int]) -> None:
    events = chain()
    moved = [events[i] for i in order]
    assert verify_chain(moved).ok == (moved == events)


@given(st.integers(0, len(LINES)), st.sampled_from(LINES))
def test_an_event_put_in_is_found_even_if_it_links_to_the_one_before(
    index: int, line: tuple[str, dict[str, Any]]
) -> None:
    events = chain()
    head = sign_head(PRIVATE, events[-1])
    forged = chain((*LINES[:index], line))[-1]
    report = verify_chain([*events[:index], forged, *events[index:]], head)
    assert not report.ok
    assert report.broken_seq == index + 2


def test_an_altered_field_is_told_from_an_altered_hash() -> None:
    events = chain()
    field = [events[0], replace(events[1], body={"within_minutes": 60}), *events[2:]]
    digest = [events[0], replace(events[1], hash="f" * 64), *events[2:]]
    assert verify_chain(field).fault is ChainFault.ALTERED_FIELD
    assert verify_chain(digest).fault is ChainFault.HASH_MISMATCH
    assert verify_chain(field).broken_seq == verify_chain(digest).broken_seq == 2


def test_the_last_events_altered_field_is_told_by_the_head() -> None:
    events = chain()
    head = sign_head(PRIVATE, events[-1])
    altered = [*events[:-1], replace(events[-1], kind="promise.broken")]
    assert verify_chain(altered, head).fault is ChainFault.ALTERED_FIELD
    assert verify_chain(altered).fault is ChainFault.HASH_MISMATCH


def test_a_body_that_could_never_be_hashed_is_a_fault_and_no_crash() -> None:
    events = chain()
    bad: list[Event] = [replace(events[0], body={"paid": 29.9}), *events[1:]]
    assert verify_chain(bad).fault is ChainFault.ALTERED_FIELD


def test_an_event_of_another_case_is_found() -> None:
    events, others = chain(), chain(subject="019aab3c-0000-7000-8000-000000000002")
    assert verify_chain([*events[:2], *others[2:]]).fault is ChainFault.OTHER_SUBJECT


def test_a_rehashed_event_breaks_the_link_after_it() -> None:
    events = chain()
    altered = replace(events[1], body={"within_minutes": 60})
    rehashed = replace(altered, hash=event_hash(altered))
    report = verify_chain([events[0], rehashed, *events[2:]])
    assert (report.broken_seq, report.fault) == (3, ChainFault.PREV_MISMATCH)


def test_a_chain_made_anew_holds_by_itself_and_only_the_head_tells() -> None:
    events = chain()
    forged = chain((*LINES[:-1], ("promise.broken", {"kind": "arrive"})))
    assert verify_chain(forged).ok
    report = verify_chain(forged, sign_head(PRIVATE, events[-1]))
    assert report.fault is ChainFault.HEAD_MISMATCH


def test_a_chain_that_starts_in_the_middle_does_not_hold() -> None:
    events = chain()
    assert verify_chain(events[1:]).fault is ChainFault.GAP
    fields = {name: getattr(events[1], name) for name in FIELDS if name not in ("prev", "hash")}
    orphan = chain_event("f" * 64, **{**fields, "seq": 1})
    assert verify_chain([orphan]).fault is ChainFault.PREV_MISMATCH
