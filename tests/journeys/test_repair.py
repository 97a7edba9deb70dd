"""A repair from the report to the customer's word, kept, declined, overcharged, disputed or left waiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.journeys.day import Day, a_day
from tests.work.visit.pictures import jpeg
from tests.work.visit.walk import Walk
from tests.world import (
    HOME,
    NOW,
    REPORT,
    UNLOCK,
    WEB,
    active,
    after,
    customer_of,
    found_company,
    job_of,
    kinds,
    open_case,
)
from yinuo.case.actions import confirm_fixed, dispute_case, reopen_case
from yinuo.case.facts import CaseState, DisputeAbout
from yinuo.case.reads import get_case
from yinuo.demo.audit import audit
from yinuo.notice.reads import list_notices
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, get_credit_fen, list_promises, list_remedies
from yinuo.store.perform import perform
from yinuo.work.dispatch.facts import JobState
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.facts import Step, VisitState
from yinuo.work.visit.models import OpeningForm

pytestmark = pytest.mark.django_db(transaction=True)
OPENING = (("VISIT", 1), ("INSPECT", 1), ("OPEN-KEEP", 1))


@pytest.fixture
def day() -> Iterator[Day]:
    with a_day() as day:
        yield day


def states(walk: Walk) -> dict[PromiseKind, PromiseState]:
    return {promise.kind: promise.state for promise in list_promises(walk.case.id)}


def begun(day: Day, report: object = REPORT, **fields: object) -> Walk:
    """A case that the watch has sent somebody to."""
    case = open_case(found_company(), report)  # type: ignore[arg-type]
    day.settle()
    assert active(case)
    return Walk(get_case(case.id), **fields)  # type: ignore[arg-type]


def finished(day: Day, walk: Walk) -> None:
    walk.arrive().finish()
    day.pass_to(walk.now)


def test_a_kept_repair(day: Day) -> None:
    walk = begun(day)
    finished(day, walk)
    arrive = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert arrive is not None
    assert (arrive.state, arrive.verdict_at) == (PromiseState.KEPT, walk.facts.arrived_at)
    assert job_of(walk.case).state is JobState.DONE
    walk.say(visit.customer_confirms_price, paid_fen=14000)
    walk.say(confirm_fixed)
    day.pass_to(walk.now)
    assert states(walk) == {
        PromiseKind.ARRIVE: PromiseState.KEPT,
        PromiseKind.PRICE: PromiseState.KEPT,
    }
    assert get_case(walk.case.id).state is CaseState.DONE
    assert get_credit_fen(walk.case.customer_id) == 0
    assert audit(day.now).findings == ()


def test_nobody_arrives(day: Day) -> None:
    for role in (StaffRole.DISPATCHER, StaffRole.MANAGER):
        perform(
            add_staff,
            actor=WEB,
            now=NOW,
            username=role.value,
            name="值班",
            role=role,
            password="a-long-enough-word",
            email=f"{role.value}@staff.invalid",
        )
    walk = begun(day)
    day.pass_to(after(29))
    assert states(walk) == {PromiseKind.ARRIVE: PromiseState.RUNNING}
    warned = {n.template for n in list_notices(walk.case.id)}
    assert "promise.warned" in warned
    day.pass_to(
        after(50), step_minutes=7
    )  # noticed late: the verdict is of its due time all the same
    arrive = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert arrive is not None
    assert (arrive.state, arrive.verdict_at) == (PromiseState.BROKEN, arrive.due_at)
    assert [remedy.fen for remedy in list_remedies(walk.case.id)] == [2000]
    assert get_credit_fen(walk.case.customer_id) == 2000
    told = [n.template for n in list_notices(walk.case.id)]
    assert told.count("promise.broken") >= 3  # customer, dispatcher, manager
    day.pass_to(after(120))
    walk.now = day.now
    walk.code()
    day.pass_to(walk.now + timedelta(minutes=5))
    assert get_credit_fen(walk.case.customer_id) == 2000
    assert kinds(walk.case).count("promise.broken") == 1
    assert audit(day.now).findings == ()


def test_a_knock_nobody_disputes_keeps_the_promise_a_day_later(day: Day) -> None:
    walk = begun(day)
    walk.now = after(20)
    walk.act(visit.knock, point=HOME, photo=jpeg())
    day.pass_to(after(40))
    assert states(walk)[PromiseKind.ARRIVE] is PromiseState.RUNNING
    day.pass_to(walk.now + timedelta(hours=24, minutes=1), step_minutes=120)
    arrive = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert arrive is not None
    assert arrive.state is PromiseState.KEPT


def test_a_knock_the_customer_denies_breaks_it(day: Day) -> None:
    walk = begun(day)
    walk.now = after(20)
    walk.act(visit.knock, point=HOME, photo=jpeg())
    walk.say(visit.customer_denies)
    day.pass_to(after(31))
    arrive = find_promise(walk.case.id, PromiseKind.ARRIVE)
    assert arrive is not None
    assert (arrive.state, arrive.verdict_at) == (PromiseState.BROKEN, arrive.due_at)


def test_an_unlock_with_its_proofs(day: Day) -> None:
    walk = begun(day, UNLOCK, lines=OPENING)
    finished(day, walk)
    told = kinds(walk.case)
    assert told.index("case.proof.recorded") < told.index("visit.ownership.checked")
    assert told.index("visit.ownership.checked") < told.index("visit.opened")
    assert OpeningForm.objects.filter(visit_id=walk.visit_id).exists()
    assert "case.proof.needed" in {n.template for n in list_notices(walk.case.id)}
    assert audit(day.now).findings == ()


def test_QT_02_CP_09_what_was_paid_above_the_accepted_price_comes_back_at_once(day: Day) -> None:
    walk = begun(day)
    finished(day, walk)
    walk.say(visit.customer_confirms_price, paid_fen=19000)
    day.pass_to(walk.now)
    price = find_promise(walk.case.id, PromiseKind.PRICE)
    assert price is not None
    assert price.state is PromiseState.BROKEN
    assert get_credit_fen(walk.case.customer_id) == 5000 + (19000 - 14000)
    day.pass_to(walk.now + timedelta(days=8), step_minutes=24 * 60)
    assert len(list_remedies(walk.case.id)) == 1
    assert audit(day.now).findings == ()


def test_the_quote_is_declined(day: Day) -> None:
    walk = begun(day)
    walk.arrive().to(Step.QUOTE).propose()
    walk.decline()
    walk.finish()
    day.pass_to(walk.now)
    assert walk.facts.state is VisitState.FINISHED
    assert reads.get_payment(walk.visit_id).recorded_fen == 8000
    assert PromiseKind.PRICE not in states(walk)


def test_not_fixed_disputed_and_taken_up_again(day: Day) -> None:
    walk = begun(day)
    finished(day, walk)
    walk.say(confirm_fixed)
    day.pass_to(walk.now + timedelta(days=2), step_minutes=24 * 60)
    walk.now = day.now
    walk.say(dispute_case, words="又转不动了", about=DisputeAbout.WORK)
    assert get_case(walk.case.id).state is CaseState.DISPUTED
    walk.say(reopen_case)
    again = get_case(walk.case.id)
    assert (again.state, again.reopened) == (CaseState.OPEN, 1)
    assert customer_of(again) == customer_of(walk.case)


def test_silence_closes_a_case_only_after_two_delivered_notices(day: Day) -> None:
    walk = begun(day)
    finished(day, walk)
    day.pass_to(walk.now + timedelta(days=6), step_minutes=12 * 60)
    assert get_case(walk.case.id).state is CaseState.WAITING_FOR_CUSTOMER
    day.pass_to(walk.now + timedelta(days=8), step_minutes=12 * 60)
    case = get_case(walk.case.id)
    delivered = [n for n in list_notices(case.id) if n.template == "case.confirm"]
    assert len(delivered) == 2
    assert case.state is CaseState.DONE
