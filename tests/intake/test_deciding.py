"""A manager decides: after a stop, on a refund that waits, in a dispute; once, and the customer hears it."""

from __future__ import annotations

import pytest

from tests.pages.crew import staff
from tests.work.visit.walk import Walk, on_site
from tests.world import WEB
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import dispute_case
from yinuo.case.actions.deciding import WordsMissing
from yinuo.case.facts import (
    CaseState,
    DecisionAbout,
    DecisionKind,
    DisputeAbout,
)
from yinuo.case.reads import get_case, list_decisions
from yinuo.intake.actions import answer_dispute, end_stopped_case, send_again
from yinuo.intake.facts import StillToCome
from yinuo.notice.reads import list_notices
from yinuo.people.facts import StaffRole
from yinuo.promise.errors import RefundTooMuch
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import list_promises
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.work.visit.actions import stop_visit
from yinuo.work.visit.facts import StopReason

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "我们核实过了，现场可以安全作业。"


def stopped() -> Walk:
    """A visit that the technician stopped because something was suspicious."""
    walk = on_site()
    walk.act(stop_visit, reason=StopReason.CRIME_SIGNS)
    return walk


def manager() -> Actor:
    return Actor.staff(staff(StaffRole.MANAGER).id)


def kinds(walk: Walk) -> list[str]:
    return [event.kind for event in list_events("case", walk.case.id)]


def told(walk: Walk) -> set[str]:
    return {notice.template for notice in list_notices(walk.case.id)}


def test_after_a_stop_somebody_is_sent_again_with_a_promise_of_their_own() -> None:
    walk = stopped()
    made = perform(send_again, actor=manager(), now=walk.now, case_id=walk.case.id, words=WHY)
    assert (made.about, made.kind) == (DecisionAbout.STOP, DecisionKind.SEND_AGAIN)
    arrivals = [p for p in list_promises(walk.case.id) if p.kind is PromiseKind.ARRIVE]
    assert arrivals[-1].state is PromiseState.RUNNING
    assert arrivals[-1].made_at == walk.now
    assert "case.decided" in kinds(walk)
    assert "decision.again" in told(walk)


def test_somebody_who_is_sent_already_is_not_sent_twice() -> None:
    walk = stopped()
    boss = manager()
    perform(send_again, actor=boss, now=walk.now, case_id=walk.case.id, words=WHY)
    with pytest.raises(StillToCome):
        perform(send_again, actor=boss, now=walk.now, case_id=walk.case.id, words=WHY)
    with pytest.raises(StillToCome):
        perform(end_stopped_case, actor=boss, now=walk.now, case_id=walk.case.id, words=WHY)


def test_the_same_send_counts_once() -> None:
    walk = stopped()
    boss = manager()
    for _ in range(2):
        perform(
            end_stopped_case,
            actor=boss,
            now=walk.now,
            key="one",
            case_id=walk.case.id,
            words=WHY,
        )
    assert len(list_decisions(walk.case.id)) == 1
    assert kinds(walk).count("case.decided") == 1


def test_a_case_that_was_ended_after_a_stop_says_the_ways_that_are_left_and_can_be_disputed() -> (
    None
):
    walk = stopped()
    perform(end_stopped_case, actor=manager(), now=walk.now, case_id=walk.case.id, words=WHY)
    case = get_case(walk.case.id)
    assert (case.state, case.closed_at) == (CaseState.STOPPED, walk.now)
    assert "decision.ended" in told(walk)
    customer = Actor.customer(case.customer_id)
    about = DisputeAbout.CONDUCT
    perform(
        dispute_case, actor=customer, now=walk.now, case_id=case.id, words="我不同意", about=about
    )
    assert get_case(case.id).state is CaseState.DISPUTED


def test_without_a_reason_nothing_is_decided() -> None:
    walk = stopped()
    with pytest.raises(WordsMissing):
        perform(end_stopped_case, actor=manager(), now=walk.now, case_id=walk.case.id, words=" 好 ")
    assert get_case(walk.case.id).state is CaseState.OPEN
    assert list_decisions(walk.case.id) == ()


@pytest.mark.parametrize("role", [StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.TECHNICIAN])
def test_only_a_manager_decides(role: StaffRole) -> None:
    walk = stopped()
    somebody = Actor.staff(staff(role).id)
    for actor in (somebody, WEB, Actor.customer(walk.case.customer_id)):
        with pytest.raises(NotAllowed):
            perform(send_again, actor=actor, now=walk.now, case_id=walk.case.id, words=WHY)


def disputed() -> Walk:
    walk = on_site()
    customer = Actor.customer(walk.case.customer_id)
    perform(
        dispute_case,
        actor=customer,
        now=walk.now,
        case_id=walk.case.id,
        words="没有修好",
        about=DisputeAbout.WORK,
    )
    return walk


def test_a_dispute_that_is_answered_stays_open_until_its_customer_settles_it() -> None:
    walk = disputed()
    perform(answer_dispute, actor=manager(), now=walk.now, case_id=walk.case.id, words=WHY)
    (made,) = list_decisions(walk.case.id)
    assert (made.kind, made.words) == (DecisionKind.EXPLAIN, WHY)
    assert get_case(walk.case.id).state is CaseState.DISPUTED
    assert "decision.answered" in told(walk)


def test_no_more_is_granted_in_a_dispute_than_was_paid() -> None:
    walk = disputed()
    with pytest.raises(RefundTooMuch):
        perform(
            answer_dispute, actor=manager(), now=walk.now, case_id=walk.case.id, fen=1, words=WHY
        )


def test_the_record_holds_a_commitment_of_the_words_and_no_word_of_them() -> None:
    walk = stopped()
    perform(end_stopped_case, actor=manager(), now=walk.now, case_id=walk.case.id, words=WHY)
    line = next(e for e in list_events("case", walk.case.id) if e.kind == "case.decided")
    assert len(line.body["words"]) == 64
    assert WHY not in str(line.body)
