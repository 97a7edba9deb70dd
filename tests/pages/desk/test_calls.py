"""The calls of the desk: typed or handed over, found by their number, and none lost."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.pages.crew import text
from tests.pages.desk.agent import PHONE, TYPED, Agent, id_in
from tests.world import after, found_company, lines, open_case
from yinuo.intake.actions import ask_call_back
from yinuo.intake.call import CallEnding, CallSource, CallState
from yinuo.intake.callers import get_call, get_call_form
from yinuo.intake.models import Call
from yinuo.people.actions import change_scope
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.people.reads import list_looks_at
from yinuo.record.reads import list_events
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "a-shared-key-of-forty-characters-or-more"


@pytest.fixture
def line(settings: Settings) -> Any:
    """The phone system, with the shared key."""
    settings.YINUO_CALL_KEY = KEY
    return tell


def tell(key: str = KEY, **body: Any) -> Any:
    sent = json.dumps(body)
    headers = {"Authorization": f"Bearer {key}"}
    path = "/desk/incoming/"
    return Client().post(path, sent, content_type="application/json", headers=headers)


def test_a_typed_number_finds_everybody_who_gave_it_and_their_cases() -> None:
    company = found_company()
    mine = open_case(company)
    other = open_case(
        company, name="同号的人", email="other@example.org", address="济南市市中区示范路 9 号"
    )
    agent = Agent()
    said = agent.look(f"/desk/call/{agent.ring()}/")
    assert "2 个人留过这个号码" in said
    for case in (mine, other):
        assert case.number in said
    assert "测试客户" in said
    assert "同号的人" in said
    assert "按时到达" in said
    assert "还有 30 分钟" in said


def test_a_number_stands_in_no_address_on_no_page_and_on_no_record() -> None:
    open_case(found_company())
    agent = Agent()
    answer = agent.send("/desk/typed/", phone=PHONE)
    assert PHONE not in answer["Location"]
    call_id = id_in(answer["Location"])
    for path in (f"/desk/call/{call_id}/", "/desk/", f"/desk/call/{call_id}/new/"):
        page = agent.client.get(path).content.decode()
        assert PHONE not in page
        assert "199****0001" in page
    assert all(PHONE not in str(event.body) for event in list_events("call", call_id))


def test_a_number_that_cannot_be_called_is_refused_in_words_and_kept() -> None:
    found_company()
    agent = Agent()
    answer = agent.send("/desk/typed/", phone="1990000")
    assert answer.status_code == 400
    assert "打不通" in text(answer)
    assert 'value="1990000"' in answer.content.decode()
    assert not Call.objects.exists()


def test_a_double_tap_is_one_call() -> None:
    found_company()
    agent = Agent()
    key = str(uuid.uuid4())
    first = agent.send("/desk/typed/", key=key, phone=PHONE)
    again = agent.send("/desk/typed/", key=key, phone=PHONE)
    assert first["Location"] == again["Location"]
    assert Call.objects.count() == 1


def test_a_phone_system_hands_a_call_over_once_however_often_it_tells(line: Any) -> None:
    found_company()
    agent = Agent()
    first = line(call="c-1", event="ringing", number=PHONE, agent="desk")
    again = line(call="c-1", event="ringing", number=PHONE, agent="desk")
    assert first.status_code == 200
    assert first.json() == again.json()
    assert PHONE not in first.content.decode()
    call = get_call(uuid.UUID(first.json()["call"]))
    assert (call.source, call.state, call.staff_id) == (
        CallSource.PHONE,
        CallState.WAITING,
        agent.facts.id,
    )
    assert "199****0001" in agent.look("/desk/calls/")
    assert agent.client.get(f"/desk/?call={call.id}")["Location"] == f"/desk/call/{call.id}/"


@pytest.mark.parametrize("key", ["", "wrong"])
def test_nobody_hands_a_call_over_without_the_key(line: Any, key: str) -> None:
    found_company()
    assert line(key, call="c-1", number=PHONE).status_code == 403
    assert not Call.objects.exists()


def test_without_a_key_set_nobody_may(settings: Settings) -> None:
    settings.YINUO_CALL_KEY = ""
    found_company()
    assert tell("", call="c-1", number=PHONE).status_code == 403


@pytest.mark.parametrize("body", [{}, {"call": ""}, {"call": "c", "event": "dancing"}])
def test_what_is_no_call_is_refused_in_words(line: Any, body: dict[str, str]) -> None:
    found_company()
    answer = line(**body)
    assert answer.status_code == 400
    assert answer.json()["error"] == "call_unreadable"
    assert not Call.objects.exists()


def test_a_withheld_number_stands_on_the_desk_too(line: Any) -> None:
    found_company()
    agent = Agent()
    call_id = line(call="c-2", number="anonymous").json()["call"]
    assert "没有号码" in agent.look("/desk/")
    agent.send(f"/desk/call/{call_id}/do/take/")
    case = agent.open(uuid.UUID(call_id), phone="19900000088")
    assert case.channel == "phone"


def test_a_call_stands_on_the_desk_until_somebody_says_how_it_ended(line: Any) -> None:
    found_company()
    agent = Agent()
    call_id = uuid.UUID(line(call="c-3", number=PHONE).json()["call"])
    line(call="c-3", event="ended")
    assert "已挂断，还没说怎么结束的" in agent.look("/desk/")
    agent.send(f"/desk/call/{call_id}/do/wrong_number/")
    assert str(call_id) not in agent.client.get("/desk/").content.decode()
    call = get_call(call_id)
    assert (call.state, call.ending) == (CallState.ENDED, CallEnding.WRONG_NUMBER)
    kinds = [event.kind for event in list_events("call", call_id)]
    assert kinds == ["intake.call.received", "intake.call.ended"]


def test_a_connected_call_is_told_once_and_keeps_the_call_back(line: Any) -> None:
    case = open_case(found_company())
    agent = Agent()
    perform(ask_call_back, actor=agent.actor, now=after(1), case_id=case.id)
    clock.move(after(5))
    body = {"call": "out-1", "event": "connected", "direction": "out", "number": PHONE}
    assert line(**body).json() == {"cases": 1}
    assert line(**body).json() == {"cases": 1}
    assert len(lines(case, "intake.call.connected")) == 1
    inward = {**body, "call": "in-1", "direction": "in"}
    assert line(**inward).json() == {"cases": 0}


def test_IN_04_a_call_goes_to_a_colleague_with_all_that_was_typed() -> None:
    open_case(found_company())
    first, second = Agent(), Agent(StaffRole.DESK, "second")
    call_id = first.ring()
    answer = first.send(
        f"/desk/call/{call_id}/do/hand-over/",
        typed="指纹",
        address="济南市市中区示范路 9 号",
        name="李女士",
    )
    assert answer.status_code == 302
    assert get_call(call_id).state is CallState.WAITING
    second.send(f"/desk/call/{call_id}/do/take/")
    page = second.client.get(f"/desk/call/{call_id}/new/").content.decode()
    for said in ("济南市市中区示范路 9 号", "李女士", "指纹"):
        assert said in page
    assert "测试客户" in second.look(f"/desk/call/{call_id}/")
    kinds = [event.kind for event in list_events("call", call_id)]
    assert kinds[-2:] == ["intake.call.handed_over", "intake.call.taken"]
    case = second.open(call_id)
    assert get_call(call_id).case_id == case.id
    assert get_call_form(call_id) == {}


def test_who_sees_only_part_of_the_company_sees_nobody_elses_customers() -> None:

    open_case(found_company())
    agent = Agent()
    perform(
        change_scope,
        actor=agent.actor,
        now=after(0),
        staff_id=agent.facts.id,
        scope=Scope(ScopeKind.REGION, ("33",)),
    )
    said = agent.look(f"/desk/call/{agent.ring()}/")
    assert "第一次来电" in said
    assert "测试客户" not in said


@pytest.mark.parametrize("role", [StaffRole.TECHNICIAN, StaffRole.MANAGER])
def test_only_those_who_open_cases_sit_at_the_desk(role: StaffRole) -> None:
    found_company()
    assert Agent(role).client.get("/desk/").status_code == 403
    assert Client().get("/desk/").status_code == 302


def test_a_colleagues_call_is_taken_over_by_a_button_that_says_so_and_ended_by_nobody_else() -> (
    None
):
    found_company()
    first, second = Agent(), Agent(username="second")
    call_id = first.ring()
    path = f"/desk/call/{call_id}"
    assert second.send(f"{path}/do/hung_up/").status_code == 409
    assert second.send(f"{path}/do/take/").status_code == 409
    refused = second.send(f"{path}/new/", **TYPED)
    assert refused.status_code == 409
    assert "在同事手上" in text(refused)
    assert 'value="灯亮把手"' in refused.content.decode()
    assert get_call(call_id).staff_id == first.facts.id
    assert "手里接过来" in second.look(f"{path}/")
    taken = second.send(f"{path}/do/take/", **{"from": str(first.facts.id)})
    assert taken.status_code == 302
    assert get_call(call_id).staff_id == second.facts.id
    kinds = [event.kind for event in list_events("call", call_id)]
    assert kinds[-2:] == ["intake.call.taken_over", "intake.call.taken"]


def test_whom_the_page_of_a_call_shows_behind_twenty_newer_cases_is_looked_at_all_the_same() -> (
    None
):
    company = found_company()
    quiet = open_case(company, name="同号的人", email="other@example.org")
    for number in range(20):
        open_case(company, address=f"济南市市中区示范路 {number + 20} 号")
    agent = Agent()
    assert "同号的人" in agent.look(f"/desk/call/{agent.ring()}/")
    (look,) = list_looks_at(quiet.customer_id)
    assert (look.staff_id, look.case_id) == (agent.facts.id, None)


def test_whose_name_the_form_of_a_new_case_shows_finds_the_look_on_his_chain() -> None:
    company = found_company()
    mine = open_case(company)
    other = open_case(
        company, name="同号的人", email="other@example.org", address="济南市市中区示范路 9 号"
    )
    agent = Agent()
    agent.look(f"/desk/call/{agent.ring()}/new/")
    for case in (mine, other):
        (look,) = list_looks_at(case.customer_id)
        assert (look.staff_id, look.case_id) == (agent.facts.id, case.id)
