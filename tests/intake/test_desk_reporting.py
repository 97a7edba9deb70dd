"""Reporting at the desk goes by the web's rules; what only the desk may say is believed of nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.pages.crew import staff
from tests.world import NOW, REPORT, WEB, after, body, found_company, lines, open_case
from yinuo.base.actor import Actor
from yinuo.case.facts import Channel
from yinuo.case.reads import count_cases, find_reporter, get_case
from yinuo.intake.actions import report_fault
from yinuo.intake.callers import look_ahead
from yinuo.intake.facts import Answer, AnswerKind, FaultReport
from yinuo.notice.reads import list_notices
from yinuo.people.facts import StaffRole
from yinuo.people.reads import get_customer
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
BY_PHONE = replace(REPORT, channel=Channel.PHONE)


def say(company_id: UUID, report: FaultReport, minutes: float = 0) -> Answer:
    """An agent sends what a caller tells."""
    agent = staff(StaffRole.DESK, f"agent{minutes:.2f}")
    return perform(
        report_fault,
        actor=Actor.staff(agent.id),
        now=after(minutes),
        report=report,
        company_id=company_id,
    )


def test_AC_10_somebody_reports_for_a_relative_and_the_case_stays_the_customers() -> None:
    report = replace(BY_PHONE, name="王奶奶", reporter="女儿王芳")
    answer = say(found_company(), report)
    assert answer.case_id is not None
    case = get_case(answer.case_id)
    assert find_reporter(case.id) == "女儿王芳"
    assert get_customer(case.customer_id).name == "王奶奶"
    assert body(case, "case.opened")["reported_by"] == "other"
    assert all("王" not in str(line.body) for line in lines(case))
    told = [notice for notice in list_notices(case.id) if notice.template == "promise.made"]
    assert {notice.recipient for notice in told} == {case.customer_id}


def test_a_known_customer_keeps_his_own_contact_points() -> None:
    company = found_company()
    known = open_case(company)
    report = replace(
        BY_PHONE,
        phone="",
        name="",
        email="",
        customer_id=known.customer_id,
        address="济南市市中区示范路 9 号",
    )
    answer = say(company, report, 5)
    assert answer.case_id is not None
    assert get_case(answer.case_id).customer_id == known.customer_id


def test_nobody_but_the_staff_names_a_customer_a_reporter_or_a_time() -> None:
    company = found_company()
    known = open_case(company)
    report = replace(
        REPORT,
        phone="19900000009",
        customer_id=known.customer_id,
        reporter="别人",
        told_due_at=after(6),
        address="济南市市中区示范路 9 号",
    )
    answer = perform(report_fault, actor=WEB, now=after(5), report=report, company_id=company)
    assert answer.case_id is not None
    case = get_case(answer.case_id)
    assert case.customer_id != known.customer_id
    assert not case.is_reported_for
    assert answer.due_at == after(35)


def test_a_request_that_came_already_is_named_to_the_desk_and_to_nobody_else() -> None:
    company = found_company()
    first = open_case(company)
    answer = say(company, BY_PHONE, 5)
    assert (answer.kind, answer.case_id) == (AnswerKind.JOINED, first.id)
    again = perform(report_fault, actor=WEB, now=after(6), report=REPORT, company_id=company)
    assert again.case_id is None


def test_the_time_that_was_told_a_moment_ago_is_the_one_that_is_promised() -> None:
    company = found_company()
    told = look_ahead(BY_PHONE, company, NOW).due_at
    assert told == NOW + timedelta(minutes=30)
    answer = say(company, replace(BY_PHONE, told_due_at=told), 0.5)
    assert answer.due_at == told
    assert answer.case_id is not None
    promise = find_promise(answer.case_id, PromiseKind.ARRIVE)
    assert promise is not None
    assert promise.due_at == told


@pytest.mark.parametrize("minutes_ago", [1.5, 20])
def test_a_time_that_was_told_too_long_ago_is_told_anew(minutes_ago: float) -> None:
    company = found_company()
    told = after(30 - minutes_ago)
    answer = say(company, replace(BY_PHONE, told_due_at=told), 0)
    assert answer.due_at == after(30)


def test_the_record_says_that_the_notice_was_told_and_not_read() -> None:
    answer = say(found_company(), BY_PHONE)
    assert answer.case_id is not None
    line = body(get_case(answer.case_id), "intake.request.received")
    assert (line["channel"], line["notice_version"]) == ("phone", "2026-11/told")


def test_a_look_ahead_writes_nothing_and_asks_what_is_open() -> None:
    company = found_company()
    seen = look_ahead(replace(BY_PHONE, fault_id="SF-27", is_detail_asked=False), company, NOW)
    assert seen.place.endswith("市中区")
    assert seen.credit_fen == 2000
    vague = replace(BY_PHONE, address="鼓楼区示范路 1 号", fault_id="SF-05", is_detail_asked=False)
    asked = look_ahead(vague, company, NOW)
    assert len(asked.choices) > 1
    assert asked.due_at is None
    assert count_cases() == 0


def test_IN_17_the_agent_reads_first_whom_to_call() -> None:
    company = found_company()
    seen = look_ahead(replace(BY_PHONE, fault_id="SF-38"), company, NOW)
    assert seen.call_first is not None
    assert seen.call_first.numbers == ("119", "110")
