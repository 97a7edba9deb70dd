"""Verdicts: what the record says decides, never when somebody looks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from tests.promise.cast import (
    CODE,
    CONFIRMED,
    KNOCK,
    LADDER,
    PAID,
    T0,
    arrive,
    at,
    line,
    paid,
    pause,
    price,
)
from yinuo.promise import rules
from yinuo.promise.facts import GivenBack, PromiseState, Teller, Verdict

DAY = 24 * 60


def test_promise_breaks_at_its_due_time_not_when_noticed() -> None:
    verdict = rules.judge(arrive(), (), at(95))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.BROKEN, at(30))


def test_before_its_due_time_a_promise_without_evidence_is_running() -> None:
    verdict = rules.judge(arrive(), (), at(29.99))
    assert verdict == Verdict(PromiseState.RUNNING, decides_at=at(30))


def test_kept_verdict_carries_the_evidences_time_and_its_line() -> None:
    verdict = rules.judge(arrive(), [line(CODE, 22, seq=4)], at(95))
    assert (verdict.state, verdict.verdict_at, verdict.evidence_seq) == (
        PromiseState.KEPT,
        at(22),
        4,
    )


def test_evidence_at_the_very_due_time_keeps_and_after_it_does_not() -> None:
    assert rules.judge(arrive(), [line(CODE, 30, seq=1)], at(31)).state is PromiseState.KEPT
    assert rules.judge(arrive(), [line(CODE, 30.001, seq=1)], at(31)).state is PromiseState.BROKEN


def test_evidence_from_before_the_promise_does_not_keep_it() -> None:
    assert rules.judge(arrive(), [line(CODE, -1, seq=1)], at(31)).state is PromiseState.BROKEN


def test_a_technicians_own_step_keeps_nothing() -> None:
    lines = [line("visit.travel.started", 5, seq=1), line("visit.finished", 20, seq=2)]
    assert rules.judge(arrive(), lines, at(31)).state is PromiseState.BROKEN


def test_weak_evidence_waits_24_hours_and_then_keeps_at_its_own_time() -> None:
    knock = [line(KNOCK, 25, seq=3)]
    waiting = rules.judge(arrive(), knock, at(25 + DAY - 1))
    assert waiting == Verdict(PromiseState.RUNNING, decides_at=at(25 + DAY))
    verdict = rules.judge(arrive(), knock, at(25 + DAY))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.KEPT, at(25))


def test_disputed_weak_evidence_breaks_the_promise_at_its_due_time() -> None:
    lines = [line(KNOCK, 25, seq=3), line(rules.DENIED, 40, seq=4, by_customer=True)]
    verdict = rules.judge(arrive(), lines, at(41))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.BROKEN, at(30))


def test_a_dispute_before_the_due_time_leaves_time_to_come() -> None:
    lines = [line(KNOCK, 10, seq=3), line(rules.DENIED, 12, seq=4, by_customer=True)]
    assert rules.judge(arrive(), lines, at(13)).decides_at == at(30)
    lines.append(line(CODE, 28, seq=5))
    assert rules.judge(arrive(), lines, at(60)).verdict_at == at(28)


def test_a_denial_by_anybody_but_the_customer_takes_nothing_away() -> None:
    lines = [line(KNOCK, 25, seq=3), line(rules.DENIED, 40, seq=4)]
    assert rules.judge(arrive(), lines, at(25 + DAY)).state is PromiseState.KEPT


def test_a_dispute_after_the_window_comes_too_late_whenever_the_watch_looks() -> None:
    lines = [line(KNOCK, 25, seq=3), line(rules.DENIED, 26 + DAY, seq=4, by_customer=True)]
    assert rules.judge(arrive(), lines, at(90 + DAY)).state is PromiseState.KEPT


@pytest.mark.parametrize(("about", "state"), [("arrival", "broken"), ("work", "kept")])
def test_only_a_dispute_about_the_arrival_takes_a_knock_away(about: str, state: str) -> None:
    dispute = line(rules.DISPUTED, 40, seq=4, by_customer=True, about=about)
    verdict = rules.judge(arrive(), [line(KNOCK, 25, seq=3), dispute], at(25 + DAY))
    assert verdict.state == state


def test_the_customers_code_after_a_knock_keeps_at_once() -> None:
    lines = [line(KNOCK, 20, seq=1), line(CODE, 24, seq=2)]
    verdict = rules.judge(arrive(), lines, at(24))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.KEPT, at(24))


def test_pauses_with_consent_shift_the_deadline() -> None:
    promise = arrive(pauses=(pause(10, 40),))
    assert promise.deadline_at == at(60)
    assert rules.judge(promise, [line(CODE, 55, seq=1)], at(61)).state is PromiseState.KEPT
    verdict = rules.judge(promise, (), at(61))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.BROKEN, at(60))
    assert promise.due_at == at(30)  # what was promised is never edited


def test_only_the_customer_releases_a_promise() -> None:
    promise = arrive()
    mine = str(promise.id)
    released = line(rules.RELEASED, 5, seq=2, by_customer=True, promise_id=mine)
    verdict = rules.judge(promise, [released], at(60))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.RELEASED, at(5))
    by_staff = replace(released, by_customer=False)
    assert rules.judge(promise, [by_staff], at(60)).state is PromiseState.BROKEN
    another = replace(released, promise_id="another")
    assert rules.judge(promise, [another], at(60)).state is PromiseState.BROKEN


def test_a_release_after_the_due_time_does_not_undo_the_break() -> None:
    promise = arrive()
    late = line(rules.RELEASED, 31, seq=2, by_customer=True, promise_id=str(promise.id))
    assert rules.judge(promise, [late], at(60)).state is PromiseState.BROKEN


def test_price_is_kept_by_the_customers_word_at_or_under_the_accepted_price() -> None:
    said = paid(CONFIRMED, 90, 30000, seq=9)
    verdict = rules.judge(price(), [said], at(90))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.KEPT, at(90))


def test_price_breaks_when_more_was_paid_and_the_excess_is_owed_back() -> None:
    said = paid(CONFIRMED, 90, 38000, seq=9)
    verdict = rules.judge(price(), [said], at(90))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.BROKEN, at(90))
    assert verdict.excess_fen == 8000


@pytest.mark.parametrize("other", [{"visit_id": UUID(int=8)}, {"quote_version": 2}])
@pytest.mark.parametrize("fen", [30000, 90000])
def test_what_was_paid_on_another_visit_or_version_decides_nothing_though_the_sums_agree(
    other: dict[str, Any], fen: int
) -> None:
    said = paid(CONFIRMED, 90, fen, seq=9, at_most_fen=30000, **other)
    assert rules.judge(price(), [said], at(91)).state is PromiseState.RUNNING


def test_what_a_stopped_visit_owed_is_less_than_the_price_and_more_than_that_breaks_it() -> None:
    said = paid(CONFIRMED, 90, 9000, seq=9, at_most_fen=8000)
    verdict = rules.judge(price(), [said], at(90))
    assert (verdict.state, verdict.excess_fen) == (PromiseState.BROKEN, 1000)


def test_the_payment_record_keeps_the_price_only_after_24_hours_without_dispute() -> None:
    said = paid(PAID, 90, 30000, seq=9)
    assert rules.judge(price(), [said], at(90 + DAY - 1)).state is PromiseState.RUNNING
    assert rules.judge(price(), [said], at(90 + DAY)).verdict_at == at(90)
    disputed = line(rules.DISPUTED, 95, seq=10, by_customer=True, about="price")
    verdict = rules.judge(price(), [said, disputed], at(8 * DAY))
    assert (verdict.state, verdict.verdict_at) == (PromiseState.BROKEN, at(7 * DAY))


def test_late_evidence_corrects_a_verdict_only_from_an_independent_record() -> None:
    broken = arrive(state=PromiseState.BROKEN, verdict_at=at(30), judged_at=at(30.1))
    by_technician = line(CODE, 25, seq=9)
    by_customer = line(CODE, 25, seq=9, by_customer=True)
    assert rules.correct(broken, [by_technician], at(50)) is None
    corrected = rules.correct(broken, [by_customer], at(50))
    assert corrected is not None
    assert (corrected.state, corrected.verdict_at) == (PromiseState.KEPT, at(25))
    assert rules.correct(broken, [line(CODE, 31, seq=9, by_customer=True)], at(50)) is None


def test_a_call_record_corrects_a_call_back() -> None:
    call = "intake.call.connected"
    broken = arrive(keeps_when=(call,), weak=(), state=PromiseState.BROKEN, verdict_at=at(30))
    assert rules.correct(broken, [line(call, 29, seq=9)], at(50)) is not None


def test_a_payment_above_the_price_is_not_corrected_by_a_smaller_one_later() -> None:
    broken = price(state=PromiseState.BROKEN, verdict_at=at(90))
    less = paid(CONFIRMED, 95, 30000, seq=10)
    assert rules.correct(broken, [less], at(100)) is None


def test_a_line_dated_back_by_a_technician_counts_when_it_was_written() -> None:
    lines = [line("promise.broken", 30.02, seq=3), line(CODE, 25, seq=4)]
    assert rules.judge(arrive(), lines, at(60)).state is PromiseState.BROKEN


def test_the_ladder_is_told_step_by_step_and_shifts_with_pauses() -> None:
    promise = arrive()
    assert rules.next_step(promise, (), T0).look_at == at(15) + rules.SETTLE
    half = rules.next_step(promise, (), at(15.1))
    assert (half.tell, half.rung, half.look_at) == ((Teller.DISPATCHER,), 1, at(24) + rules.SETTLE)
    assert rules.rung_times(promise.made_at, promise.due_at, LADDER, (pause(10, 20),)) == (
        at(25),
        at(34),
        at(40),
    )


def test_after_an_outage_only_the_highest_step_is_told() -> None:
    step = rules.next_step(arrive(), (), at(26))
    assert (step.tell, step.rung) == ((Teller.DISPATCHER, Teller.CUSTOMER), 2)


def test_a_broken_promise_tells_the_last_step_once() -> None:
    step = rules.next_step(arrive(rung=2), (), at(31))
    assert (step.tell, step.rung, step.look_at) == ((Teller.MANAGER,), 3, None)
    assert rules.next_step(arrive(rung=3), (), at(31)).tell == ()


def test_nobody_is_warned_while_weak_evidence_waits() -> None:
    step = rules.next_step(arrive(), [line(KNOCK, 10, seq=1)], at(26))
    assert (step.tell, step.rung) == ((), 0)
    assert step.look_at == at(10 + DAY) + rules.SETTLE


@pytest.mark.parametrize(
    ("said", "refund", "beyond"),
    [
        (30000, 0, 0),
        (38000, 8000, 0),
        (40000, 10000, 0),
        (40001, 10000, 1),
        (5030000, 10000, 4990000),
    ],
)
def test_QT_02_the_customers_word_alone_gives_back_no_more_than_the_limit(
    said: int, refund: int, beyond: int
) -> None:
    lines = [paid(PAID, 80, 30000, seq=8), paid(CONFIRMED, 90, said, seq=9)]
    assert rules.given_back(price(), lines, 9) == GivenBack(refund, beyond)


def test_QT_02_what_the_technician_recorded_himself_is_given_back_whole() -> None:
    by_technician = paid(PAID, 80, 90000, seq=8)
    assert rules.given_back(price(), [by_technician], 8) == GivenBack(60000, 0)
    said = paid(CONFIRMED, 70, 100000, seq=9)
    assert rules.given_back(price(), [by_technician, said], 9) == GivenBack(60000, 10000)
    later = replace(by_technician, seq=10)
    assert rules.given_back(price(), [said, later], 9) == GivenBack(10000, 60000)


def test_nothing_is_given_back_where_the_rulebook_gives_nothing_or_nothing_broke_it() -> None:
    said = paid(CONFIRMED, 90, 90000, seq=9)
    assert rules.given_back(price(refund_excess=False), [said], 9) == GivenBack()
    assert rules.given_back(price(), [said], None) == GivenBack()
    assert rules.given_back(arrive(), [said], 9) == GivenBack()
