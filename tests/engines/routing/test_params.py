"""Parameters that make no sense are refused at birth."""

from __future__ import annotations

import pytest

from yinuo.engines.routing import Params


@pytest.mark.parametrize(
    "bad",
    [
        {"late_weight": -1.0},
        {"travel_weight": float("nan")},
        {"noise": float("inf")},
        {"threshold": 1.0},  # no arrival is certain
        {"threshold": 0.49},  # a wider spread would look better
        {"door_sd_minutes": 0.0},  # a spread of nothing can't be divided by
        {"candidates_kept": -1},
    ],
)
def test_senseless_values_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(bad))):
        Params(**bad)  # type: ignore[arg-type]  # the point of the test


def test_defaults_are_those_of_the_design() -> None:
    p = Params()
    weights = (p.late_weight, p.minutes_late_weight, p.travel_weight, p.response_weight)
    assert weights == (1.0, 0.02, 0.004, 0.002)
    assert (p.threshold, p.noise) == (0.9, 0.12)
