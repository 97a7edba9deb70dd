"""Travel by straight line, detour and the speed of each hour that a drive touches."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.base.point import distance_m
from yinuo.engines.routing import CrowFlight
from yinuo.engines.routing.fleet import degrees
from yinuo.engines.routing.travel import haversine_m

from .cast import NOW, TRAVEL, coordinates, km


def minutes(metres: float, at: datetime, leave_after: float = 0.0) -> float:
    return float(TRAVEL.span_minutes(np.array([metres]), at, np.array([leave_after]))[0, 0])


def test_ten_kilometres_at_ten_in_the_morning_take_the_speed_of_that_hour() -> None:
    # 25 km/h, 13.5 km by road
    assert minutes(10_000, NOW) == pytest.approx(13.5 / 25 * 60)


def test_a_drive_over_the_hour_uses_both_speeds() -> None:
    # 06:50 in Shanghai: ten minutes at 30 km/h make 5 km, the other 5 km are driven at 20 km/h.
    at = datetime(2026, 11, 22, 22, 50, tzinfo=UTC)
    assert minutes(10_000 / 1.35, at) == pytest.approx(10 + 15)


def test_a_drive_over_midnight_goes_on_the_next_day() -> None:
    at = datetime(2026, 11, 23, 15, 50, tzinfo=UTC)  # 23:50 in Shanghai
    assert minutes(10_000 / 1.35, at) == pytest.approx(10 + (10 - 35 / 6) / 38 * 60)


def test_matrix_has_a_row_for_each_origin_and_a_column_for_each_target() -> None:
    origins, targets = degrees([km(0), km(5)]), degrees([km(0), km(5), km(10)])
    found = TRAVEL.minutes(origins, targets, NOW, np.zeros(2))
    assert found.shape == (2, 3)
    assert found[0, 0] == pytest.approx(0)
    assert found[0, 2] == pytest.approx(13.5 / 25 * 60, rel=1e-4)


@given(st.floats(0, 60_000), st.floats(0, 3000), st.floats(0, 600))
def test_leaving_later_never_means_arriving_earlier(
    metres: float, leave: float, wait: float
) -> None:
    early = leave + minutes(metres, NOW, leave)
    late = leave + wait + minutes(metres, NOW, leave + wait)
    assert late >= early - 1e-6


@given(coordinates, coordinates, coordinates, coordinates)
def test_matrix_distance_is_the_distance_of_points(a: float, b: float, c: float, d: float) -> None:
    one, other = km(a, b), km(c, d)
    found = float(haversine_m(degrees([one]), degrees([other]))[0, 0])
    assert found == pytest.approx(distance_m(one, other), abs=1e-3)


@pytest.mark.parametrize(
    "bad", [{"detour": 0.9}, {"speed_kmh": (30.0,)}, {"speed_kmh": (0.0,) * 24}]
)
def test_senseless_travel_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(bad))):
        CrowFlight(**bad)  # type: ignore[arg-type]  # the point of the test
