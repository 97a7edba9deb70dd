"""Closed isn't fixed: silence ends a case only after its window and two delivered notices."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.case.cast import NOW, TECHNICIAN, add_case, customer_of
from yinuo.case import reads
from yinuo.case.actions import (
    await_confirmation,
    confirm_fixed,
    dispute_case,
    reopen_case,
)
from yinuo.case.facts import (
    CaseFacts,
    CaseState,
    DisputeAbout,
    DisputeTooLate,
)
from yinuo.case.jobs import on_confirm_due
from yinuo.notice.facts import NoticeState
from yinuo.notice.reads import list_notices
from yinuo.notice.sender import deliver_due
from yinuo.record.reads import list_events
from yinuo.store.perform import perform
from yinuo.store.timer import Timers
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)
BY = NOW + timedelta(days=7)
TIMERS = Timers(lambda: {"case.confirm": on_confirm_due})


def ask(case: CaseFacts, now: datetime = NOW, by: datetime = BY) -> CaseFacts:
    return perform(await_confirmation, actor=TECHNICIAN, now=now, case_id=case.id, confirm_by=by)


def deliver(now: datetime) -> int:
    return deliver_due(lambda: now)


def ring(now: datetime) -> int:
    return run_due((TIMERS,), now)


def last_line(case: CaseFacts) -> str:
    return list_events("case", case.id)[-1].kind


def test_silence_closes_after_the_window_and_two_delivered_notices_at_its_due_time() -> None:
    case = add_case()
    assert ask(case).state is CaseState.WAITING_FOR_CUSTOMER
    assert deliver(NOW + timedelta(hours=1)) == 1
    assert deliver(NOW + timedelta(days=4)) == 1
    assert ring(BY - timedelta(seconds=1)) == 0
    assert ring(BY + timedelta(hours=5)) == 1
    closed = reads.get_case(case.id)
    assert (closed.state, closed.closed_at) == (CaseState.DONE, BY)
    assert last_line(case) == "case.closed"


def test_with_one_delivered_notice_the_case_waits_and_closes_once_the_second_arrived() -> None:
    case = add_case()
    ask(case)
    deliver(NOW + timedelta(hours=1))
    assert ring(BY) == 1
    assert reads.get_case(case.id).state is CaseState.WAITING_FOR_CUSTOMER
    assert last_line(case) == "case.confirmation.unreached"
    deliver(BY + timedelta(hours=1))
    ring(BY + timedelta(days=1))
    assert reads.get_case(case.id).closed_at == BY + timedelta(days=1)


def test_without_a_deliverable_notice_a_case_waits_for_the_customer_for_good() -> None:
    case = add_case(phone="028-55500001", email=None)
    ask(case)
    for day in range(1, 60):
        now = NOW + timedelta(days=day)
        deliver(now)
        ring(now)
    assert reads.get_case(case.id).state is CaseState.WAITING_FOR_CUSTOMER
    kinds = [event.kind for event in list_events("case", case.id)]
    assert kinds.count("case.confirmation.unreached") == 1  # said once, not every day


def test_once_the_customer_answered_nobody_is_reminded() -> None:
    case = add_case()
    ask(case)
    deliver(NOW + timedelta(hours=1))
    perform(confirm_fixed, actor=customer_of(case), now=NOW + timedelta(hours=2), case_id=case.id)
    asked = [one.state for one in list_notices(case.id) if one.template == "case.confirm"]
    assert asked == [NoticeState.DELIVERED, NoticeState.WITHDRAWN]


@pytest.mark.parametrize("is_by_word", [True, False], ids=["by word", "by silence"])
def test_a_case_that_is_done_tells_its_customer_where_the_receipt_is(*, is_by_word: bool) -> None:
    case = add_case()
    ask(case)
    deliver(NOW + timedelta(hours=1))
    assert "case.done" not in {notice.template for notice in list_notices(case.id)}
    if is_by_word:
        perform(confirm_fixed, actor=customer_of(case), now=BY, case_id=case.id)
    else:
        deliver(NOW + timedelta(days=4))
        ring(BY)
    told = [one for one in list_notices(case.id) if one.template == "case.done"]
    assert {one.recipient for one in told} == {case.customer_id}
    assert ring(BY) == 0


def test_notices_from_before_a_dispute_do_not_close_the_reopened_case() -> None:
    case = add_case()
    who = customer_of(case)
    ask(case)
    for days in (1, 4):
        deliver(NOW + timedelta(days=days))
    disputed_at = NOW + timedelta(days=5)
    perform(
        dispute_case,
        actor=who,
        now=disputed_at,
        case_id=case.id,
        words="还是打不开",
        about=DisputeAbout.WORK,
    )
    perform(reopen_case, actor=who, now=disputed_at, case_id=case.id)
    ask(case, now=disputed_at, by=disputed_at + timedelta(days=7))
    ring(disputed_at + timedelta(days=7))
    assert reads.get_case(case.id).state is CaseState.WAITING_FOR_CUSTOMER


def test_a_case_can_be_disputed_for_thirty_days_after_its_end_and_not_later() -> None:
    case = add_case()
    who = customer_of(case)
    ask(case)
    perform(confirm_fixed, actor=who, now=NOW, case_id=case.id)
    dispute: dict[str, Any] = {
        "actor": who,
        "case_id": case.id,
        "words": "",
        "about": DisputeAbout.WORK,
    }
    with pytest.raises(DisputeTooLate):
        perform(dispute_case, now=NOW + timedelta(days=31), **dispute)
    disputed = perform(dispute_case, now=NOW + timedelta(days=30), **dispute)
    assert disputed.state is CaseState.DISPUTED
