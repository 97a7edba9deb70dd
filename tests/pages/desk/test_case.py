"""A case at the desk: opened while talking, told in words, taken over, noted, called back, joined."""

from __future__ import annotations

import re

import pytest

from tests.pages.asker import holder_of
from tests.pages.crew import text
from tests.pages.desk.agent import Agent, id_in
from tests.world import OUTLET, after, decide, found_company, open_case
from yinuo.case.facts import CaseState
from yinuo.case.models import Case
from yinuo.case.reads import get_case, list_cases, list_notes
from yinuo.intake.actions import end_call
from yinuo.intake.call import CallEnding, CallState
from yinuo.intake.callers import get_call
from yinuo.people.actions import change_scope
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import list_looks_at
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.work.visit.reads import find_visit_of_case, get_arrival_signs

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_typed_becomes_a_case_and_the_call_ends_by_itself() -> None:
    found_company()
    agent = Agent()
    call_id = agent.ring()
    case = agent.open(call_id)
    assert (case.fault_id, case.channel, case.division_code) == ("SF-03", "desk", "370103")
    call = get_call(call_id)
    assert (call.state, call.ending, call.case_id) == (
        CallState.ENDED,
        CallEnding.OPENED,
        case.id,
    )
    said = agent.look(f"/desk/case/{case.id}/?told=promised")
    assert "师傅最迟 08:30 到" in said
    assert case.number in said
    assert "通知和链接发到：短信" in said


def test_what_is_missing_is_said_all_at_once_and_nothing_typed_is_lost() -> None:
    found_company()
    agent = Agent()
    answer = agent.send(f"/desk/call/{agent.ring()}/new/", address="济南市市中区示范路 9 号")
    assert answer.status_code == 400
    said = text(answer)
    assert "请选择哪里有问题" in said
    assert "怎么称呼" in said
    assert "示范路 9 号" in answer.content.decode()
    assert not list_cases().cases


def test_the_part_beside_the_form_says_the_time_and_writes_nothing() -> None:
    found_company()
    agent = Agent()
    call_id = agent.ring()
    answer = agent.send(
        f"/desk/call/{call_id}/ahead/", typed="mmw", address="济南市市中区示范路 9 号"
    )
    said = text(answer)
    assert "忘记密码" in said
    assert "师傅最迟 08:30 到您那里" in said
    assert "柜子是谁的" in said
    assert not list_cases().cases


def test_two_readings_are_asked_and_the_chosen_one_counts() -> None:
    found_company()
    agent = Agent()
    call_id = agent.ring()
    fields = {"typed": "灯亮把手", "address": "市中区示范路 9 号", "name": "测试客户"}
    asked = agent.send(f"/desk/call/{call_id}/new/", **fields)
    assert asked.status_code == 200
    codes = re.findall(r'name="division"[^>]*value="(\d+)"', asked.content.decode())
    assert "370103" in codes
    answer = agent.send(f"/desk/call/{call_id}/new/", **fields, division="370103")
    assert get_case(id_in(answer["Location"])).division_code == "370103"


def test_the_arrival_code_is_shown_to_no_staff() -> None:
    case = open_case(found_company())
    decide(after(1))
    visit = find_visit_of_case(case.id)
    assert visit is not None
    code = get_arrival_signs(visit.id).arrival_code
    agent = Agent(now=after(2))
    page = agent.client.get(f"/desk/case/{case.id}/").content.decode()
    assert "还没出发" in page
    assert not re.search(rf"(?<!\d){code}(?!\d)", re.sub(r"<[^>]+>", " ", page))
    assert list_looks_at(case.customer_id)


def test_a_case_is_taken_noted_and_called_back_by_a_tap_each() -> None:
    case = open_case(found_company())
    agent = Agent(now=after(1))
    path = f"/desk/case/{case.id}/"
    for verb, fields in (
        ("take", {}),
        ("note", {"words": "密码是 448812 下午在家"}),
        ("call-back", {}),
    ):
        assert agent.send(f"{path}do/{verb}/", **fields).status_code == 302
    said = agent.look(path)
    assert "由 测试员工 跟进" in said
    assert "下午在家" in said
    assert "448812" not in said
    assert "按时回电" in said
    assert case.number in agent.look("/desk/")
    assert len(list_notes(case.id)) == 1


def test_an_empty_note_is_refused_in_words() -> None:
    case = open_case(found_company())
    answer = Agent().send(f"/desk/case/{case.id}/do/note/", words=" ")
    assert answer.status_code == 400
    assert "备注是空的" in text(answer)


def test_a_new_link_goes_to_the_customer_and_not_to_the_agent() -> None:
    case = open_case(found_company())
    agent = Agent(now=after(1))
    answer = agent.send(f"/desk/case/{case.id}/do/link/")
    assert answer.status_code == 302
    assert "/c/" not in agent.client.get(answer["Location"]).content.decode()


def test_what_the_customer_says_on_the_phone_is_done_and_he_can_deny_it() -> None:
    case = open_case(found_company())
    agent = Agent(now=after(1))
    path = f"/desk/case/{case.id}/"
    assert agent.client.get(f"{path}withdraw/").status_code == 403
    call_id = agent.ring()
    assert "替客户取消" in agent.look(f"{path}withdraw/")
    refused = agent.send(f"{path}withdraw/", reason="other")
    assert refused.status_code == 400
    assert agent.send(f"{path}withdraw/", reason="other", said="不修了").status_code == 302
    assert get_case(case.id).state is CaseState.WITHDRAWN
    customer = holder_of(case, after(5))
    assert "不是我说的" in customer.look(case)
    assert customer.tap(case, "not-me").status_code == 302
    assert get_case(case.id).state is CaseState.OPEN
    assert "不是我说的" not in customer.look(case)
    ending = CallEnding.ANSWERED
    perform(end_call, actor=agent.actor, now=after(6), call_id=call_id, ending=ending)
    assert agent.client.get(f"{path}dispute/").status_code == 403


def test_two_cases_are_looked_at_before_they_are_joined_and_parted_again() -> None:
    company = found_company()
    first = open_case(company)
    second = open_case(company, now=after(2), address="济南市市中区示范路 19 号")
    agent = Agent(now=after(3))
    assert second.number in agent.look(f"/desk/case/{first.id}/merge/")
    path = f"/desk/case/{first.id}/merge/"
    preview = agent.look(f"{path}?with={second.number}")
    assert "先到期的先算" in preview
    answer = agent.send(path, **{"with": str(second.id), "reason": "reported_twice"})
    assert answer["Location"] == f"/desk/case/{first.id}/"
    customer = holder_of(second, after(4))
    assert customer.client.get(f"/case/{second.id}/")["Location"] == f"/case/{first.id}/"
    assert first.number in customer.look(first)
    clock.move(after(5))
    assert agent.send(f"/desk/case/{second.id}/part/").status_code == 302
    assert get_case(second.id).state is CaseState.OPEN


def test_somebody_whose_case_was_parted_sees_the_other_no_more() -> None:
    company = found_company()
    first = open_case(company)
    second = open_case(company, now=after(2), phone="19900000002", email="b@example.org")
    agent = Agent(now=after(3))
    fields = {"with": str(second.id), "reason": "same_home", "number": second.number}
    agent.send(f"/desk/case/{first.id}/merge/", **fields)
    customer = holder_of(second, after(4))
    assert first.number in customer.look(first)
    agent.send(f"/desk/case/{second.id}/part/")
    assert customer.client.get(f"/case/{first.id}/").status_code == 404


def test_nobody_undoes_a_joining_into_a_case_outside_ones_part_of_the_company() -> None:
    company = found_company()
    first = open_case(company)
    second = open_case(company, now=after(2), address="济南市市中区示范路 19 号")
    agent = Agent(now=after(3))
    fields = {"with": str(second.id), "reason": "reported_twice"}
    agent.send(f"/desk/case/{first.id}/merge/", **fields)
    Case.objects.filter(id=first.id).update(outlet=None)  # nobody's who sees one outlet only
    own = Agent(username="own", now=after(4))
    scope = Scope(ScopeKind.OUTLET, (OUTLET,))
    perform(change_scope, actor=agent.actor, now=after(4), staff_id=own.facts.id, scope=scope)
    assert own.client.get(f"/desk/case/{second.id}/part/").status_code == 404
    assert own.send(f"/desk/case/{second.id}/part/").status_code == 404
    assert get_case(second.id).state is CaseState.JOINED
    assert agent.send(f"/desk/case/{second.id}/part/").status_code == 302


def test_a_case_outside_ones_part_of_the_company_is_not_found() -> None:
    found_company()
    assert (
        Agent(StaffRole.DESK)
        .client.get("/desk/case/00000000-0000-7000-8000-000000000000/")
        .status_code
        == 404
    )
