"""A call-back is a promise like any other: kept by a call record or the customer's tap, never by an
agent's word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.crew import staff
from tests.world import (
    NOW,
    REPORT,
    WATCH,
    WEB,
    after,
    customer_of,
    found_company,
    kinds,
    open_case,
    send,
)
from yinuo.base.actor import Actor
from yinuo.base.errors import NotAllowed
from yinuo.case.actions import note_case
from yinuo.case.facts import CaseFacts, CaseKind
from yinuo.case.reads import get_case
from yinuo.intake.actions import (
    ask_call_back,
    ask_call_back_anew,
    confirm_call_back,
    record_connected,
)
from yinuo.intake.call import CallBackAnswer, CallBackWish, NoCallBack
from yinuo.intake.facts import AnswerKind, ReportInvalid
from yinuo.outlet.models import Shift
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_case
from yinuo.promise.facts import PromiseFacts, PromiseKind, PromiseState
from yinuo.promise.reads import find_promise, find_remedy
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
WISH = CallBackWish("19900000055", "王女士", "想问保修")
LINE = Actor.system("phone")


def ask(case: CaseFacts, minutes: float = 1) -> PromiseFacts:
    actor = customer_of(case)
    return perform(ask_call_back, actor=actor, now=after(minutes), case_id=case.id)


def judged(case: CaseFacts, minutes: float) -> PromiseFacts:
    perform(judge_case, actor=WATCH, now=after(minutes), case_id=case.id)
    promise = find_promise(case.id, PromiseKind.CALL_BACK)
    assert promise is not None
    return promise


def connect(minutes: float, at: float | None = None, phone: str = REPORT.phone) -> int:
    told = after(at) if at is not None else None
    return perform(record_connected, actor=LINE, now=after(minutes), phone=phone, connected_at=told)


def test_it_is_promised_by_the_rulebook_once_however_often_it_is_asked() -> None:
    case = open_case(found_company())
    first = ask(case)
    assert first.due_at == after(31)
    assert ask(case, 5).id == first.id
    assert kinds(case, "intake.call_back") == ["intake.call_back.asked"]


def test_the_phone_systems_record_keeps_it_at_its_own_instant() -> None:
    case = open_case(found_company())
    ask(case)
    assert connect(10, at=9) == 1
    promise = judged(case, 10)
    assert (promise.state, promise.verdict_at) == (PromiseState.KEPT, after(9))


def test_the_customers_own_tap_keeps_it() -> None:
    case = open_case(found_company())
    ask(case)
    perform(confirm_call_back, actor=customer_of(case), now=after(7), case_id=case.id)
    assert judged(case, 8).state is PromiseState.KEPT


def test_an_agents_note_that_he_called_keeps_nothing_and_it_breaks_and_pays_by_itself() -> None:
    case = open_case(found_company())
    agent = Actor.staff(staff(StaffRole.DESK).id)
    ask(case)
    perform(note_case, actor=agent, now=after(5), case_id=case.id, words="已回电，办完了")
    assert judged(case, 6).state is PromiseState.RUNNING
    broken = judged(case, 40)
    assert (broken.state, broken.verdict_at) == (PromiseState.BROKEN, after(31))
    remedy = find_remedy(broken.id)
    assert remedy is not None
    assert remedy.fen == 1000


def test_nobody_else_may_say_that_the_customer_was_called() -> None:
    case = open_case(found_company())
    agent = staff(StaffRole.DESK)
    ask(case)
    for actor in (Actor.staff(agent.id), Actor.by_phone(case.customer_id, agent.id), WEB):
        with pytest.raises(NotAllowed):
            perform(confirm_call_back, actor=actor, now=after(2), case_id=case.id)


def test_a_record_that_comes_late_corrects_the_verdict_and_the_credit_stays() -> None:
    case = open_case(found_company())
    ask(case)
    broken = judged(case, 40)
    assert connect(60, at=20) == 1
    corrected = judged(case, 61)
    assert (corrected.state, corrected.verdict_at) == (PromiseState.KEPT, after(20))
    assert find_remedy(broken.id) is not None


@pytest.mark.parametrize("minutes", [0.5, -60 * 30])
def test_a_call_from_before_the_promise_keeps_nothing(minutes: float) -> None:
    case = open_case(found_company())
    ask(case)
    connect(1.5, at=minutes)
    assert judged(case, 2).state is PromiseState.RUNNING


def test_a_call_to_somebody_else_keeps_nothing() -> None:
    case = open_case(found_company())
    ask(case)
    assert connect(5, phone="19900000099") == 0
    assert connect(5, phone="not a number") == 0
    assert judged(case, 6).state is PromiseState.RUNNING


def test_where_nobody_can_come_a_call_is_promised_by_itself() -> None:
    company = found_company()
    Shift.objects.all().delete()
    answer = send(company)
    assert answer.kind is AnswerKind.NO_TIME
    assert answer.case_id is not None
    assert answer.call_back_by == NOW + timedelta(minutes=30)
    assert judged(get_case(answer.case_id), 1).state is PromiseState.RUNNING


def test_whoever_leaves_a_number_gets_a_case_of_its_own_kind_and_nothing_else_is_asked() -> None:
    company = found_company()
    answer = perform(ask_call_back_anew, actor=WEB, now=NOW, wish=WISH, company_id=company)
    assert answer.case_id is not None
    case = get_case(answer.case_id)
    assert (case.kind, case.division_code, case.outlet_id) == (CaseKind.CALL_BACK, "100000", None)
    assert answer.due_at == after(30)


def test_who_types_a_number_that_is_awaited_learns_the_time_and_no_case() -> None:
    company = found_company()
    first = perform(ask_call_back_anew, actor=WEB, now=NOW, wish=WISH, company_id=company)
    again = perform(ask_call_back_anew, actor=WEB, now=after(3), wish=WISH, company_id=company)
    assert again.case_id is None
    assert again.due_at == first.due_at


def test_an_awaited_call_is_found_behind_whatever_else_this_customer_reported_since() -> None:
    company = found_company()
    first = perform(ask_call_back_anew, actor=WEB, now=NOW, wish=WISH, company_id=company)
    for number in range(6):
        address = f"济南市市中区示范路 {number + 1} 号"
        open_case(company, phone=WISH.phone, email="", address=address)
    again = perform(ask_call_back_anew, actor=WEB, now=after(3), wish=WISH, company_id=company)
    assert again == CallBackAnswer(first.due_at)


def test_a_wish_without_a_number_is_refused_with_every_fault() -> None:
    company, wish = found_company(), CallBackWish("123", "")
    with pytest.raises(ReportInvalid) as refused:
        perform(ask_call_back_anew, actor=WEB, now=NOW, wish=wish, company_id=company)
    assert [error.field for error in refused.value.errors] == ["phone", "name"]


def test_without_a_call_awaited_there_is_nothing_to_confirm() -> None:
    case = open_case(found_company())
    with pytest.raises(NoCallBack):
        perform(confirm_call_back, actor=customer_of(case), now=after(1), case_id=case.id)
