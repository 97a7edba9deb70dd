"""Within one look a read is asked once; a write in between makes it be asked again, and outside it always
is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from yinuo.base.actor import Actor
from yinuo.store.look import look_or_write, note, one_look, seen_once
from yinuo.store.perform import action, perform

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
asked: list[int] = []


@seen_once
def double(number: int, *, plus: int = 0) -> int:
    asked.append(number)
    return 2 * number + plus


@action
def write(*, actor: Actor, now: datetime) -> int:
    """Writes nothing, but might."""
    return double(1) + double(1)


@pytest.fixture(autouse=True)
def _nothing_asked() -> None:
    asked.clear()


def test_a_page_asks_once_and_the_next_page_asks_again() -> None:
    for _ in range(2):
        with one_look():
            assert [double(3), double(3), double(3, plus=1)] == [6, 6, 7]
    assert asked == [3, 3, 3, 3]


def test_outside_of_a_look_and_in_a_request_that_may_write_every_read_is_asked() -> None:
    double(3)
    double(3)
    with look_or_write("POST"):
        double(3)
        double(3)
    assert len(asked) == 4
    with look_or_write("GET"):
        double(3)
        double(3)
    assert len(asked) == 5


@pytest.mark.django_db(transaction=True)
def test_a_write_in_the_middle_reads_as_things_stand_and_what_was_seen_before_is_forgotten() -> (
    None
):
    with one_look():
        double(1)
        perform(write, actor=Actor.system("test"), now=NOW)
        double(1)
    assert len(asked) == 4


def test_an_error_is_not_remembered() -> None:
    @seen_once
    def fails() -> int:
        asked.append(0)
        raise KeyError("never there")

    with one_look():
        for _ in range(2):
            with pytest.raises(KeyError):
                fails()
    assert len(asked) == 2


def test_what_another_read_found_is_not_asked_again_within_the_look_alone() -> None:
    note(double, 8, 4)
    with one_look():
        note(double, 8, 4)
        assert double(4) == 8
    assert asked == []
    double(4)
    assert asked == [4]
