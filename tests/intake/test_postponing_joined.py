"""Of two customers whose cases were joined, one moves only what was promised to them."""

from __future__ import annotations

import pytest

from tests.intake.test_merging import Two
from tests.world import after, customer_of, job_of
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_later
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.promise.actions import pause_promise
from yinuo.promise.errors import CustomerOnly
from yinuo.promise.facts import PauseReason
from yinuo.promise.reads import list_promises
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_promise_to_another_customer_runs_on_and_the_job_is_planned_by_it() -> None:
    two = Two(phone="19900000002", email="second@example.org")
    two.merge(number=two.second.number)
    case, now = get_case(two.first.id), after(12)
    movable = find_movable_promise(case, now)
    assert movable is not None
    assert not movable.is_carried
    later = list_later_times(case, movable, now)[-1]
    perform(
        come_later,
        actor=customer_of(case),
        now=now,
        case_id=case.id,
        from_at=later.from_at,
        due_at=later.due_at,
    )
    own, other = sorted(list_promises(case.id), key=lambda promise: promise.is_carried)
    assert (len(own.pauses), own.deadline_at) == (1, later.due_at)
    assert (other.pauses, other.deadline_at) == ((), after(40))
    job = job_of(case)
    assert (job.deadline_at, job.not_before_at) == (after(40), None)


def test_nobody_pauses_by_hand_what_was_promised_to_somebody_else() -> None:
    two = Two(phone="19900000002", email="second@example.org")
    two.merge(number=two.second.number)
    (other,) = [promise for promise in list_promises(two.first.id) if promise.is_carried]
    with pytest.raises(CustomerOnly):
        perform(
            pause_promise,
            actor=customer_of(two.first),
            now=after(12),
            promise_id=other.id,
            starts_at=after(12),
            ends_at=after(30),
            reason=PauseReason.CUSTOMER_LATER,
        )
