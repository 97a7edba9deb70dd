"""A pasted chat: shown with what was found, written only once it was checked."""

from __future__ import annotations

import pytest

from tests.pages.crew import text
from tests.pages.desk.agent import Agent, id_in
from tests.world import found_company
from yinuo.case.reads import get_case, list_cases
from yinuo.intake.call import CallState
from yinuo.intake.callers import get_call, get_call_form
from yinuo.intake.models import Call

pytestmark = pytest.mark.django_db(transaction=True)
CHAT = """王女士 09:12
保险柜钥匙断在里面了，密码是 448812
济南市市中区示范路 18 号 3 栋 501
19900000123，明天下午来"""
CHECKED = {
    "confirm": "1",
    "text": CHAT,
    "phone": "19900000123",
    "name": "王女士",
    "address": "济南市市中区示范路 18 号 3 栋 501",
    "fault": "SF-09",
    "wished": "明天下午",
    "is_read": "on",
}


def test_each_finding_is_marked_in_the_message_with_how_sure_it_is() -> None:
    found_company()
    answer = Agent().send("/desk/paste/", text=CHAT)
    page = answer.content.decode()
    assert "<mark><small>地址</small>济南市市中区示范路 18 号 3 栋 501</mark>" in page
    assert "很有把握" in page
    assert "448812" not in page
    assert 'value="19900000123"' in page
    assert "原文里没有" in page  # no serial number was told, so none is invented
    assert not Call.objects.exists()
    assert not list_cases().cases


def test_nothing_is_written_before_the_agent_has_checked() -> None:
    found_company()
    unchecked = {name: value for name, value in CHECKED.items() if name != "is_read"}
    answer = Agent().send("/desk/paste/", **unchecked)
    assert answer.status_code == 400
    assert "请逐项核对" in text(answer)
    assert not Call.objects.exists()


def test_AC_11_a_typed_chat_becomes_a_case_without_a_word_spoken() -> None:
    found_company()
    agent = Agent()
    answer = agent.send("/desk/paste/", **CHECKED)
    assert answer.status_code == 302
    assert "19900000123" not in answer["Location"]
    call_id = id_in(answer["Location"])
    form = get_call_form(call_id)
    assert form["address"] == CHECKED["address"]
    assert "448812" not in str(form)
    page = agent.client.get(answer["Location"]).content.decode()
    assert "王女士" in page
    assert 'value="SF-09" form="case-form" checked' in page
    assert "客户想要的时间：明天下午" in page
    assert "师傅最迟" in page  # what can be promised stands there before a word is typed
    case = agent.open(
        call_id, **{k: form[k] for k in ("address", "name", "fault", "words")}, owner="self"
    )
    kept = get_case(case.id)
    assert kept.fault_id == "SF-09"
    assert kept.words is not None
    assert "199****0123" in kept.words
    assert "19900000123" not in kept.words
    assert "明天下午" in kept.words
    assert "448812" not in kept.words


def test_a_changed_number_counts_and_a_wrong_one_is_refused_with_all_kept() -> None:
    found_company()
    answer = Agent().send("/desk/paste/", **{**CHECKED, "phone": "123"})
    assert answer.status_code == 400
    assert "打不通" in text(answer)
    assert CHECKED["address"] in answer.content.decode()


def test_an_empty_paste_is_refused_in_words() -> None:
    found_company()
    answer = Agent().send("/desk/paste/", text="")
    assert answer.status_code == 400
    assert "请先贴上聊天内容" in text(answer)


def test_a_time_that_somebody_wishes_is_asked_for_before_the_case_is_left() -> None:
    found_company()
    agent = Agent()
    call_id = id_in(agent.send("/desk/paste/", **CHECKED)["Location"])
    form = get_call_form(call_id)
    answer = agent.send(f"/desk/call/{call_id}/new/", **form, owner="self", customer="new")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/later/")
    assert get_call(call_id).state is CallState.TAKEN
    page = agent.client.get(answer["Location"]).content.decode()
    assert "明天下午</textarea>" in page
