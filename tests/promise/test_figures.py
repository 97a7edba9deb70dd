"""The one pass over the promises says the same as the lists behind its numbers, however they are cut."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.company.test_figures import scene
from yinuo.case.figures import Span
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.figures import By, Tally, find_promises, tally_arrivals, tally_promises
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)
ARRIVE = {By.KIND: PromiseKind.ARRIVE}


def test_each_number_of_the_pass_is_the_total_of_its_list() -> None:
    scene()
    now = clock.now()
    span = Span(now - timedelta(days=7), now + timedelta(days=1))
    found = tally_promises(span)
    assert found.kinds[PromiseKind.ARRIVE] == tally_arrivals(span) == Tally(kept=1, broken=2)
    for by, tallies in found.arrivals.items():
        assert sum(tally.decided for tally in tallies.values()) == 3
        for key, tally in tallies.items():
            cut = ARRIVE | {by: key}
            assert find_promises(span, PromiseState.KEPT, cut).total == tally.kept
            assert find_promises(span, PromiseState.BROKEN, cut).total == tally.broken


def test_of_other_outlets_and_other_days_nothing_is_counted() -> None:
    scene()
    now = clock.now()
    for span in (
        Span(now - timedelta(days=7), now + timedelta(days=1), frozenset()),
        Span(now - timedelta(days=7), now - timedelta(days=1)),
    ):
        assert tally_arrivals(span) == Tally()
        assert tally_promises(span).kinds == {}


def test_minutes_are_those_of_kept_arrivals_alone() -> None:
    scene()
    now = clock.now()
    minutes = tally_promises(Span(now - timedelta(days=7), now + timedelta(days=1))).minutes
    assert minutes.quoted is not None
    assert minutes.quoted == pytest.approx(30, abs=1)
    assert minutes.actual is not None
    assert 0 < minutes.actual < minutes.quoted
