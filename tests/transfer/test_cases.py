"""Open cases of another system become real ones, with the promise that was given and no other."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localtime

from tests.transfer.hands import bring, counts, said
from tests.world import NOW, found_company
from yinuo.case.facts import CaseFacts, Channel
from yinuo.case.reads import find_by_number, list_all_cases
from yinuo.notice.models import Notice
from yinuo.promise.reads import list_promises
from yinuo.record.reads import check_chains, list_events
from yinuo.store import clock
from yinuo.transfer.facts import Options
from yinuo.work.dispatch.reads import find_job_of_case

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = ("工单号", "联系电话", "客户姓名", "地址", "故障", "备注", "承诺最迟到达", "预约时间")


@pytest.fixture(autouse=True)
def company() -> UUID:
    found = found_company()
    clock.move(NOW)
    return found


def at(minutes: int) -> str:
    return f"{localtime(NOW + timedelta(minutes=minutes)):%Y-%m-%d %H:%M}"


def line(number: str, door: int, fault: str = "SF-04", **more: str) -> tuple[str, ...]:
    return (
        number,
        more.get("phone", f"1380000{door:04d}"),
        "王女士",
        more.get("address", f"济南市历下区示范路 {door} 号"),
        fault,
        more.get("words", ""),
        more.get("due", ""),
        more.get("start", ""),
    )


def the_case(number: str) -> CaseFacts:
    (case,) = find_by_number(number)
    return case


def test_a_line_becomes_a_case_that_dispatch_plans_and_staff_find_by_its_old_number(
    company: UUID,
) -> None:
    checked, done = bring(company, [HEAD, line("A-1", 1)], NOW)
    assert counts(checked) == counts(done) == (1, 0, 0, 0)
    case = the_case("A-1")
    assert (case.channel, case.reference, case.division_code) == (Channel.FILE, "A-1", "370102")
    assert find_job_of_case(case.id) is not None
    assert [event.kind for event in list_events("case", case.id)] == [
        "case.opened",
        "dispatch.job.added",
        "intake.case.taken_over",
    ]
    assert check_chains().broken == ()


@pytest.mark.parametrize("start", ["9999-12-31 23:59", "0001-01-01 00:00"])
def test_a_time_that_no_case_can_have_is_refused_in_the_dry_run(company: UUID, start: str) -> None:
    checked, done = bring(company, [HEAD, line("A-1", 1, start=start), line("A-2", 2)], NOW)
    assert counts(checked) == counts(done) == (1, 0, 0, 1)
    assert "2000 到 2099" in said(done)[2].faults[0].zh


def test_only_a_promise_that_was_given_and_lies_ahead_is_made(company: UUID) -> None:
    rows = [HEAD, line("A-1", 1, due=at(90)), line("A-2", 2, due=at(-10)), line("A-3", 3)]
    _, done = bring(company, rows, NOW)
    assert counts(done) == (3, 0, 0, 0)
    (promise,) = list_promises(the_case("A-1").id)
    assert promise.due_at == NOW + timedelta(minutes=90)
    assert promise.credit_fen == 2000
    assert list_promises(the_case("A-2").id) == list_promises(the_case("A-3").id) == ()
    (note,) = said(done)[3].faults
    assert note.column == "promised_by"
    assert "不补写承诺" in note.zh
    assert done.noted == 1


def test_nobody_comes_before_the_time_that_was_agreed(company: UUID) -> None:
    bring(company, [HEAD, line("A-1", 1, due=at(300), start=at(240))], NOW)
    job = find_job_of_case(the_case("A-1").id)
    assert job is not None
    assert job.not_before_at == NOW + timedelta(minutes=240)
    (promise,) = list_promises(the_case("A-1").id)
    assert promise.not_before_at == job.not_before_at
    assert job.deadline_at == NOW + timedelta(minutes=300)


def test_the_same_number_again_is_the_same_case_and_changes_nothing(company: UUID) -> None:
    bring(company, [HEAD, line("A-1", 1)], NOW)
    lines_before = list_events("case", the_case("A-1").id)
    checked, done = bring(company, [HEAD, line("A-1", 1, due=at(60))], NOW)
    assert counts(checked) == counts(done) == (0, 0, 1, 0)
    assert list_events("case", the_case("A-1").id) == lines_before


def test_what_is_wrong_is_said_by_line_and_column_and_stops_no_other_line(company: UUID) -> None:
    rows = [
        HEAD,
        line("A-1", 1, address="朝阳区示范路 1 号"),
        line("A-2", 2, fault="就是不好用"),
        line("A-3", 3, phone="12345"),
        line("A-4", 4, address="乌有市不存在区"),
        line("A-5", 5, due=at(30), start=at(60)),
        line("A-6", 6, address="拉萨市城关区示范路 6 号"),
        line("A-7", 7),
        line("A-7", 8),
        line("A-9", 7),
    ]
    checked, done = bring(company, rows, NOW)
    assert counts(checked) == counts(done) == (1, 0, 0, 8)
    faults = {number: one.faults[0] for number, one in said(done).items()}
    assert {number: fault.column for number, fault in faults.items()} == {
        2: "address",
        3: "fault",
        4: "phone",
        5: "address",
        6: "promised_by",
        7: "address",
        9: "number",
        10: "",
    }
    assert "北京市朝阳区（110105）" in faults[2].zh
    assert "区划代码" in faults[2].zh
    assert "第 8 行" in faults[9].zh
    assert [case.reference for case in list_all_cases()] == ["A-7"]


def test_the_fault_is_found_by_its_name_or_by_what_the_customer_said(company: UUID) -> None:
    rows = [HEAD, line("A-1", 1, fault="忘记密码"), line("A-2", 2, fault="不明")]
    rows.append(line("A-3", 3, fault="保险柜没电了"))
    _, done = bring(company, rows, NOW)
    assert the_case("A-1").fault_id == "SF-05"
    assert the_case("A-3").fault_id == "SF-02"
    assert the_case("A-2").kind == "visit"
    assert said(done)[3].faults[0].column == "fault"


def test_customers_are_told_only_if_it_was_ticked(company: UUID) -> None:
    bring(company, [HEAD, line("A-1", 1, due=at(90))], NOW)
    assert not Notice.objects.exists()
    bring(company, [HEAD, line("A-2", 2, due=at(90))], NOW, options=Options(tell_customers=True))
    assert Notice.objects.filter(subject=the_case("A-2").id).exists()


def test_a_case_that_was_opened_here_already_is_not_opened_twice(company: UUID) -> None:
    bring(company, [HEAD, line("A-1", 1)], NOW)
    _, done = bring(company, [HEAD, line("B-1", 1)], NOW)
    assert counts(done) == (0, 0, 0, 1)
    assert "A-1" in said(done)[2].faults[0].zh
