"""Withdrawing: free before the work, and nobody drives for nothing."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.pages.asker import holder_of
from tests.work.visit.walk import Walk, begin, on_site
from tests.world import CREW_OF_TWO, active, decide, found_company, job_of, kinds, open_case
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseNotInState, CaseState, DisputeAbout, WithdrawReason
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_again, withdraw_case
from yinuo.intake.facts import WorkHasBegun
from yinuo.notice.reads import list_notices
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import list_promises
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import JobState
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import Step, StopReason, VisitState

pytestmark = pytest.mark.django_db(transaction=True)
WHY = WithdrawReason.SOLVED


def test_before_anybody_set_out_everything_ends_at_once() -> None:
    walk = begin()
    walk.say(withdraw_case, reason=WHY)
    assert get_case(walk.case.id).state is CaseState.WITHDRAWN
    assert [p.state for p in list_promises(walk.case.id)] == [PromiseState.RELEASED]
    assert job_of(walk.case).state is JobState.CANCELLED
    assert walk.facts.state is VisitState.CALLED_OFF
    assert active(walk.case) == []
    assert {"visit.called_off", "dispatch.job.cancelled", "case.withdrawn"} <= set(kinds(walk.case))
    assert "case.withdrawn" in {notice.template for notice in list_notices(walk.case.id)}


def test_on_the_way_too() -> None:
    walk = begin()
    walk.code(walk.wrong_code())
    walk.say(withdraw_case, reason=WHY)
    assert walk.facts.state is VisitState.CALLED_OFF


def test_before_anybody_was_chosen_too() -> None:
    case = open_case(found_company())
    actor = Actor.customer(case.customer_id)
    perform(withdraw_case, actor=actor, now=case.opened_at, case_id=case.id, reason=WHY)
    decide()
    assert active(case) == []


def test_once_somebody_is_at_work_it_is_too_late_and_nothing_changes() -> None:
    walk = begin().arrive()
    with pytest.raises(WorkHasBegun):
        walk.say(withdraw_case, reason=WHY)
    assert get_case(walk.case.id).state is CaseState.OPEN
    assert walk.facts.state is VisitState.ON_SITE


def test_either_of_two_people_at_work_is_enough_for_that() -> None:
    lead = begin(CREW_OF_TWO)
    second = Walk(lead.case, seat=2)
    second.code()
    with pytest.raises(WorkHasBegun):
        lead.say(withdraw_case, reason=WHY)
    assert lead.facts.state is VisitState.PLANNED


def test_an_accepted_price_is_judged_by_what_was_paid_and_never_released_by_withdrawing() -> None:
    walk = on_site().to(Step.WORK)
    walk.act(visit.stop_visit, reason=StopReason.DANGER)
    walk.say(withdraw_case, reason=WHY)
    states = {promise.kind: promise.state for promise in list_promises(walk.case.id)}
    assert states[PromiseKind.PRICE] is not PromiseState.RELEASED
    assert states[PromiseKind.ARRIVE] is PromiseState.KEPT
    assert get_case(walk.case.id).state is CaseState.WITHDRAWN


def test_work_that_is_done_is_confirmed_or_disputed_and_not_withdrawn() -> None:
    walk = on_site().finish()
    with pytest.raises(CaseNotInState):
        walk.say(withdraw_case, reason=WHY)
    walk.say(dispute_case, words="多收了", about=DisputeAbout.PRICE)
    with pytest.raises(CaseNotInState):
        walk.say(withdraw_case, reason=WHY)
    assert get_case(walk.case.id).state is CaseState.DISPUTED


def test_somebody_awaited_can_be_called_off_in_the_middle_of_a_dispute() -> None:
    walk = begin()
    walk.say(dispute_case, words="一直没人来", about=DisputeAbout.ARRIVAL)
    walk.say(withdraw_case, reason=WHY)
    assert get_case(walk.case.id).state is CaseState.WITHDRAWN
    assert walk.facts.state is VisitState.CALLED_OFF


def test_calling_off_a_second_visit_leaves_what_is_disputed_disputed() -> None:
    walk = on_site().finish()
    walk.say(dispute_case, words="多收了", about=DisputeAbout.PRICE)
    walk.say(dispute_case, words="还是多收了", about=DisputeAbout.PRICE)
    walk.say(come_again, words="没修好")
    walk.say(withdraw_case, reason=WHY)
    case = get_case(walk.case.id)
    assert (case.state, case.closed_at) == (CaseState.DISPUTED, None)
    assert job_of(walk.case).state is JobState.CANCELLED
    assert active(walk.case) == []
    arrivals = [p for p in list_promises(case.id) if p.kind is PromiseKind.ARRIVE]
    assert [p.state for p in arrivals] == [PromiseState.KEPT, PromiseState.RELEASED]
    assert kinds(case)[-1] == "case.return.cancelled"
    assert "case.withdrawn" not in kinds(case)
    templates = {notice.template for notice in list_notices(case.id)}
    assert "case.return_cancelled" in templates
    assert "case.withdrawn" not in templates
    asker = holder_of(walk.case, walk.now)
    said = asker.look(walk.case)
    assert "没有费用" not in said
    assert "settled" in asker.offers(walk.case)
    assert "¥140" in asker.look(walk.case, "receipt/")


@pytest.mark.parametrize("kind", ["customer", "technician", "system"])
def test_nobody_else_can(kind: str) -> None:
    walk = begin()
    stranger = {
        "customer": Actor.customer(UUID(int=4)),
        "technician": walk.technician,
        "system": Actor.system("web"),
    }[kind]
    with pytest.raises(NotAllowed):
        perform(withdraw_case, actor=stranger, now=walk.now, case_id=walk.case.id, reason=WHY)
    assert get_case(walk.case.id).state is CaseState.OPEN
