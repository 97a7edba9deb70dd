"""Tests of the pure decisions about notices."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.notice import rules
from yinuo.notice.facts import Both, ChannelKind, Param, ParamsMissing
from yinuo.notice.params import from_json, to_json

SHANGHAI = ZoneInfo("Asia/Shanghai")
INSTANTS = st.integers(0, 4 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


def local(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("wanted", "earliest"),
    [
        (local(8), local(8)),
        (local(20, 59), local(20, 59)),
        (local(21), local(8, day=23)),
        (local(23, 59), local(8, day=23)),
        (local(0), local(8)),
        (local(7, 59), local(8)),
    ],
)
def test_cm_08_a_notice_that_can_wait_keeps_quiet_hours(
    wanted: datetime, earliest: datetime
) -> None:
    assert rules.earliest_at(wanted, is_urgent=False) == earliest
    assert rules.earliest_at(wanted, is_urgent=True) == wanted


@given(INSTANTS)
def test_cm_08_no_moment_leads_into_quiet_hours_or_back_in_time(wanted: datetime) -> None:
    at = rules.earliest_at(wanted, is_urgent=False)
    assert rules.QUIET_TO <= at.astimezone(SHANGHAI).time() < rules.QUIET_FROM
    assert wanted <= at <= wanted + timedelta(hours=11)
    assert rules.earliest_at(at, is_urgent=False) == at


def test_tries_grow_apart_and_end() -> None:
    waits = []
    attempts = 1
    while (at := rules.next_try_at(attempts, local(12), None)) is not None:
        waits.append(at - local(12))
        attempts += 1
    assert waits == sorted(set(waits))
    assert len(waits) == 8


def test_what_expires_before_the_next_try_is_not_tried() -> None:
    soon = local(12) + timedelta(seconds=30)
    assert rules.next_try_at(1, local(12), soon) is None
    assert rules.next_try_at(1, local(12), soon + timedelta(seconds=1)) == soon


def test_a_missing_value_is_named_and_an_unneeded_one_is_not_kept() -> None:
    needed = rules.names_in("{number} {due_at} {{literal}}")
    assert needed == {"number", "due_at"}
    with pytest.raises(ParamsMissing, match="due_at"):
        rules.choose_params(needed, {"number": "1"})
    given_too_much: dict[str, Param] = {"number": "1", "due_at": local(12), "phone": "19900000001"}
    assert rules.choose_params(needed, given_too_much).keys() == needed


def test_values_read_as_time_amount_and_language_want_them() -> None:
    params: dict[str, Param] = {
        "at": local(9, 5).astimezone(UTC),
        "a_fen": 2050,
        "who": Both("陈师傅", "Mr Chen"),
        "n": 3,
    }
    text = "{at}|{a_fen}|{who}|{n}"
    assert rules.fill(text, params, language="zh") == "11月22日 09:05|¥20.50|陈师傅|3"
    assert rules.fill(text, params, language="en") == "22 Nov 09:05|¥20.50|Mr Chen|3"


@given(st.text(max_size=300))
def test_no_value_starts_a_line_of_its_own(value: str) -> None:
    filled = rules.fill("{v}", {"v": value}, language="zh")
    assert len(filled.splitlines()) <= 1
    assert len(filled) <= 200


def test_a_value_cannot_reach_into_the_template() -> None:
    params: dict[str, Param] = {"v": "{hotline} {0.__class__}"}
    assert rules.fill("{v}", params, language="zh") == "{hotline} {0.__class__}"


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.text(max_size=9) | st.integers() | INSTANTS | st.builds(Both, st.text(), st.text()),
    )
)
def test_values_survive_their_way_through_the_database(params: dict[str, Param]) -> None:
    assert from_json(to_json(params)) == params


@given(INSTANTS, st.integers(0, 10 * 24 * 60))
def test_AR_03_no_reminder_rings_in_quiet_hours_after_the_visit_or_for_what_was_just_said(
    now: datetime, minutes: int
) -> None:
    starts_at = now + timedelta(minutes=minutes)
    times = rules.reminder_times(starts_at, now)
    assert list(times) == sorted(set(times))
    for at in times:
        assert now + timedelta(hours=1) <= at < starts_at
        assert rules.earliest_at(at, is_urgent=False) == at


def test_a_visit_early_in_the_morning_is_reminded_of_the_evening_before() -> None:
    now = local(12, day=20)
    assert rules.reminder_times(local(8, day=22), now) == (local(8, day=21), local(20, 30, day=21))
    assert rules.reminder_times(local(15, day=22), now) == (local(15, day=21), local(13, day=22))
    assert rules.reminder_times(local(14, day=20), now) == ()


@given(st.integers(1, 8), st.integers(0, 2**64), st.integers(0, 7200))
def test_waits_are_drawn_out_by_a_fifth_at_most_and_never_below_what_the_peer_asked(
    attempts: int, lot: int, seconds: int
) -> None:
    now, asked = local(12), timedelta(seconds=seconds)
    first = rules.next_try_at(attempts, now, None)
    at = rules.next_try_at(attempts, now, None, lot=lot, wait=asked)
    assert first is not None
    assert at is not None
    assert at >= max(first, now + asked)
    assert at - now <= max((first - now) * 1.2, asked)


def test_only_an_sms_is_left_at_that() -> None:
    left = {(kind, doubts) for kind in ChannelKind for doubts in range(4)}
    left = {pair for pair in left if rules.is_left_at_that(*pair)}
    assert left == {(ChannelKind.SMS, 2), (ChannelKind.SMS, 3)}
