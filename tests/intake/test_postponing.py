"""A later arrival at the customer's wish: what is offered can be kept, and nothing else is changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.pages.crew import staff
from tests.work.visit.walk import Walk, begin
from tests.world import (
    IMPORT,
    NOW,
    WATCH,
    active,
    after,
    body,
    customer_of,
    decide,
    found_company,
    job_of,
    kinds,
    list_assignments,
    open_case,
)
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import come_later, come_now
from yinuo.intake.facts import LaterNotOffered, LaterTime, NobodySooner
from yinuo.intake.later import find_movable_promise, list_later_times
from yinuo.notice.reads import list_notices
from yinuo.outlet.actions import give_login
from yinuo.outlet.models import Shift
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_promise
from yinuo.promise.errors import PromiseDecided
from yinuo.promise.facts import PromiseFacts, PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import EndReason, JobState
from yinuo.work.visit import actions as visit
from yinuo.work.visit.facts import VisitState

pytestmark = pytest.mark.django_db(transaction=True)


def arrival(case: CaseFacts) -> PromiseFacts:
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    return promise


def times(case: CaseFacts, now: datetime) -> tuple[LaterTime, ...]:
    promise = find_movable_promise(case, now)
    assert promise is not None
    return list_later_times(case, promise, now)


def postpone(case: CaseFacts, later: LaterTime, now: datetime, **changes: Any) -> PromiseFacts:
    arguments: dict[str, Any] = {
        "actor": customer_of(case),
        "case_id": case.id,
        "from_at": later.from_at,
        "due_at": later.due_at,
    }
    later_promise: PromiseFacts = perform(come_later, now=now, **(arguments | changes))
    return later_promise


def resume(case: CaseFacts, now: datetime) -> PromiseFacts:
    return perform(come_now, actor=customer_of(case), now=now, case_id=case.id)


def test_the_times_are_half_hours_of_today_each_with_the_usual_time_to_come() -> None:
    case = open_case(found_company())
    offered = times(case, after(3))
    assert len(offered) > 3
    assert [later.from_at for later in offered] == sorted({later.from_at for later in offered})
    assert all(later.from_at.minute in (0, 30) for later in offered)
    assert offered[-1].from_at < NOW.replace(hour=16)  # midnight there
    assert all(later.due_at >= later.from_at + timedelta(minutes=30) for later in offered)
    assert all(later.due_at > arrival(case).deadline_at for later in offered)


def test_an_hour_at_which_nobody_is_on_shift_is_not_offered() -> None:
    case = open_case(found_company())
    offered = times(case, after(3))
    go_home_at(after(180))
    left = times(case, after(3))
    assert 0 < len(left) < len(offered)
    assert all(later.from_at < after(180) for later in left)


def go_home_at(instant: datetime) -> None:
    """Nobody is on shift from then on."""
    for shift in Shift.objects.filter(period__endswith__gt=instant):
        if shift.period.lower >= instant:
            shift.delete()
        else:
            shift.period = (shift.period.lower, instant)
            shift.save(update_fields=["period"])


def test_AR_11_a_later_time_moves_the_deadline_by_a_pause_and_leaves_promise_and_remedy() -> None:
    walk = begin()
    case, before = walk.case, arrival(walk.case)
    later = times(case, after(5))[-1]
    moved = postpone(case, later, after(5))
    assert moved.deadline_at == later.due_at
    assert (moved.due_at, moved.credit_fen, moved.state) == (
        before.due_at,
        before.credit_fen,
        PromiseState.RUNNING,
    )
    (pause,) = moved.pauses
    assert (pause.starts_at, pause.consent_at) == (after(5), after(5))
    assert body(case, "promise.paused")["reason"] == "customer_later"
    assert "dispatch.deadline.moved" in kinds(case)


def test_the_technician_who_was_sent_is_called_off_and_told_like_the_outlet() -> None:
    walk = begin()
    case = walk.case
    dispatcher = staff(StaffRole.DISPATCHER)
    shifu = staff(StaffRole.TECHNICIAN, "shifu")
    perform(
        give_login,
        actor=IMPORT,
        now=NOW,
        technician_id=walk.facts.technician_id,
        staff_id=shifu.id,
    )
    walk.act(visit.start_travel)
    postpone(case, times(case, after(5))[2], after(5))
    assert walk.facts.state is VisitState.CALLED_OFF
    assert active(case) == []
    assert list_assignments(job_of(case).id)[0].end_reason is EndReason.POSTPONED
    told = {(notice.recipient, notice.template) for notice in list_notices(case.id)}
    assert (shifu.id, "visit.called_off") in told
    assert (dispatcher.id, "promise.paused") in told
    assert (case.customer_id, "promise.paused") in told


def test_nobody_is_sent_before_the_time_and_somebody_is_there_by_the_new_deadline() -> None:
    case = open_case(found_company())
    decide()
    later = times(case, after(5))[-1]
    postpone(case, later, after(5))
    now = after(5)
    while now < later.due_at and not active(case):
        decide(now)
        now += timedelta(minutes=2)
    (assignment,) = active(case)
    assert later.from_at <= assignment.eta <= later.due_at
    assert assignment.made_at < later.due_at


def test_whoever_waits_now_is_not_kept_waiting_by_a_visit_of_the_evening() -> None:
    company = found_company(crew=1)
    first = open_case(company)
    later = times(first, after(1))[0]
    postpone(first, later, after(1))
    second = open_case(
        company, now=after(2), phone="19900000002", address="济南市市中区示范路 20 号 1 栋 101"
    )
    decide(after(2))
    assert active(first) == []
    assert len(active(second)) == 1


def test_the_watch_judges_by_the_new_deadline() -> None:
    case = open_case(found_company())
    later = times(case, after(5))[3]
    made = postpone(case, later, after(5))

    def judged(now: datetime) -> PromiseFacts:
        return perform(judge_promise, actor=WATCH, now=now, promise_id=made.id)

    assert judged(later.due_at - timedelta(seconds=1)).state is PromiseState.RUNNING
    broken = judged(later.due_at + timedelta(minutes=5))
    assert (broken.state, broken.verdict_at) == (PromiseState.BROKEN, later.due_at)


def test_it_can_be_moved_once_more_and_only_to_a_later_time() -> None:
    case = open_case(found_company())
    first = times(case, after(5))[2]
    postpone(case, first, after(5))
    again = times(case, after(20))
    assert all(later.from_at > first.from_at for later in again)
    assert postpone(case, again[0], after(20)).deadline_at == again[0].due_at
    with pytest.raises(LaterNotOffered):
        postpone(case, first, after(21))


def test_ready_sooner_brings_somebody_as_early_as_can_be_kept() -> None:
    case = open_case(found_company())
    decide()
    postpone(case, times(case, after(5))[-1], after(5))
    resumed = resume(case, after(60))
    assert after(60) < resumed.deadline_at <= after(95)
    assert job_of(case).not_before_at is None
    assert kinds(case, "promise.")[-1] == "promise.resumed"
    decide(after(60))
    assert job_of(case).state is JobState.ASSIGNED
    assert "promise.resumed" in {notice.template for notice in list_notices(case.id)}


def test_nobody_comes_sooner_than_can_be_kept() -> None:
    case = open_case(found_company())
    with pytest.raises(NobodySooner):
        resume(case, after(1))  # no later time was agreed
    agreed = postpone(case, times(case, after(5))[2], after(5))
    Shift.objects.all().delete()
    with pytest.raises(NobodySooner):
        resume(case, after(30))
    assert arrival(case).deadline_at == agreed.deadline_at
    assert "promise.resumed" not in kinds(case)


@pytest.mark.parametrize("change", [{"minutes": 1}, {"hours": 30}, {"hours": -20}])
def test_a_time_that_is_none_of_those_offered_is_refused(change: dict[str, int]) -> None:
    case = open_case(found_company())
    later = times(case, after(5))[1]
    moved = LaterTime(later.from_at + timedelta(**change), later.due_at + timedelta(hours=40))
    with pytest.raises(LaterNotOffered):
        postpone(case, moved, after(5))
    assert "promise.paused" not in kinds(case)


def test_nobody_is_held_to_a_later_deadline_than_was_shown() -> None:
    case = open_case(found_company())
    later = times(case, after(5))[1]
    shown = LaterTime(later.from_at, later.due_at - timedelta(minutes=5))
    with pytest.raises(LaterNotOffered):
        postpone(case, shown, after(5))


def test_nobody_but_the_customer_moves_it() -> None:
    case = open_case(found_company())
    later = times(case, after(5))[1]
    with pytest.raises(NotAllowed):
        postpone(case, later, after(5), actor=Actor.customer(case.company_id))
    with pytest.raises(NotAllowed):
        perform(come_now, actor=WATCH, now=after(6), case_id=case.id)


def at_door(walk: Walk) -> None:
    walk.act(visit.start_travel)
    walk.act(visit.knock, point=None, photo=None)


@pytest.mark.parametrize("act", [at_door, Walk.arrive])
def test_once_somebody_stands_at_the_door_it_is_too_late(act: Any) -> None:
    walk = begin()
    later = times(walk.case, walk.now)[1]
    act(walk)
    assert find_movable_promise(walk.case, walk.now) is None
    with pytest.raises(PromiseDecided):
        postpone(walk.case, later, walk.now)


def test_a_promise_that_fell_due_is_not_moved_back_to_life() -> None:
    case = open_case(found_company())
    later = times(case, after(5))[1]
    with pytest.raises(PromiseDecided):
        postpone(case, later, arrival(case).deadline_at + timedelta(minutes=1))
