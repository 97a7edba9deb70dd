"""Cases: what a change leaves in the row and in the record, in one transaction."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.case.cast import (
    ID_CARD,
    LATER,
    NOW,
    TECHNICIAN,
    WEB,
    add_case,
    add_company,
    customer_of,
    last_body,
    lines,
)
from yinuo.base.errors import NotAllowed
from yinuo.case import reads
from yinuo.case.actions import (
    await_confirmation,
    confirm_fixed,
    dispute_case,
    forget_words,
    join_case,
    record_proof,
    reopen_case,
    settle_dispute,
    withdraw_case,
)
from yinuo.case.facts import (
    CaseFacts,
    CaseNotInState,
    CaseState,
    Channel,
    DisputeAbout,
    WithdrawReason,
)
from yinuo.case.models import Case, Proof
from yinuo.people.reads import get_salt
from yinuo.record.actions import append
from yinuo.record.reads import list_events
from yinuo.record.rules import commitment
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)


def ask(case: CaseFacts) -> CaseFacts:
    """The work is over, as far as the company can tell."""
    by = LATER + timedelta(days=7)
    return perform(await_confirmation, actor=TECHNICIAN, now=NOW, case_id=case.id, confirm_by=by)


def test_an_opened_case_is_open_and_its_first_line_names_no_person() -> None:
    case = add_case()
    assert (case.state, case.opened_at) == (CaseState.OPEN, NOW)
    assert reads.get_case(case.id) == case
    body = last_body(case)
    assert (body["kind"], body["fault"], body["division"]) == ("fault", "SF-01", "510104")
    assert "按键" not in str(body)


def test_in_11_a_code_in_the_words_is_masked_before_the_first_write() -> None:
    case = add_case(words="打不开，密码是 482913，请快来")
    assert case.words is not None
    assert "482913" not in case.words
    assert "打不开" in case.words


def test_the_record_commits_to_the_words_without_holding_them() -> None:
    case = add_case()
    salt = get_salt(case.customer_id)
    assert salt is not None
    assert last_body(case)["words"] == commitment(salt, "按键没有反应")


def test_a_second_request_joins_and_keeps_its_words() -> None:
    case = add_case()
    perform(
        join_case, actor=WEB, now=LATER, case_id=case.id, words="还是没反应", channel=Channel.WEB
    )
    assert reads.list_sayings(case.id) == ("还是没反应",)
    assert lines(case) == ["case.opened", "case.joined"]


def test_a_duplicate_is_found_among_live_cases_within_the_window_only() -> None:
    case = add_case(duplicate_index="a" * 64)
    assert reads.find_open_duplicate("a" * 64, NOW) == case
    assert reads.find_open_duplicate("a" * 64, NOW + timedelta(seconds=1)) is None
    assert reads.find_open_duplicate("b" * 64, NOW) is None
    perform(
        withdraw_case,
        actor=customer_of(case),
        now=LATER,
        case_id=case.id,
        reason=WithdrawReason.SOLVED,
    )
    assert reads.find_open_duplicate("a" * 64, NOW) is None


def test_ar_11_only_the_customer_withdraws_and_the_line_says_why() -> None:
    case = add_case()
    with pytest.raises(NotAllowed):
        perform(
            withdraw_case, actor=TECHNICIAN, now=LATER, case_id=case.id, reason=WithdrawReason.PRICE
        )
    withdrawn = perform(
        withdraw_case,
        actor=customer_of(case),
        now=LATER,
        case_id=case.id,
        reason=WithdrawReason.PRICE,
    )
    assert (withdrawn.state, withdrawn.closed_at) == (CaseState.WITHDRAWN, LATER)
    assert lines(case)[-1] == "case.withdrawn"
    assert last_body(case) == {"reason": "price"}


def test_a_done_case_can_be_disputed_and_reopened_and_that_is_counted() -> None:
    case = ask(add_case())
    who = customer_of(case)
    done = perform(confirm_fixed, actor=who, now=LATER, case_id=case.id)
    assert (done.state, done.closed_at) == (CaseState.DONE, LATER)
    disputed = perform(
        dispute_case,
        actor=who,
        now=LATER,
        case_id=case.id,
        words="又坏了",
        about=DisputeAbout.WORK,
    )
    assert (disputed.state, disputed.closed_at) == (CaseState.DISPUTED, None)
    reopened = perform(reopen_case, actor=who, now=LATER, case_id=case.id)
    assert (reopened.state, reopened.reopened) == (CaseState.OPEN, 1)
    assert lines(case)[-3:] == ["case.confirmed", "case.disputed", "case.reopened"]


@pytest.mark.parametrize("is_disputed", [False, True])
def test_nobody_says_fixed_before_the_work_is_over(is_disputed: bool) -> None:
    case = add_case()
    if is_disputed:
        dispute(case, "人还没来", DisputeAbout.ARRIVAL)
    with pytest.raises(CaseNotInState):
        perform(confirm_fixed, actor=customer_of(case), now=LATER, case_id=case.id)
    assert "case.confirmed" not in lines(case)


def test_a_second_matter_is_disputed_while_the_first_runs_and_both_are_kept() -> None:
    case = ask(add_case())
    dispute(case, "多收了钱", DisputeAbout.PRICE)
    again = dispute(case, "说话难听", DisputeAbout.CONDUCT)
    assert again.state is CaseState.DISPUTED
    assert reads.list_sayings(case.id) == ("多收了钱", "说话难听")
    disputed = [e.body["about"] for e in list_events("case", case.id) if e.kind == "case.disputed"]
    assert disputed == ["price", "conduct"]


def test_a_dispute_ends_by_the_customers_word_that_it_is_settled() -> None:
    case = ask(add_case())
    with pytest.raises(CaseNotInState):
        perform(settle_dispute, actor=customer_of(case), now=LATER, case_id=case.id)
    dispute(case, "多收了钱", DisputeAbout.PRICE)
    with pytest.raises(NotAllowed):
        perform(settle_dispute, actor=TECHNICIAN, now=LATER, case_id=case.id)
    done = perform(settle_dispute, actor=customer_of(case), now=LATER, case_id=case.id)
    assert (done.state, done.closed_at) == (CaseState.DONE, LATER)
    assert lines(case)[-1] == "case.dispute.settled"


def dispute(case: CaseFacts, words: str, about: DisputeAbout) -> CaseFacts:
    who = customer_of(case)
    return perform(dispute_case, actor=who, now=LATER, case_id=case.id, words=words, about=about)


def test_a_refused_move_leaves_neither_state_nor_line() -> None:
    case = add_case()
    who = customer_of(case)
    perform(withdraw_case, actor=who, now=LATER, case_id=case.id, reason=WithdrawReason.OTHER)
    with pytest.raises(CaseNotInState):
        perform(confirm_fixed, actor=who, now=LATER, case_id=case.id)
    assert lines(case) == ["case.opened", "case.withdrawn"]
    assert reads.get_case(case.id).state is CaseState.WITHDRAWN


def test_pd_02_an_erased_persons_words_and_proofs_are_gone_and_the_chain_stays() -> None:
    case = add_case()
    perform(record_proof, actor=TECHNICIAN, now=LATER, case_id=case.id, proof=ID_CARD)
    before = list_events("case", case.id)
    count = perform(forget_words, actor=WEB, now=LATER, customer_id=case.customer_id)
    assert count == 1
    assert Case.objects.get().words is None
    assert Proof.objects.get().last4 is None
    assert list_events("case", case.id) == before


def test_cases_are_listed_newest_first_page_by_page() -> None:
    company = add_company()
    cases = [add_case(NOW + timedelta(minutes=n), company=company) for n in range(3)]
    first = reads.list_cases(customer_id=cases[0].customer_id, limit=2)
    assert first.cases == (cases[2], cases[1])
    rest = reads.list_cases(region=cases[0].region, before=first.next_before, limit=2)
    assert (rest.cases, rest.next_before) == ((cases[0],), None)
    assert reads.count_cases(since=NOW + timedelta(minutes=1)) == 2


def test_actions_that_meet_on_one_case_wait_for_each_other_and_both_are_done() -> None:
    """One writes a line before it takes the case's row, as the end of a visit does; the other joins."""
    case = ask(add_case())
    written, errors = threading.Event(), list[Exception]()

    def end() -> None:
        with transaction.atomic():
            write_line(case)
            written.set()
            time.sleep(0.2)  # the other has come to the case by now
            confirm_fixed(case_id=case.id, actor=customer_of(case), now=LATER)

    def join() -> None:
        written.wait(10)
        perform(join_case, actor=WEB, now=LATER, case_id=case.id, words="", channel=Channel.WEB)

    run_together(errors, end, join)
    assert errors == []
    assert [kind for kind in lines(case) if not kind.startswith("notice")][2:] == [
        "visit.travel.started",
        "case.confirmed",
        "case.joined",
    ]


def write_line(case: CaseFacts) -> None:
    append(
        subject_kind="case",
        subject=case.id,
        kind="visit.travel.started",
        body={},
        region=case.region,
        actor=TECHNICIAN,
        now=LATER,
    )


def run_together(errors: list[Exception], *functions: Callable[[], None]) -> None:
    def run(function: Callable[[], None]) -> None:
        try:
            function()
        except Exception as error:  # noqa: BLE001 - handed to the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
