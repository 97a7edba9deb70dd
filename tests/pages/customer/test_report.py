"""The report page: every answer is a clear screen, and nothing that was typed is lost."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.pages.asker import TYPED, Asker, begin, case_in, value_of
from tests.pages.crew import text
from tests.world import found_company, kinds
from yinuo.case.reads import count_cases, get_case, list_cases
from yinuo.intake.models import Request
from yinuo.people.models import Customer
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise
from yinuo.record.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


SHUT = {"fault": "", "other_fault": "SF-27", "door": "", "owner": "", "asked": ""}


def test_a_report_becomes_a_case_with_a_promise_and_leads_to_its_page() -> None:
    asker = begin()
    case = asker.report()
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    assert promise.state is PromiseState.RUNNING
    assert kinds(case, "promise.") == ["promise.quoted", "promise.made"]
    assert "师傅" in asker.look(case)


def test_only_the_browser_that_asked_sees_the_new_case() -> None:
    case = begin().report()
    answer = Asker().client.get(f"/case/{case.id}/")
    assert answer.status_code == 404
    assert "找回" in text(answer)
    assert case.number not in text(answer)


def test_a_report_needs_a_form_of_ours() -> None:
    found_company()
    answer = Asker(is_strict=True).send()
    assert answer.status_code == 403
    assert count_cases() == 0


def test_the_same_form_sent_twice_is_one_case_and_leads_to_it_twice() -> None:
    asker = begin()
    key = str(uuid.uuid4())
    first, second = asker.send(key), asker.send(key)
    assert case_in(first["Location"]) == case_in(second["Location"])
    assert count_cases() == 1
    assert Request.objects.count() == 1


def test_one_key_with_another_content_changes_nothing_and_keeps_what_was_typed() -> None:
    asker = begin()
    key = str(uuid.uuid4())
    first = asker.send(key)
    answer = asker.send(key, name="另一位")
    assert answer.status_code == 409
    assert value_of(answer, "name") == "另一位"
    assert count_cases() == 1
    assert get_case(case_in(first["Location"])).id == list_cases().cases[0].id


def test_a_second_report_of_the_same_phone_and_door_is_told_the_promised_time_and_no_more() -> None:
    asker = begin()
    case = asker.report()
    stranger = Asker()
    answer = stranger.send(name="别人")
    said = text(answer)
    assert answer.status_code == 200
    assert "已经报过了" in said
    assert "最迟" in said
    assert case.number not in said
    assert str(case.id) not in answer.content.decode()
    assert stranger.client.get(f"/case/{case.id}/").status_code == 404
    assert count_cases() == 1
    assert "case.joined" in kinds(case)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("phone", "12345", "这个电话号码打不通"),
        ("phone", "", "电话"),
        ("name", "", "怎么称呼您"),
        ("name", "长" * 10_000, "称呼太长了"),
        ("email", "nobody@", "邮箱地址不完整"),
        ("address", "", "请填写地址"),
        ("address", "路" * 5_000, "地址太长了"),
        ("serial", "!!", "机身编号只有"),
        ("fault", "SF-99", "选"),
        ("words", "哎" * 2_001, "2000"),
    ],
)
def test_a_field_that_cannot_be_taken_says_so_and_everything_typed_stays(
    field: str, typed: str, said: str
) -> None:
    asker = begin()
    answer = asker.send(**{field: typed})
    assert answer.status_code == 400
    assert said in text(answer)
    assert "没有提交" in text(answer)
    for name in ("address", "phone", "name", "email"):
        expected = typed if name == field else TYPED[name]
        assert value_of(answer, name) == expected.strip(), name
    assert count_cases() == 0
    assert Customer.objects.count() == 0


def test_all_that_is_missing_is_named_at_once_and_so_is_all_that_is_wrong() -> None:
    asker = begin()
    missing = text(asker.send(phone="", name="", address="", fault=""))
    for part in ("请填写地址", "请填写能找到您的电话", "告诉我们怎么称呼您", "请选择哪里有问题"):
        assert part in missing
    wrong = text(asker.send(phone="1", name="长" * 61, email="x", serial="!"))
    for part in ("打不通", "称呼太长了", "邮箱地址不完整", "机身编号只有"):
        assert part in wrong


def test_what_is_missing_and_what_is_wrong_and_what_is_asked_back_come_in_one_round() -> None:
    asker = begin()
    typed = {**SHUT, "address": "鼓楼区示范路 8 号", "phone": "1", "name": ""}
    answer = asker.send(**typed)
    said = text(answer)
    for part in ("打不通", "告诉我们怎么称呼您", "请选一下是哪里", "柜子是谁的"):
        assert part in said
    offered = re.findall(r'name="division"[^>]*value="(\d+)"', answer.content.decode())
    assert len(offered) > 1
    nowhere = asker.send(address="火星基地 3 号", phone="")
    assert "没认出这个地方" in text(nowhere)
    assert "请填写能找到您的电话" in text(nowhere)
    assert count_cases() == Request.objects.count() == 0


def test_a_choice_that_was_made_up_is_told_with_everything_else() -> None:
    said = text(begin().send(fault="SF-99", phone="", door="ajar"))
    for part in ("请填写能找到您的电话", "请从列出的选项里选一个"):
        assert part in said
    for raw in ("ajar", "SF-99"):
        assert f"{raw} " not in said
    english = Asker().client.post("/en/report/", {**TYPED, "fault": "SF-99"})
    assert "choose one of the options" in text(english)


def test_a_script_gets_the_look_ahead_alone_and_everybody_else_the_page() -> None:
    asker = begin()
    typed = {**TYPED, "preview": "1"}
    part = asker.client.post("/report/", typed, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "如果现在发送" in part
    assert part.strip() in asker.client.post("/report/", typed).content.decode()


def test_door_and_owner_are_asked_only_where_the_answer_changes_something() -> None:
    asker = begin()
    assert 'name="door"' not in asker.client.get("/report/").content.decode()
    asked = asker.send(**SHUT)
    assert "再问一句" in text(asked)
    assert 'name="owner"' in asked.content.decode()
    assert count_cases() == 0
    case = asker.report(fault="", other_fault="SF-27", door="shut")
    assert case.level == "L2"


def test_a_question_left_open_does_not_keep_help_away() -> None:
    case = begin().report(**SHUT | {"asked": "on"})
    assert case.owner_kind == "unknown"


def test_a_look_before_sending_says_who_comes_and_writes_nothing() -> None:
    asker = begin()
    answer = asker.send(preview="1", phone="", name="")
    said = text(answer)
    assert "如果现在发送" in said
    assert "最迟" in said
    assert value_of(answer, "address") == TYPED["address"]
    assert count_cases() == 0
    assert Request.objects.count() == 0
    assert Event.objects.filter(subject_kind="case").count() == 0


def test_the_page_shows_no_time_before_one_was_quoted() -> None:
    said = text(begin().client.get("/report/"))
    assert not re.search(r"\d+ ?分钟", said)
    assert not re.search(r"\b\d{1,2}:\d{2}\b", re.sub(r"夜间.*?收", "", said))


def test_the_fault_from_the_long_list_counts_before_the_cards() -> None:
    case = begin().report(fault="SF-05", other_fault="SF-02")
    assert case.fault_id == "SF-02"


def test_every_fault_that_somebody_comes_for_can_be_picked() -> None:
    shown = begin().client.get("/report/").content.decode()
    offered = set(re.findall(r'<option value="(SF-\d+)"', shown))
    assert len(offered) >= 25
    assert set(re.findall(r'name="fault"[^>]*value="(SF-\d+)"', shown)) <= offered


def test_what_an_owner_may_safely_try_is_shown_with_the_answer() -> None:
    answer = begin().send(fault="SF-02", preview="1")
    assert "可以先试试" in text(answer)


@pytest.mark.parametrize(
    "broken", [{"lat": "91"}, {"lat": "nan"}, {"lng": "abc"}, {"lat": "inf"}, {"key": "k" * 65}]
)
def test_a_broken_hidden_field_says_the_page_is_out_of_date_and_sending_again_works(
    broken: dict[str, str],
) -> None:
    asker = begin()
    typed = {**TYPED, "lat": "36.65", "lng": "116.99", "key": "k", **broken}
    answer = asker.client.post("/report/", typed)
    assert answer.status_code == 400
    assert "页面过期了，什么都没有发送" in text(answer)
    for raw in ("Lat", "Lng", "Key"):
        assert raw not in text(answer)
    (name,) = broken
    assert value_of(answer, name) != broken[name]
    assert value_of(answer, "phone") == TYPED["phone"]
    assert count_cases() == 0
    english = asker.client.post("/en/report/", typed)
    assert "nothing was sent" in text(english)
    assert asker.send(**{name: value_of(answer, name)}).status_code == 302


@pytest.mark.parametrize("field", ["address", "words"])
def test_an_invisible_character_is_told_in_plain_words(field: str) -> None:
    asker = begin()
    typed = {field: "济南市市中区\x00示范路 8 号"}
    assert "看不见的字符" in text(asker.send(**typed))
    english = asker.client.post("/en/report/", {**TYPED, **typed})
    assert "invisible character" in text(english)
    assert count_cases() == 0


def test_english_readers_report_in_english() -> None:
    asker = begin()
    answer = asker.client.post("/en/report/", {**TYPED, "key": "k", "phone": "1"})
    assert "This phone number cannot be called" in text(answer)
    sent = asker.client.post("/en/report/", {**TYPED, "key": "k2"})
    assert sent["Location"].startswith("/en/case/")
    assert get_case(case_in(sent["Location"])).language == "en"
