"""A stopped visit: its price ends, its reason is told coarsely, and somebody decides what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.pages.crew import staff
from tests.work.visit.walk import BOARD, Walk, on_site, stop
from tests.world import WATCH, body, decide, found_company, kinds
from yinuo.case.actions import dispute_case
from yinuo.case.facts import CaseState, DisputeAbout, WithdrawReason
from yinuo.case.reads import get_case
from yinuo.intake.actions import come_again, withdraw_case
from yinuo.intake.facts import ManagerDecides, StillToCome
from yinuo.notice.facts import ChannelKind, RecipientKind
from yinuo.notice.reads import list_notices
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import accept_price, judge_case
from yinuo.promise.facts import PromiseFacts, PromiseKind, PromiseState
from yinuo.promise.reads import find_remedy, list_disagreements, list_promises
from yinuo.store.perform import perform
from yinuo.work.dispatch.reads import find_job_of_case
from yinuo.work.visit import actions as visit
from yinuo.work.visit import reads
from yinuo.work.visit.errors import AmountNotAccepted, FieldMissing, StepNotYet, VisitUnknown
from yinuo.work.visit.facts import PaymentMethod, QuoteState, Step, StopReason, VisitState

pytestmark = pytest.mark.django_db(transaction=True)
CASH = PaymentMethod.CASH


def price(walk: Walk, *, days: float = 0) -> PromiseState:
    """Where the price stands so many days later, judged then; the record replayed says the same."""
    now = walk.now + timedelta(days=days)
    perform(judge_case, actor=WATCH, now=now, case_id=walk.case.id)
    assert list_disagreements(now) == ()
    return _price(walk).state


def _price(walk: Walk) -> PromiseFacts:
    (promise,) = (p for p in list_promises(walk.case.id) if p.kind is PromiseKind.PRICE)
    return promise


class TestThePrice:
    """A quote was accepted, and the work didn't come to its end."""

    @pytest.fixture
    def walk(self) -> Walk:
        return on_site(lines=BOARD).to(Step.WORK)

    def test_nothing_charged_is_kept_once_the_customer_says_so_too(self, walk: Walk) -> None:
        stop(walk)
        said = body(walk.case, "visit.payment.recorded")
        assert (said["paid_fen"], said["method"]) == (0, "nothing_due")
        assert price(walk) is PromiseState.RUNNING
        walk.say(visit.customer_confirms_price, paid_fen=0)
        assert price(walk) is PromiseState.KEPT

    def test_silence_after_nothing_was_charged_costs_an_honest_company_nothing(
        self, walk: Walk
    ) -> None:
        stop(walk)
        assert price(walk, days=0.9) is PromiseState.RUNNING
        assert price(walk, days=30) is PromiseState.KEPT
        assert find_remedy(_price(walk).id) is None

    def test_a_customer_who_paid_all_the_same_gets_back_what_was_not_owed(self, walk: Walk) -> None:
        stop(walk)
        walk.say(visit.customer_confirms_price, paid_fen=10000)
        assert price(walk) is PromiseState.BROKEN
        remedy = find_remedy(_price(walk).id)
        assert remedy is not None
        assert remedy.excess_fen == 2000  # the visit and the inspection were told before

    def test_a_dispute_about_the_price_takes_the_technicians_word_away(self, walk: Walk) -> None:
        stop(walk)
        walk.say(dispute_case, words="他收了三百", about=DisputeAbout.PRICE)
        assert price(walk, days=2) is PromiseState.RUNNING
        assert price(walk, days=8) is PromiseState.BROKEN

    def test_what_was_disclosed_may_be_charged_and_no_labour(self, walk: Walk) -> None:
        bill = reads.find_stop_statement(walk.visit_id)
        assert bill is not None
        assert [line.code for line in bill.lines] == ["VISIT", "INSPECT"]
        stop(walk, charged_fen=8000, method=CASH)
        assert reads.get_payment(walk.visit_id).recorded_fen == 8000
        statement = reads.get_statement(walk.visit_id)
        assert (statement.total_fen, statement.is_stopped) == (8000, True)
        assert body(walk.case, "visit.statement.shown") == {"total_fen": 8000}
        walk.say(visit.customer_confirms_price, paid_fen=8000)
        assert price(walk) is PromiseState.KEPT

    def test_fitted_parts_may_be_charged(self, walk: Walk) -> None:
        walk.do(Step.WORK)
        bill = reads.find_stop_statement(walk.visit_id)
        assert bill is not None
        assert [line.code for line in bill.lines] == ["VISIT", "INSPECT", "P-BOARD"]
        stop(walk, charged_fen=bill.total_fen, method=CASH)
        assert reads.get_payment(walk.visit_id).recorded_fen == bill.total_fen

    def test_after_the_handover_the_whole_bill_may(self, walk: Walk) -> None:
        walk.to(Step.PAYMENT)
        bill = reads.find_stop_statement(walk.visit_id)
        assert bill is not None
        assert bill.total_fen == reads.get_statement(walk.visit_id).total_fen

    @pytest.mark.parametrize("fen", [-1, 1, 7999, 8001, 14000])
    def test_no_other_sum_is_taken_and_the_visit_goes_on(self, walk: Walk, fen: int) -> None:
        with pytest.raises(AmountNotAccepted):
            stop(walk, charged_fen=fen, method=CASH)
        with pytest.raises(FieldMissing):
            stop(walk, charged_fen=8000)
        assert walk.facts.state is VisitState.ON_SITE
        assert "visit.payment.recorded" not in kinds(walk.case)

    def test_where_nothing_was_charged_the_receipt_has_no_lines(self, walk: Walk) -> None:
        stop(walk)
        statement = reads.get_statement(walk.visit_id)
        assert (statement.lines, statement.total_fen) == ((), 0)

    def test_what_was_paid_before_the_stop_stays_as_it_was(self, walk: Walk) -> None:
        walk.to(Step.FINISH)
        assert reads.find_stop_statement(walk.visit_id) is None
        due = reads.get_statement(walk.visit_id).total_fen
        with pytest.raises(AmountNotAccepted):
            stop(walk, charged_fen=due, method=CASH)
        stop(walk, StopReason.CUSTOMER_ENDS)
        assert reads.get_payment(walk.visit_id).recorded_fen == due
        assert reads.get_statement(walk.visit_id).total_fen == due
        assert kinds(walk.case).count("visit.payment.recorded") == 1


def test_without_a_decided_quote_nothing_can_be_charged_and_nothing_is_asked() -> None:
    walk = on_site().to(Step.QUOTE)
    assert reads.find_stop_statement(walk.visit_id) is None
    with pytest.raises(AmountNotAccepted):
        stop(walk, charged_fen=8000, method=CASH)
    stop(walk)
    assert reads.find_unconfirmed_payment(walk.case.id) is None
    with pytest.raises(StepNotYet):
        reads.get_statement(walk.visit_id)


def test_after_a_declined_quote_what_was_disclosed_may_be_charged() -> None:
    walk = on_site().to(Step.QUOTE)
    walk.propose()
    walk.decline()
    stop(walk, StopReason.CUSTOMER_ENDS, charged_fen=8000, method=CASH)
    assert reads.get_payment(walk.visit_id).recorded_fen == 8000


def test_a_quote_still_open_lapses_and_can_not_be_accepted_any_more() -> None:
    walk = on_site().to(Step.QUOTE)
    walk.propose()
    stop(walk)
    quote = reads.find_quote(walk.visit_id)
    assert quote is not None
    assert quote.state is QuoteState.LAPSED
    assert body(walk.case, "visit.quote.lapsed") == {"version": 1}
    with pytest.raises(VisitUnknown):
        walk.say(accept_price, version=1)


class TestWhatComesNext:
    """The case stays open: somebody decides, or the customer does."""

    def test_every_manager_is_told_and_the_customer_too(self) -> None:
        company = found_company()
        manager = staff(StaffRole.MANAGER)
        walk = on_site(company_id=company)
        stop(walk)
        told = {
            (notice.recipient_kind, notice.recipient)
            for notice in list_notices(walk.case.id)
            if notice.template == "visit.stopped"
        }
        assert told == {
            (RecipientKind.STAFF, manager.id),
            (RecipientKind.CUSTOMER, walk.case.customer_id),
        }

    def test_the_case_waits_on_the_list_of_stopped_visits(self) -> None:
        walk = on_site()
        assert reads.list_stopped_visits() == ()
        stop(walk)
        assert [one.id for one in reads.list_stopped_visits()] == [walk.visit_id]
        assert get_case(walk.case.id).state is CaseState.OPEN

    def test_the_customer_may_withdraw(self) -> None:
        walk = on_site()
        stop(walk)
        walk.say(withdraw_case, reason=WithdrawReason.OTHER)
        assert get_case(walk.case.id).state is CaseState.WITHDRAWN
        assert reads.list_stopped_visits() == ()

    def test_the_customer_may_have_somebody_sent_again_with_a_new_promise(self) -> None:
        walk = on_site()
        stop(walk)
        before = find_job_of_case(walk.case.id)
        walk.say(come_again, words="")
        after = find_job_of_case(walk.case.id)
        assert before is not None
        assert after is not None
        assert after.id != before.id
        arrivals = [p for p in list_promises(walk.case.id) if p.kind is PromiseKind.ARRIVE]
        assert [p.state for p in arrivals][-1] is PromiseState.RUNNING
        assert len(arrivals) == 2
        assert "intake.again.asked" in kinds(walk.case)
        assert "case.disputed" not in kinds(walk.case)
        assert get_case(walk.case.id).reopened == 0
        notices = [one for one in list_notices(walk.case.id) if one.channel is ChannelKind.EMAIL]
        templates = [notice.template for notice in notices]
        assert templates.count("promise.made") == 2
        with pytest.raises(StillToCome):
            walk.say(come_again, words="")

    def test_after_a_stop_for_safety_nobody_is_sent_by_a_tap(self) -> None:
        walk = on_site()
        stop(walk, StopReason.CRIME_SIGNS)
        with pytest.raises(ManagerDecides):
            walk.say(come_again, words="")
        assert "intake.again.asked" not in kinds(walk.case)

    def test_the_price_of_the_stopped_visit_is_still_asked_about_when_somebody_comes_again(
        self,
    ) -> None:
        walk = on_site().to(Step.WORK)
        stop(walk)
        walk.say(come_again, words="")
        decide(walk.now)
        again = Walk(get_case(walk.case.id), now=walk.now).arrive()
        asked = reads.find_unconfirmed_payment(walk.case.id)
        assert asked is not None
        assert (asked.visit_id, asked.recorded_fen) == (walk.visit_id, 0)
        again.finish()
        again.say(visit.customer_confirms_price, paid_fen=0, visit_id=walk.visit_id)
        assert reads.get_payment(walk.visit_id).confirmed_fen == 0
        assert reads.get_payment(again.visit_id).confirmed_fen is None
