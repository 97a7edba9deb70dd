"""What happens while somebody waits for a zone counts: a case is decided on as it stands afterwards."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.beside import Beside
from tests.intake.test_merging import Two
from tests.intake.test_speaking import Talk
from tests.work.visit.walk import on_site
from tests.world import REGION, after, customer_of, job_of, open_case
from yinuo.case.actions import dispute_case
from yinuo.case.facts import (
    CaseNotInState,
    CaseState,
    DisputeAbout,
    MergeReason,
    WithdrawReason,
)
from yinuo.case.reads import get_case
from yinuo.intake.actions import (
    come_again,
    merge_cases,
    part_merged,
    withdraw_by_phone,
    withdraw_case,
)
from yinuo.promise.facts import PromiseState
from yinuo.promise.reads import list_promises
from yinuo.store.locks import lock_zone
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import LIVE, JobState
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import Step, StopReason

pytestmark = pytest.mark.django_db(transaction=True)
FURTHER_ON = "山东省济南市市中区示范路 18 号 3 栋 2 单元 503"


def test_a_withdrawal_by_phone_that_comes_before_a_waiting_denial_is_denied_with_the_rest() -> None:
    talk = Talk()
    talk.later()
    with transaction.atomic():
        lock_zone(REGION)
        denial = Beside(lambda: talk.deny(5))
        withdraw_by_phone(
            case_id=talk.case.id,
            call_id=talk.call_id,
            said="不修了，取消吧",
            reason=WithdrawReason.OTHER,
            actor=talk.actor,
            now=after(4),
        )
    denial.end()
    assert get_case(talk.case.id).state is CaseState.OPEN
    assert talk.arrive().state is PromiseState.RUNNING
    assert job_of(talk.case).state in LIVE


def test_a_dispute_that_comes_before_a_waiting_withdrawal_is_not_withdrawn_with_the_visit() -> None:
    walk = on_site().to(Step.WORK)
    walk.act(visit.stop_visit, reason=StopReason.PART_MISSING)
    walk.say(come_again, words="")
    actor, case_id = customer_of(walk.case), walk.case.id
    with transaction.atomic():
        lock_zone(REGION)
        withdrawal = Beside(
            lambda: perform(
                withdraw_case,
                actor=actor,
                now=walk.now,
                case_id=case_id,
                reason=WithdrawReason.OTHER,
            )
        )
        about = DisputeAbout.PRICE
        dispute_case(case_id=case_id, words="多收了", about=about, actor=actor, now=walk.now)
    withdrawal.end()
    assert get_case(case_id).state is CaseState.DISPUTED
    assert job_of(walk.case).state is JobState.CANCELLED


def test_a_case_joined_elsewhere_while_its_parting_waits_stays_there_with_its_promise() -> None:
    two = Two()
    third = open_case(two.first.company_id, now=after(5), address=FURTHER_ON)
    two.merge()
    with transaction.atomic():
        lock_zone(REGION)
        parting = Beside(lambda: refused(two))
        part_merged(case_id=two.second.id, reason="mistake", actor=two.actor, now=after(15))
        merge_cases(
            case_id=third.id,
            other_id=two.second.id,
            reason=MergeReason.REPORTED_TWICE,
            number_read_out="",
            actor=two.actor,
            now=after(16),
        )
    parting.end()
    assert get_case(two.second.id).joined_to_id == third.id
    carried = [promise.is_carried for promise in list_promises(third.id)]
    assert carried == [False, True]


def refused(two: Two) -> None:
    with pytest.raises(CaseNotInState):
        two.part(20)
