"""Before when nobody comes, as a customer agreed himself, outlives what was done in his name or in error."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.intake.test_merging import Two
from tests.intake.test_postponing import postpone, resume, times
from tests.intake.test_speaking import Talk
from tests.world import active, after, decide, job_of
from yinuo.intake.facts import LaterTime
from yinuo.promise.facts import PromiseState
from yinuo.promise.models import Pause
from yinuo.work.dispatch.facts import LIVE

pytestmark = pytest.mark.django_db(transaction=True)


def by_himself(talk: Talk) -> LaterTime:
    """The customer moves the visit to a later hour with his own hand."""
    own = times(talk.case, after(1.5))[1]
    postpone(talk.case, own, after(1.5))
    return own


def test_a_denied_withdrawal_brings_nobody_before_the_time_that_the_customer_chose() -> None:
    talk = Talk()
    own = by_himself(talk)
    talk.withdraw()
    talk.deny(5)
    job = job_of(talk.case)
    assert (job.state in LIVE, job.deadline_at) == (True, own.due_at)
    assert job.not_before_at == own.from_at
    decide(after(6))
    assert active(talk.case) == []


def test_a_denied_later_time_leads_back_to_the_one_that_the_customer_chose_before() -> None:
    talk = Talk()
    own = by_himself(talk)
    talk.later()
    talk.deny(5)
    assert talk.arrive().deadline_at == own.due_at
    job = job_of(talk.case)
    assert (job.deadline_at, job.not_before_at) == (own.due_at, own.from_at)


def test_a_later_time_and_a_withdrawal_are_denied_together() -> None:
    talk = Talk()
    talk.later()
    talk.withdraw(3)
    talk.deny(5)
    promise = talk.arrive()
    assert (promise.state, promise.deadline_at) == (PromiseState.RUNNING, after(30))
    job = job_of(talk.case)
    assert (job.deadline_at, job.not_before_at) == (after(30), None)


def test_who_wanted_somebody_sooner_has_agreed_on_no_start_any_more() -> None:
    talk = Talk()
    by_himself(talk)
    resume(talk.case, after(1.8))
    talk.withdraw()
    talk.deny(5)
    job = job_of(talk.case)
    assert job.not_before_at is None
    assert job.deadline_at == talk.arrive().deadline_at
    assert not Pause.objects.filter(not_before_at__isnull=False).exists()


def test_a_start_that_has_passed_meanwhile_holds_nobody_back() -> None:
    talk = Talk()
    own = by_himself(talk)
    talk.withdraw()
    late = (own.from_at - talk.case.opened_at + timedelta(minutes=5)) / timedelta(minutes=1)
    talk.deny(late)
    assert job_of(talk.case).not_before_at is None


def test_a_case_that_is_parted_again_keeps_its_customers_start() -> None:
    two = Two()
    own = times(two.second, after(10.5))[3]
    postpone(two.second, own, after(10.5))
    two.merge()
    assert job_of(two.first).not_before_at is None
    two.part(15)
    job = job_of(two.second)
    assert (job.deadline_at, job.not_before_at) == (own.due_at, own.from_at)


def test_work_of_two_joined_cases_waits_for_the_start_that_the_first_owed_agreed_on() -> None:
    two = Two()
    own = times(two.second, after(10.5))[1]
    postpone(two.second, own, after(10.5))
    far = times(two.first, after(10.6))[-1]
    postpone(two.first, far, after(10.6))
    two.merge()
    job = job_of(two.first)
    assert (job.deadline_at, job.not_before_at) == (own.due_at, own.from_at)
