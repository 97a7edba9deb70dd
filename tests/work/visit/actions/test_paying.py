"""The statement and what is paid: as it was accepted, as it was done, as the customer says."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import BOARD, on_site, price_promises
from tests.world import WATCH, body, kinds
from yinuo.case.facts import CaseState
from yinuo.case.reads import get_case
from yinuo.notice.reads import list_notices
from yinuo.people.actions import add_staff
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_case
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import (
    find_remedy,
    get_credit_fen,
    list_disagreements,
    list_promises,
    list_wrong_remedies,
)
from yinuo.store.perform import perform
from yinuo.work.visit import reads
from yinuo.work.visit.actions import (
    customer_confirms_price,
    start_work,
    take_payment,
)
from yinuo.work.visit.errors import (
    AmountNotAccepted,
    PaymentSaidAlready,
    StepNotYet,
)
from yinuo.work.visit.facts import PaymentMethod, Step

pytestmark = pytest.mark.django_db(transaction=True)


class TestPaying:
    """After the work, by the statement."""

    def test_another_amount_is_not_recorded(self) -> None:
        walk = on_site().to(Step.PAYMENT)
        for paid in (14001, 13999, 0, -1):
            with pytest.raises(AmountNotAccepted):
                walk.act(take_payment, paid_fen=paid, method=PaymentMethod.CASH)
        assert reads.get_payment(walk.visit_id).recorded_fen is None
        assert "visit.payment.recorded" not in kinds(walk.case)

    def test_it_can_not_be_taken_twice(self) -> None:
        walk = on_site().to(Step.FINISH)
        with pytest.raises(StepNotYet):
            walk.act(take_payment, paid_fen=14000, method=PaymentMethod.CASH)

    def test_in_warranty_nothing_is_due_and_the_lines_say_zero(self) -> None:
        walk = on_site(plate="ANC25-230000010").to(Step.QUOTE)
        quote = walk.propose(*BOARD)
        assert quote.in_warranty == (quote.total_fen == 0)

    def test_what_the_customer_says_is_said_once(self) -> None:
        walk = on_site().finish()
        walk.say(customer_confirms_price, paid_fen=14000)
        walk.say(customer_confirms_price, paid_fen=14000)
        with pytest.raises(PaymentSaidAlready) as said:
            walk.say(customer_confirms_price, paid_fen=20000)
        assert "您已确认付了 ¥140" in said.value.text("zh")
        assert "¥140" in said.value.text("en")
        assert reads.get_payment(walk.visit_id).confirmed_fen == 14000
        assert kinds(walk.case).count("visit.price.confirmed") == 1

    def test_QT_02_a_claim_far_above_the_bill_waits_for_a_person(self) -> None:
        walk = on_site().finish()
        manager = perform(
            add_staff,
            actor=WATCH,
            now=walk.now,
            username="manager",
            name="测试经理",
            role=StaffRole.MANAGER,
            email="manager@example.org",
            password="a-long-enough-secret-1",
        )
        walk.say(customer_confirms_price, paid_fen=50_000_000)
        perform(judge_case, actor=WATCH, now=walk.now, case_id=walk.case.id)
        assert get_credit_fen(walk.case.customer_id) == 5000 + 10000
        (promise,) = (p for p in list_promises(walk.case.id) if p.kind is PromiseKind.PRICE)
        remedy = find_remedy(promise.id)
        assert promise.state is PromiseState.BROKEN
        assert remedy is not None
        beyond_fen = 50_000_000 - 14000 - 10000
        assert (remedy.excess_fen, remedy.beyond_fen) == (10000, beyond_fen)
        assert body(walk.case, "promise.remedy.paid")["beyond_fen"] == beyond_fen
        assert get_case(walk.case.id).state is CaseState.DISPUTED
        assert body(walk.case, "case.payment.questioned") == {"about": "price"}
        told = [n for n in list_notices(walk.case.id) if n.template == "promise.beyond"]
        assert [notice.recipient for notice in told] == [manager.id]
        assert not list_wrong_remedies()
        assert not list_disagreements(walk.now)

    def test_QT_02_a_small_excess_is_given_back_without_anybody(self) -> None:
        walk = on_site().finish()
        walk.say(customer_confirms_price, paid_fen=19000)
        perform(judge_case, actor=WATCH, now=walk.now, case_id=walk.case.id)
        assert get_credit_fen(walk.case.customer_id) == 5000 + 5000
        assert get_case(walk.case.id).state is CaseState.WAITING_FOR_CUSTOMER

    def test_before_the_statement_there_is_nothing_to_confirm(self) -> None:
        walk = on_site().to(Step.QUOTE)
        with pytest.raises(StepNotYet):
            walk.say(customer_confirms_price, paid_fen=14000)

    def test_more_than_accepted_is_written_as_the_customer_says_it(self) -> None:
        walk = on_site().finish()
        walk.say(customer_confirms_price, paid_fen=19000)
        said = body(walk.case, "visit.price.confirmed")
        of = {"visit": str(walk.visit_id), "version": 1}
        assert said == of | {"paid_fen": 19000, "at_most_fen": 14000}

    def test_a_part_that_was_not_needed_after_all_is_not_charged(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(start_work)
        walk.finish()
        statement = reads.get_statement(walk.visit_id)
        assert [line.code for line in statement.lines] == ["VISIT", "INSPECT", "R-BOARD"]
        assert reads.get_payment(walk.visit_id).recorded_fen == 16000

    def test_paying_less_because_a_part_was_not_needed_keeps_the_price(self) -> None:
        walk = on_site(lines=BOARD).to(Step.WORK)
        walk.act(start_work)
        walk.finish()
        walk.say(customer_confirms_price, paid_fen=16000)
        perform(judge_case, actor=WATCH, now=walk.now, case_id=walk.case.id)
        ((state, at_most_fen),) = price_promises(walk)
        assert state is PromiseState.KEPT
        assert at_most_fen is not None
        assert at_most_fen > 16000
