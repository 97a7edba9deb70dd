"""Pauses and releases: the customer's alone, and never an edited deadline."""

from __future__ import annotations

import pytest

from tests.case.cast import (
    NOW,
    TECHNICIAN,
    add_case,
    add_company,
    customer_of,
)
from tests.promise.scene import (
    DUE,
    after,
    judged,
    lines,
    promise,
)
from yinuo.promise import reads
from yinuo.promise.actions import (
    pause_promise,
    release_promises,
    resume_promise,
)
from yinuo.promise.errors import CustomerOnly, PauseInvalid, PromiseDecided
from yinuo.promise.facts import PauseReason, PromiseState, ReleaseReason
from yinuo.promise.models import Promise
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_pause_with_consent_moves_the_deadline_and_not_the_promise() -> None:
    case = add_case()
    made = promise(case)
    paused = perform(
        pause_promise,
        actor=customer_of(case),
        now=after(10),
        promise_id=made.id,
        starts_at=after(10),
        ends_at=after(70),
        reason=PauseReason.CUSTOMER_LATER,
    )
    assert (paused.due_at, paused.deadline_at) == (DUE, after(90))
    assert Promise.objects.get().due_at == DUE
    assert judged(made, 89).state is PromiseState.RUNNING
    assert judged(made, 91).verdict_at == after(90)
    assert "promise.paused" in lines(case)


def test_a_resumed_promise_falls_due_after_the_time_that_was_left() -> None:
    case = add_case()
    made = promise(case)
    who = customer_of(case)
    perform(
        pause_promise,
        actor=who,
        now=after(10),
        promise_id=made.id,
        starts_at=after(10),
        ends_at=after(70),
        reason=PauseReason.CUSTOMER_LATER,
    )
    resumed = perform(
        resume_promise, actor=who, now=after(25), promise_id=made.id, resume_at=after(25)
    )
    assert resumed.deadline_at == after(45)
    assert lines(case)[-1] == "promise.resumed"


def test_nobody_but_the_customer_pauses_or_releases() -> None:
    case = add_case()
    made = promise(case)
    with pytest.raises(CustomerOnly):
        perform(
            pause_promise,
            actor=TECHNICIAN,
            now=NOW,
            promise_id=made.id,
            starts_at=NOW,
            ends_at=after(10),
            reason=PauseReason.CUSTOMER_LATER,
        )
    with pytest.raises(CustomerOnly):
        perform(
            release_promises,
            actor=TECHNICIAN,
            now=NOW,
            case_id=case.id,
            reason=ReleaseReason.WITHDRAWN,
        )


@pytest.mark.parametrize(("starts", "ends"), [(-5, 10), (10, 10), (31, 40), (10, 40 * 24 * 60)])
def test_a_pause_in_the_past_without_end_or_too_late_is_refused(starts: int, ends: int) -> None:
    case = add_case()
    made = promise(case)
    with pytest.raises(PauseInvalid):
        perform(
            pause_promise,
            actor=customer_of(case),
            now=NOW,
            promise_id=made.id,
            starts_at=after(starts),
            ends_at=after(ends),
            reason=PauseReason.CUSTOMER_LATER,
        )
    assert "promise.paused" not in lines(case)


def test_a_promise_that_fell_due_cannot_be_paused_back_to_life() -> None:
    case = add_case()
    made = promise(case)
    with pytest.raises(PromiseDecided):
        perform(
            pause_promise,
            actor=customer_of(case),
            now=after(31),
            promise_id=made.id,
            starts_at=after(31),
            ends_at=after(60),
            reason=PauseReason.CUSTOMER_LATER,
        )


def test_a_withdrawal_releases_what_runs_and_pays_for_what_broke() -> None:
    company = add_company()
    early = add_case(company=company)
    late = add_case(company=company, email="other@example.org")
    states = []
    for case, minutes in ((early, 5), (late, 31)):
        made = promise(case)
        perform(
            release_promises,
            actor=customer_of(case),
            now=after(minutes),
            case_id=case.id,
            reason=ReleaseReason.WITHDRAWN,
        )
        states.append(reads.get_promise(made.id).state)
    assert states == [PromiseState.RELEASED, PromiseState.BROKEN]
    assert reads.count_remedies().paid == 1
