"""The clock can be moved only where that is allowed, and a jump asks for quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from yinuo.store import clock

THEN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_companys_clock_cannot_be_moved(settings: Settings) -> None:
    settings.YINUO_MOVED_CLOCK = False
    with pytest.raises(RuntimeError, match="moved clock"):
        clock.move(THEN)
    assert abs(clock.now() - clock.real_now()) < timedelta(seconds=1)


@pytest.mark.django_db
def test_a_moved_clock_runs_on_from_where_it_was_put(settings: Settings) -> None:
    settings.YINUO_MOVED_CLOCK = True
    clock.move(THEN, speed=60)
    first = clock.now()
    assert THEN <= first < THEN + timedelta(minutes=2)
    assert clock.now() >= first
    clock.move(THEN - timedelta(days=1), speed=0)
    assert clock.now() == THEN - timedelta(days=1)


@pytest.mark.parametrize("leap", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_clock_that_jumps_is_trusted_again_only_after_it_ran_evenly(leap: timedelta) -> None:
    guard = clock.JumpGuard(settle_seconds=30)
    wall, steady = guard._wall, guard._steady
    second = timedelta(seconds=1)
    assert guard.is_settled(wall + second, steady + 1)
    assert not guard.is_settled(wall + 2 * second + leap, steady + 2)
    assert not guard.is_settled(wall + 20 * second + leap, steady + 20)
    assert guard.is_settled(wall + 33 * second + leap, steady + 33)


def test_a_clock_that_is_slewed_gently_is_trusted_throughout() -> None:
    guard = clock.JumpGuard()
    wall, steady = guard._wall, guard._steady
    for tick in range(1, 100):
        assert guard.is_settled(wall + tick * timedelta(seconds=1.01), steady + tick)
