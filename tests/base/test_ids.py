"""Identifiers sort as they were made."""

from datetime import UTC, datetime, timedelta

from yinuo.base.ids import uuid7

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def test_ids_of_one_standing_instant_are_different_and_sort_as_made() -> None:
    made = [uuid7(AT) for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_is_a_version_7_uuid_that_carries_its_milliseconds() -> None:
    newest = (
        uuid7(AT).int >> 80
    )  # whatever this process has made ids for, the next is of a later instant
    later = datetime.fromtimestamp(newest // 1000 + 60, tz=UTC)
    id = uuid7(later)
    assert id.version == 7
    assert id.variant == "specified in RFC 4122"
    assert id.int >> 80 == int(later.timestamp() * 1000)


def test_an_id_made_after_the_clock_went_back_still_sorts_later() -> None:
    first = uuid7(AT + timedelta(days=500))
    assert uuid7(AT) > first
