"""Answers to keyed requests and dead sessions go by themselves, many at a time; what is needed stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from yinuo.base.actor import Actor
from yinuo.config.wiring import due_sources
from yinuo.store import clock, retention
from yinuo.store.models import Outcome, Trouble
from yinuo.store.perform import action, perform
from yinuo.store.retention import DUE_SOURCES, KEEP_OUTCOMES, Sweep
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANNA = Actor.customer("anna")


@action
def count(*, actor: Actor, now: datetime) -> int:
    """How many answers there are."""
    return Outcome.objects.count()


def test_PD_02_an_answer_is_given_again_for_seven_days_and_then_forgotten() -> None:
    first = perform(count, actor=ANNA, now=NOW, key="k1")
    run_due(due_sources(), NOW + KEEP_OUTCOMES - SECOND)
    assert perform(count, actor=ANNA, now=NOW + KEEP_OUTCOMES - SECOND, key="k1") == first
    perform(count, actor=ANNA, now=NOW + SECOND, key="k2")
    run_due(due_sources(), NOW + KEEP_OUTCOMES)
    assert list(Outcome.objects.values_list("key", flat=True)) == ["k2"]


def test_PD_02_a_session_goes_when_it_has_expired_by_the_machines_own_clock() -> None:
    real = clock.real_now()
    for key, expires_at in (("dead", real - SECOND), ("live", real + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires_at)
    run_due(due_sources(), real + timedelta(days=1))  # a demo's clock that runs ahead
    assert list(Session.objects.values_list("session_key", flat=True)) == ["live"]


def test_a_long_backlog_goes_a_piece_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_AT_ONCE", 2)
    for number in range(5):
        perform(count, actor=ANNA, now=NOW, key=f"k{number}")
    left = []
    for _ in range(3):
        run_due(DUE_SOURCES, NOW + KEEP_OUTCOMES)
        left.append(Outcome.objects.count())
    assert left == [3, 1, 0]


def test_a_sweep_that_fails_waits_before_it_tries_again() -> None:
    perform(count, actor=ANNA, now=NOW, key="k1")

    class Broken(Sweep):
        tries = 0

        def handle(self, id: object, now: datetime) -> None:
            self.tries += 1
            raise OSError

    sweep = Broken("store.outcomes", lambda now: Outcome.objects.filter(made_at__lte=now))
    for seconds in (0, 1, 29, 30):
        run_due((sweep,), NOW + seconds * SECOND)
    assert sweep.tries == 2
    assert Trouble.objects.get().failures == 2
