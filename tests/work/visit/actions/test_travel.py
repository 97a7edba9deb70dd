"""Going there: a delay is told as soon as it is known, once, and with a time that lies ahead."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.work.visit.walk import begin
from tests.world import HOME, kinds
from yinuo.notice.facts import ChannelKind
from yinuo.notice.reads import list_notices
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.work.visit import actions as visit
from yinuo.work.visit.errors import FieldMissing, StepNotYet

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_delay_said_twice_is_told_once_and_a_longer_one_again() -> None:
    walk = begin()
    eta_at = walk.facts.eta_at + timedelta(minutes=20)
    for _ in range(2):
        walk.act(visit.announce_delay, eta_at=eta_at)
    assert kinds(walk.case).count("visit.delayed") == 1
    walk.act(visit.announce_delay, eta_at=eta_at + timedelta(minutes=15))
    notices = [one for one in list_notices(walk.case.id) if one.template == "visit.late"]
    told = [one for one in notices if one.channel is ChannelKind.EMAIL]
    assert len(told) == kinds(walk.case).count("visit.delayed") == 2


def test_a_delay_moves_no_promise() -> None:
    walk = begin()
    before = find_promise(walk.case.id, PromiseKind.ARRIVE)
    walk.act(visit.announce_delay, eta_at=walk.facts.eta_at + timedelta(hours=1))
    assert find_promise(walk.case.id, PromiseKind.ARRIVE) == before


def test_a_time_that_is_past_or_earlier_than_expected_is_no_delay() -> None:
    walk = begin()
    expected = walk.facts.eta_at
    for wrong in (expected - timedelta(minutes=1), walk.now - timedelta(minutes=1)):
        with pytest.raises(FieldMissing):
            walk.act(visit.announce_delay, eta_at=wrong)
    assert walk.facts.eta_at == expected
    assert "visit.delayed" not in kinds(walk.case)


def test_at_the_door_nobody_is_late_any_more() -> None:
    walk = begin()
    walk.act(visit.knock, point=HOME, photo=None)
    with pytest.raises(StepNotYet):
        walk.act(visit.announce_delay, eta_at=walk.now + timedelta(minutes=20))
