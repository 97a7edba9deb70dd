"""What a customer says by phone is done in his name, told to him, and undone by his denial."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.pages.crew import staff
from tests.world import (
    REPORT,
    WATCH,
    after,
    customer_of,
    decide,
    found_company,
    job_of,
    kinds,
    lines,
    open_case,
)
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.facts import CaseFacts, CaseState, DisputeAbout, WithdrawReason
from yinuo.case.reads import get_case, list_sayings
from yinuo.intake.actions import (
    deny_word,
    dispute_by_phone,
    end_call,
    later_by_phone,
    type_number,
    withdraw_by_phone,
    withdraw_case,
)
from yinuo.intake.call import CallEnding, NothingSpoken, NotThisCaller, WordsMissing
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.intake.speech import find_spoken
from yinuo.notice.reads import list_notices
from yinuo.people.facts import StaffFacts, StaffRole
from yinuo.promise.actions import judge_case
from yinuo.promise.facts import PromiseFacts, PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, find_remedy, list_disagreements
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import LIVE, JobState

pytestmark = pytest.mark.django_db(transaction=True)


class Talk:
    """A customer on the line with an agent."""

    def __init__(self, phone: str = REPORT.phone) -> None:
        self.company_id = found_company()
        self.case = open_case(self.company_id)
        self.agent: StaffFacts = staff(StaffRole.DESK)
        self.actor = Actor.staff(self.agent.id)
        call = perform(
            type_number, actor=self.actor, now=after(1), company_id=self.company_id, phone=phone
        )
        self.call_id: UUID = call.id

    def withdraw(self, minutes: float = 2, said: str = "不修了，取消吧") -> CaseFacts:
        return perform(
            withdraw_by_phone,
            actor=self.actor,
            now=after(minutes),
            case_id=self.case.id,
            call_id=self.call_id,
            said=said,
            reason=WithdrawReason.OTHER,
        )

    def later(self, minutes: float = 2) -> PromiseFacts:
        promise = find_movable_promise(self.case, after(minutes))
        assert promise is not None
        chosen = list_later_times(self.case, promise, after(minutes))[0]
        return perform(
            later_by_phone,
            actor=self.actor,
            now=after(minutes),
            case_id=self.case.id,
            call_id=self.call_id,
            said="我还在外面",
            from_at=chosen.from_at,
            due_at=chosen.due_at,
        )

    def deny(self, minutes: float) -> CaseFacts:
        actor = customer_of(self.case)
        return perform(deny_word, actor=actor, now=after(minutes), case_id=self.case.id)

    def arrive(self) -> PromiseFacts:
        promise = find_promise(self.case.id, PromiseKind.ARRIVE)
        assert promise is not None
        return promise


def test_AC_05_whatever_the_web_does_is_done_by_phone_and_the_record_says_through_whom() -> None:
    talk = Talk()
    assert talk.withdraw().state is CaseState.WITHDRAWN
    (word,) = lines(talk.case, "case.word.taken")
    assert word.actor == f"staff:{talk.agent.id}"
    assert word.body["call"] == str(talk.call_id)
    (released,) = lines(talk.case, "promise.released")
    assert released.actor == f"customer:{talk.case.customer_id}+{talk.agent.id.hex}"
    assert list_sayings(talk.case.id) == ("不修了，取消吧",)
    assert "word.taken" in {notice.template for notice in list_notices(talk.case.id)}


def test_what_was_said_is_masked_and_needed() -> None:
    talk = Talk()
    with pytest.raises(WordsMissing):
        talk.withdraw(said="  ")
    talk.withdraw(said="密码是 448812，不修了")
    assert "448812" not in list_sayings(talk.case.id)[0]


def test_without_a_call_of_this_customer_in_hand_nothing_is_done() -> None:
    talk = Talk(phone="19900000099")
    with pytest.raises(NotThisCaller):
        talk.withdraw()
    assert get_case(talk.case.id).state is CaseState.OPEN
    assert kinds(talk.case, "case.word") == []


def test_a_call_that_was_ended_or_is_a_colleagues_is_none_in_hand() -> None:
    talk = Talk()
    colleague = staff(StaffRole.DESK, "second")
    talk.actor = Actor.staff(colleague.id)
    with pytest.raises(NotThisCaller):
        talk.withdraw()
    talk.actor = Actor.staff(talk.agent.id)
    ending = CallEnding.ANSWERED
    perform(end_call, actor=talk.actor, now=after(2), call_id=talk.call_id, ending=ending)
    with pytest.raises(NotThisCaller):
        talk.withdraw(3)


def test_a_withdrawal_that_the_customer_denies_in_time_is_as_if_it_had_never_been() -> None:
    talk = Talk()
    talk.withdraw()
    assert talk.arrive().state is PromiseState.RELEASED
    assert talk.deny(5).state is CaseState.OPEN
    promise = talk.arrive()
    assert (promise.state, promise.deadline_at) == (PromiseState.RUNNING, after(30))
    job = job_of(talk.case)
    assert job.state in LIVE
    assert job.deadline_at == after(30)
    assert "promise.reinstated" in kinds(talk.case)
    assert find_spoken(talk.case.id) is None


def test_a_withdrawal_that_is_denied_too_late_breaks_the_promise_and_pays() -> None:
    """Only the customer lets a promise go: whoever cancels in his name doesn't save it."""
    talk = Talk()
    talk.withdraw()
    talk.deny(50)
    first = talk.arrive()
    assert len(lines(talk.case, "promise.broken")) == 1
    remedies = lines(talk.case, "promise.remedy.paid")
    assert remedies[0].body["fen"] == 2000
    assert first.state is PromiseState.RUNNING  # somebody is sought anew, with a promise of its own
    assert first.made_at == after(50)
    assert list_disagreements(after(51)) == ()


def test_managers_hear_of_a_denial() -> None:
    talk = Talk()
    manager = staff(StaffRole.MANAGER)
    talk.withdraw()
    talk.deny(5)
    told = [notice for notice in list_notices(talk.case.id) if notice.template == "word.denied"]
    assert {notice.recipient for notice in told} == {manager.id}


def test_a_later_time_that_the_customer_denies_never_stopped_the_clock() -> None:
    talk = Talk()
    paused = talk.later()
    assert paused.deadline_at > after(30)
    talk.deny(40)
    promise = talk.arrive()
    assert (promise.state, promise.verdict_at) == (PromiseState.BROKEN, after(30))
    assert find_remedy(promise.id) is not None
    assert list_disagreements(after(41)) == ()


def test_a_later_time_that_is_denied_in_time_brings_somebody_at_the_first() -> None:
    talk = Talk()
    talk.later()
    talk.deny(5)
    assert talk.arrive().deadline_at == after(30)
    job = job_of(talk.case)
    assert (job.deadline_at, job.not_before_at) == (after(30), None)
    decide(after(6))
    assert job_of(talk.case).state is JobState.ASSIGNED


def test_a_dispute_by_phone_counts_as_the_customers_and_nobody_asks_whether_it_is_his() -> None:
    talk = Talk()
    perform(
        dispute_by_phone,
        actor=talk.actor,
        now=after(2),
        case_id=talk.case.id,
        call_id=talk.call_id,
        said="等了一下午",
        about=DisputeAbout.ARRIVAL,
        is_again=False,
    )
    assert get_case(talk.case.id).state is CaseState.DISPUTED
    assert find_spoken(talk.case.id) is None


def test_only_the_customer_himself_denies() -> None:
    talk = Talk()
    talk.withdraw()
    for actor in (talk.actor, Actor.by_phone(talk.case.customer_id, talk.agent.id), WATCH):
        with pytest.raises(NotAllowed):
            perform(deny_word, actor=actor, now=after(3), case_id=talk.case.id)


def test_without_anything_said_by_phone_there_is_nothing_to_deny() -> None:
    talk = Talk()
    with pytest.raises(NothingSpoken):
        talk.deny(2)


def test_a_denial_is_judged_the_same_whenever_anybody_looks() -> None:
    talk = Talk()
    talk.withdraw()
    talk.deny(5)
    perform(judge_case, actor=WATCH, now=after(6), case_id=talk.case.id)
    assert list_disagreements(after(6)) == ()


def test_whoever_denied_a_withdrawal_can_still_withdraw_himself() -> None:
    talk = Talk()
    talk.withdraw()
    talk.deny(5)
    actor = customer_of(talk.case)
    why = WithdrawReason.OTHER
    perform(withdraw_case, actor=actor, now=after(6), case_id=talk.case.id, reason=why)
    assert get_case(talk.case.id).state is CaseState.WITHDRAWN
    assert talk.arrive().state is PromiseState.RELEASED
    assert job_of(talk.case).state is JobState.CANCELLED
