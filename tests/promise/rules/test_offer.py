"""The time that is offered: the rule's, or the honest one."""

from __future__ import annotations

from datetime import timedelta

from tests.promise.cast import (
    T0,
    at,
)
from yinuo.promise import rules


def test_the_rules_time_is_offered_at_the_threshold_and_the_honest_one_below_it() -> None:
    half_hour = timedelta(minutes=30)
    assert rules.offered_due(T0, half_hour, 0.9, 0.9, at(28)) == at(30)
    assert rules.offered_due(T0, half_hour, 0.9, 0.89, at(47)) == at(47)
    assert rules.offered_due(T0, half_hour, 0.9, 0.1, None) is None
