"""Two cases that are one go on as one: no promise is let go by us, and a mistake can be undone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.crew import staff
from tests.world import (
    REGION,
    WATCH,
    active,
    after,
    body,
    customer_of,
    decide,
    found_company,
    job_of,
    kinds,
    lines,
    open_case,
    send,
)
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.facts import CaseFacts, CaseNotInState, CaseState, MergeReason, WithdrawReason
from yinuo.case.reads import get_case, list_joined
from yinuo.intake.actions import merge_cases, part_merged, withdraw_case
from yinuo.intake.call import BothAtWork, MergePlan, NotTheSame, StrangersApart
from yinuo.intake.facts import AnswerKind
from yinuo.intake.merges import find_alike, plan_merge
from yinuo.notice.reads import list_notices
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_case
from yinuo.promise.facts import PromiseFacts, PromiseState
from yinuo.promise.reads import find_arrival, find_remedy, list_disagreements, list_promises
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import JobState
from yinuo.work.visit import actions as visit
from yinuo.work.visit.reads import find_visit_of_case

pytestmark = pytest.mark.django_db(transaction=True)
NEXT_DOOR = "山东省济南市市中区示范路 18 号 3 栋 2 单元 502"


class Two:
    """A case, and a second one about the same thing from the same phone, ten minutes later."""

    def __init__(self, **changes: Any) -> None:
        company = found_company()
        self.first = open_case(company)
        later: dict[str, Any] = {"now": after(10), "address": NEXT_DOOR, **changes}
        self.second = open_case(company, **later)
        self.actor = Actor.staff(staff(StaffRole.DESK).id)

    def merge(self, minutes: float = 11, number: str = "") -> MergePlan:
        return perform(
            merge_cases,
            actor=self.actor,
            now=after(minutes),
            case_id=self.first.id,
            other_id=self.second.id,
            reason=MergeReason.REPORTED_TWICE,
            number_read_out=number,
        )

    def part(self, minutes: float) -> CaseFacts:
        return perform(
            part_merged,
            actor=self.actor,
            now=after(minutes),
            case_id=self.second.id,
            reason="mistake",
        )


def arrive(case: CaseFacts, minutes: float) -> None:
    """The technician of a case sets out, and its customer says that he is here."""
    now = after(minutes)
    facts = find_visit_of_case(case.id)
    assert facts is not None
    technician = Actor.technician(facts.technician_id)
    perform(visit.start_travel, actor=technician, now=now, visit_id=facts.id)
    perform(visit.customer_says_here, actor=customer_of(case), now=now, case_id=case.id)


def judged(case: CaseFacts, minutes: float) -> list[PromiseFacts]:
    perform(judge_case, actor=WATCH, now=after(minutes), case_id=case.id)
    return list(list_promises(case.id))


def test_the_later_case_ends_in_the_earlier_and_one_technician_comes() -> None:
    two = Two()
    plan = two.merge()
    assert (plan.kept.id, plan.joined.id) == (two.first.id, two.second.id)
    joined = get_case(two.second.id)
    assert (joined.state, joined.joined_to_id) == (CaseState.JOINED, two.first.id)
    assert [case.id for case in list_joined(two.first.id)] == [two.second.id]
    assert job_of(two.second).state is JobState.CANCELLED
    assert body(two.second, "case.merged")["into"] == two.first.number
    assert body(two.first, "case.merged.in")["number"] == two.second.number


def test_both_promises_hold_with_their_own_deadlines_and_the_earlier_counts() -> None:
    two = Two()
    plan = two.merge()
    dues = [(p.state, p.deadline_at) for p in list_promises(two.first.id)]
    assert dues == [(PromiseState.RUNNING, after(30)), (PromiseState.RUNNING, after(40))]
    assert plan.due_at == after(30)
    counts = find_arrival(two.first.id)
    assert counts is not None
    assert counts.deadline_at == after(30)
    assert list_promises(two.second.id) == ()
    for case, kind in ((two.second, "promise.carried.away"), (two.first, "promise.carried")):
        assert len([line for line in lines(case, kind) if line.kind == kind]) == 1
    assert "promise.released" not in {*kinds(two.first), *kinds(two.second)}


def test_one_arrival_keeps_both() -> None:
    two = Two()
    decide(after(1))
    two.merge()
    arrive(two.first, 20)
    assert {p.state for p in judged(two.first, 21)} == {PromiseState.KEPT}
    assert list_disagreements(after(21), region=REGION) == ()


def test_nobody_in_time_breaks_both_and_each_pays_whom_it_was_made_to() -> None:
    two = Two(phone="19900000002", email="second@example.org")
    two.merge(number=two.second.number)
    broken = judged(two.first, 60)
    assert [p.verdict_at for p in broken] == [after(30), after(40)]
    remedies = [find_remedy(promise.id) for promise in broken]
    owed = [remedy.customer_id for remedy in remedies if remedy is not None]
    assert owed == [two.first.customer_id, two.second.customer_id]
    assert list_disagreements(after(61), region=REGION) == ()


def test_whoever_is_further_on_the_way_goes_on() -> None:
    two = Two()
    decide(after(10))
    facts = find_visit_of_case(two.second.id)
    assert facts is not None
    technician = Actor.technician(facts.technician_id)
    perform(visit.start_travel, actor=technician, now=after(11), visit_id=facts.id)
    plan = two.merge(12)
    assert plan.kept.id == two.second.id
    assert plan.is_called_off
    assert active(two.second)
    assert job_of(two.second).deadline_at == after(30)


def test_who_is_at_work_already_has_kept_a_promise_made_meanwhile() -> None:
    company = found_company()
    first = open_case(company)
    decide(after(0))
    arrive(first, 8)
    two = Two.__new__(Two)
    two.first = first
    two.second = open_case(company, now=after(10), address=NEXT_DOOR)
    two.actor = Actor.staff(staff(StaffRole.DESK).id)
    plan = two.merge(12)
    assert plan.kept.id == first.id
    carried = [p for p in judged(first, 13) if p.is_carried]
    assert [(p.state, p.verdict_at) for p in carried] == [(PromiseState.KEPT, after(10))]
    assert list_disagreements(after(14), region=REGION) == ()


def test_it_is_refused_where_two_technicians_are_there() -> None:
    two = Two()
    decide(after(10))
    for case in (two.first, two.second):
        arrive(case, 12)
    with pytest.raises(BothAtWork):
        two.merge(13)
    assert get_case(two.second.id).state is CaseState.OPEN


def test_two_customers_are_joined_only_if_one_reads_out_the_others_number() -> None:
    two = Two(phone="19900000002", email="second@example.org")
    for number in ("", "0000-0000", two.first.number):
        with pytest.raises(StrangersApart):
            two.merge(number=number)
    two.merge(number=two.second.number.lower().replace("-", " "))
    for case in (two.first, two.second):
        told = {notice.template for notice in list_notices(case.id)}
        assert "case.merged" in told


@pytest.mark.parametrize("state", ["withdrawn", "itself"])
def test_only_two_open_cases_are_joined(state: str) -> None:
    two = Two()
    if state == "itself":
        two.second = two.first
    else:
        perform(
            withdraw_case,
            actor=customer_of(two.second),
            now=after(10.5),
            case_id=two.second.id,
            reason=WithdrawReason.OTHER,
        )
    with pytest.raises(NotTheSame):
        two.merge()


def test_nobody_but_staff_joins_cases() -> None:
    two = Two()
    two.actor = customer_of(two.first)
    with pytest.raises(NotAllowed):
        two.merge()


def test_undoing_it_brings_promise_and_technician_back_and_says_so_to_both() -> None:
    two = Two()
    two.merge()
    parted = two.part(15)
    assert (parted.state, parted.joined_to_id) == (CaseState.OPEN, None)
    (promise,) = list_promises(two.second.id)
    assert (promise.state, promise.deadline_at, promise.is_carried) == (
        PromiseState.RUNNING,
        after(40),
        False,
    )
    assert [p.deadline_at for p in list_promises(two.first.id)] == [after(30)]
    assert job_of(two.second).deadline_at == after(40)
    for case in (two.first, two.second):
        assert "case.parted" in kinds(case)
    assert "case.parted" in {notice.template for notice in list_notices(two.first.id)}
    assert list_disagreements(after(16), region=REGION) == ()


def test_what_was_never_joined_cannot_be_parted() -> None:
    two = Two()
    with pytest.raises(CaseNotInState):
        two.part(11)


def test_a_case_taken_back_leaves_what_was_promised_to_somebody_else() -> None:
    two = Two(phone="19900000002", email="second@example.org")
    two.merge(number=two.second.number)
    perform(
        withdraw_case,
        actor=customer_of(two.first),
        now=after(12),
        case_id=two.first.id,
        reason=WithdrawReason.OTHER,
    )
    states = {p.is_carried: p.state for p in list_promises(two.first.id)}
    assert states == {False: PromiseState.RELEASED, True: PromiseState.RUNNING}


def test_who_reports_once_more_is_told_the_deadline_that_comes_first() -> None:
    two = Two()
    two.merge()
    answer = send(two.first.company_id, now=after(12))
    assert (answer.kind, answer.due_at) == (AnswerKind.JOINED, after(30))


def test_cases_that_may_be_one_are_marked_with_why() -> None:
    two = Two()
    pairs = list(find_alike([get_case(two.second.id), get_case(two.first.id)]))
    assert [(later, earlier) for later, earlier, _why in pairs] == [(two.second.id, two.first.id)]


def test_a_preview_writes_nothing() -> None:
    two = Two()
    before = kinds(two.first)
    plan = plan_merge(two.first.id, two.second.id)
    assert plan.is_same_customer
    assert kinds(two.first) == before
