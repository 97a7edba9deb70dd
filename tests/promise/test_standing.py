"""What a calendar shows and a notice says of a case in which two promises run, since two cases became one."""

from __future__ import annotations

import pytest

from tests.intake.test_merging import Two, judged
from tests.world import after, customer_of
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_later
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.notice.facts import AppointmentState, RecipientKind
from yinuo.notice.truth import Question
from yinuo.promise.facts import PromiseState
from yinuo.promise.standing import find_appointment, is_unpromised
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_calendar_ends_with_the_promise_that_falls_due_first() -> None:
    two = Two()
    two.merge()
    planned = find_appointment(two.first.id, after(12))
    assert (planned.state, planned.ends_at) == (AppointmentState.PLANNED, after(30))


def test_a_promise_that_runs_on_is_told_where_a_newer_one_is_over() -> None:
    two = Two(phone="19900000002", email="second@example.org")
    two.merge(number=two.second.number)
    case = get_case(two.first.id)
    movable = find_movable_promise(case, after(12))
    assert movable is not None
    later = list_later_times(case, movable, after(12))[-1]
    perform(
        come_later,
        actor=customer_of(case),
        now=after(12),
        case_id=case.id,
        from_at=later.from_at,
        due_at=later.due_at,
    )
    states = {promise.state for promise in judged(case, 41)}  # the other customer's fell due
    assert states == {PromiseState.RUNNING, PromiseState.BROKEN}
    planned = find_appointment(case.id, after(42))
    assert (planned.state, planned.ends_at) == (AppointmentState.PLANNED, later.due_at)
    question = Question(case.id, "case.unpromised", RecipientKind.CUSTOMER, {}, after(42))
    assert not is_unpromised(question)
