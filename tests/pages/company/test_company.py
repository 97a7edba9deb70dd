"""The company's pages: bad news first, one case with all that proves it, and who may see what."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from tests.pages.crew import enter, staff, technician, text
from tests.work.visit.walk import Walk, begin, on_site
from tests.world import NOW, WATCH, found_company, open_case
from yinuo.case.facts import CaseFacts
from yinuo.intake.actions import come_again
from yinuo.notice.templates import CUSTOMER_NOTICES, STAFF_NOTICES
from yinuo.pages.company.words import NOTICES
from yinuo.people.facts import StaffRole
from yinuo.promise.actions import judge_promise
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.lists import list_running
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.actions import stop_visit
from yinuo.work.visit.facts import StopReason

pytestmark = pytest.mark.django_db(transaction=True)
OFFICE = (StaffRole.DESK, StaffRole.DISPATCHER, StaffRole.MANAGER)


def break_promise(case: CaseFacts) -> None:
    """Let the arrival promise of a case run out."""
    made = find_promise(case.id, PromiseKind.ARRIVE)
    assert made is not None
    now = made.due_at + timedelta(seconds=1)
    judged = perform(judge_promise, actor=WATCH, now=now, promise_id=made.id)
    assert judged.state is PromiseState.BROKEN
    clock.move(now)


def test_what_was_broken_today_stands_before_what_runs_out_next() -> None:
    company = found_company()
    first = open_case(company)
    later = open_case(
        company,
        phone="19900000002",
        now=NOW + timedelta(minutes=10),
        address="济南市市中区示范路 9 号",
    )
    break_promise(later)
    answer = enter(staff(StaffRole.MANAGER)).get("/company/")
    said = text(answer)
    assert said.index(later.number) < said.index(first.number)
    assert "已违约" in said
    assert "已赔 ¥20" in said


def test_running_promises_are_paged_by_key_and_leave_nothing_out() -> None:
    company = found_company()
    cases = {open_case(company, phone=f"1990000001{number}").id for number in range(3)}
    seen: set[uuid.UUID] = set()
    after: tuple[datetime, uuid.UUID] | None = None
    while page := list_running(after=after, limit=1):
        assert page[0].case_id not in seen
        seen.add(page[0].case_id)
        after = page[0].due_at, page[0].id
    assert seen == cases


@pytest.mark.parametrize("start", ["x", "-1~", "99999999999999999999999~x", "٣~٣", "nan~"])
def test_a_nonsense_page_number_is_no_error(start: str) -> None:
    found_company()
    clock.move(NOW)
    client = enter(staff(StaffRole.DISPATCHER))
    assert client.get("/company/", {"after": start}).status_code == 200


def test_an_empty_board_says_what_will_stand_there() -> None:
    found_company()
    clock.move(NOW)
    said = text(enter(staff(StaffRole.DESK)).get("/company/"))
    assert "现在没有进行中的承诺" in said


@pytest.mark.parametrize("role", OFFICE)
def test_a_case_shows_its_evidence_and_the_number_masked_at_most(role: StaffRole) -> None:
    """PD-06: who moves technicians sees no number at all; who talks to customers sees it masked."""
    walk = on_site()
    clock.move(walk.now)
    said = text(enter(staff(role)).get(f"/company/case/{walk.case.id}/"))
    assert "记录链完整" in said
    assert "到达已确认" in said
    assert "按时到达" in said
    assert "19900000001" not in said
    assert ("199****0001" in said) is (role is not StaffRole.DISPATCHER)
    assert walk.technician.id not in said


def test_a_case_says_why_this_technician_was_sent() -> None:
    walk = begin()
    clock.move(walk.now)
    said = text(enter(staff(StaffRole.DISPATCHER)).get(f"/company/case/{walk.case.id}/"))
    assert "为什么派这位师傅" in said
    assert "还没有派单" not in said
    english = text(enter(staff(StaffRole.MANAGER)).get(f"/en/company/case/{walk.case.id}/"))
    assert walk.case.number in english


def test_a_record_that_was_tampered_with_is_shouted_about() -> None:
    walk = on_site()
    clock.move(walk.now)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_event DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE record_event SET actor = 'customer:forged' WHERE subject = %s AND seq = 3",
            [walk.case.id],
        )
        cursor.execute("ALTER TABLE record_event ENABLE TRIGGER USER")
    said = text(enter(staff(StaffRole.MANAGER)).get(f"/company/case/{walk.case.id}/"))
    assert "记录链在第 3 条断了" in said


def test_a_case_that_does_not_exist_is_not_found() -> None:
    found_company()
    answer = enter(staff(StaffRole.MANAGER)).get(f"/company/case/{uuid.uuid4()}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/company/", "/company/figures/", "/company/case/{case}/"])
def test_a_technician_sees_no_page_of_the_company(path: str) -> None:
    walk: Walk = begin()
    clock.move(walk.now)
    client = technician(walk.facts.technician_id)
    answer = client.get(path.format(case=walk.case.id))
    assert answer.status_code == 403
    assert "没有权限" in text(answer)
    assert Client().get(path.format(case=walk.case.id)).status_code == 302


def test_figures_are_the_managers_and_count_what_happened() -> None:
    company = found_company()
    break_promise(open_case(company))
    assert enter(staff(StaffRole.DESK)).get("/company/figures/").status_code == 403
    said = text(enter(staff(StaffRole.MANAGER)).get("/company/figures/"))
    assert "已赔金额 ¥20" in said
    assert "按时到达 1 0 0/1 0" in said
    assert "没有人看着" in said
    assert "报 30 分钟以内的占 1/1" in said


def test_nothing_of_these_pages_is_kept_by_a_browser() -> None:
    walk = begin()
    clock.move(walk.now)
    answer = enter(staff(StaffRole.MANAGER)).get(f"/company/case/{walk.case.id}/")
    assert "no-store" in answer["Cache-Control"]


def test_a_stopped_visit_waits_for_a_decision_until_somebody_is_sent_again() -> None:
    walk = on_site()
    walk.act(stop_visit, reason=StopReason.PART_MISSING)
    clock.move(walk.now)
    manager = enter(staff(StaffRole.MANAGER))
    said = text(manager.get("/company/"))
    assert "等您决定" in said
    assert "缺配件" in said
    assert walk.case.number in said
    walk.say(come_again, words="")
    clock.move(walk.now)
    assert "等您决定" not in text(manager.get("/company/"))


def test_why_exactly_a_visit_was_stopped_is_for_managers_alone() -> None:
    """ID-18."""
    walk = on_site()
    walk.act(stop_visit, reason=StopReason.CRIME_SIGNS, note="柜门有撬痕")
    clock.move(walk.now)
    path = f"/company/case/{walk.case.id}/"
    said = text(enter(staff(StaffRole.MANAGER)).get(path))
    assert "有犯罪迹象" in said
    assert "柜门有撬痕" in said
    for role in (StaffRole.DESK, StaffRole.DISPATCHER):
        said = text(enter(staff(role)).get(path))
        assert "犯罪" not in said
        assert "撬痕" not in said


def test_a_cases_record_names_its_messages_in_words_and_in_no_code() -> None:
    walk = on_site(email="", phone="0531-55500001").finish()  # nothing can be sent there
    clock.move(walk.now)
    said = text(enter(staff(StaffRole.MANAGER)).get(f"/company/case/{walk.case.id}/"))
    assert "通知没有送到（" in said
    assert not re.search(r"（[a-z]+\.[a-z_.]+", said)
    assert "no_contact" not in said


@pytest.mark.parametrize("name", sorted({*CUSTOMER_NOTICES, *STAFF_NOTICES}))
def test_every_kind_of_message_has_words(name: str) -> None:
    assert str(NOTICES[name])
