"""Not fixed after all: somebody else comes, with a promise of its own."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import begin
from tests.world import active, after, customer_of, decide, found_company, job_of, kinds, open_case
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseState, DisputeAbout
from yinuo.case.reads import get_case, list_sayings
from yinuo.intake.actions import come_again
from yinuo.intake.facts import AnswerKind, StillToCome, WorkHasBegun
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import JobState

pytestmark = pytest.mark.django_db(transaction=True)


def test_AF_16_the_customer_who_says_not_fixed_gets_a_new_promise_and_somebody_else() -> None:
    walk = begin().arrive().finish()
    case, first, later = walk.case, walk.facts.technician_id, after(200)
    decide(after(190))
    answer = perform(
        come_again, actor=customer_of(case), now=later, case_id=case.id, words="还是老样子"
    )
    assert answer.kind is AnswerKind.PROMISED
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    assert (promise.state, promise.made_at) == (PromiseState.RUNNING, later)
    reopened = get_case(case.id)
    assert (reopened.state, reopened.reopened) == (CaseState.OPEN, 1)
    decide(later)
    assert active(case)[0].technician_id != first
    assert job_of(case).state is JobState.ASSIGNED
    assert "case.reopened" in kinds(case)


def test_nobody_but_the_customer_calls_for_a_second_visit() -> None:
    case = open_case(found_company())
    stranger = Actor.customer(case.company_id)
    with pytest.raises(NotAllowed):
        perform(come_again, actor=stranger, now=after(5), case_id=case.id, words="")


def test_a_visit_that_still_runs_is_not_doubled() -> None:
    walk = begin()
    with pytest.raises(WorkHasBegun):
        walk.say(come_again, words="没修好")


def test_not_fixed_is_taken_at_once_also_before_the_ended_visit_was_settled() -> None:
    walk = begin().arrive().finish()
    answer = walk.say(come_again, words="刚走就又卡住了")
    assert answer.kind is AnswerKind.PROMISED
    assert get_case(walk.case.id).reopened == 1


def test_not_fixed_in_the_middle_of_a_dispute_keeps_what_is_said_now_too() -> None:
    walk = begin().arrive().finish()
    walk.say(dispute_case, words="多收了钱", about=DisputeAbout.PRICE)
    walk.say(come_again, words="也没修好")
    assert list_sayings(walk.case.id) == ("多收了钱", "也没修好")
    assert get_case(walk.case.id).state is CaseState.OPEN


def test_not_fixed_before_anybody_came_sends_nobody_twice() -> None:
    case = open_case(found_company())
    with pytest.raises(StillToCome):
        perform(come_again, actor=customer_of(case), now=after(5), case_id=case.id, words="好慢")
    assert get_case(case.id).state is CaseState.OPEN
    assert kinds(case).count("dispatch.job.added") == 1
