"""The report page: every answer is a clear screen, and nothing that was typed is lost."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.pages.asker import TYPED, Asker, begin, case_in, value_of
from tests.pages.crew import text
from tests.world import body, found_company, kinds
from yinuo.case.reads import count_cases, get_case, list_cases
from yinuo.intake.facts import PRIVACY_NOTICE
from yinuo.intake.models import Request
from yinuo.people.facts import PointSource
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


def test_a_place_nobody_knows_is_asked_for_again() -> None:
    answer = begin().send(address="火星基地 3 号")
    assert "没认出这个地方" in text(answer)
    assert value_of(answer, "address") == "火星基地 3 号"
    assert value_of(answer, "phone") == TYPED["phone"]


def test_a_foreign_place_is_not_promised() -> None:
    answer = begin().send(address="东京都新宿区西新宿二丁目 8-1")
    assert answer.status_code == 200
    assert count_cases() == 0
    assert "没认出这个地方" in text(answer)


def test_a_place_without_an_outlet_is_told_the_nearest_one() -> None:
    answer = begin().send(address="西藏自治区拉萨市城关区示范路 1 号")
    said = text(answer)
    assert "这里还没有我们的网点" in said
    assert re.search(r"大约 \d[\d,]* 公里", said)
    assert count_cases() == 0
    assert Request.objects.count() == 1


def test_two_places_in_one_text_are_asked_back_and_one_tap_decides() -> None:
    asker = begin()
    asked = asker.send(address="济南市市中区和济南市历下区示范路 8 号")
    offered = re.findall(
        r'name="division"[^>]*value="(\d+)"', asked.content.decode()
    ) or re.findall(r'value="(\d+)"[^>]*name="division"', asked.content.decode())
    assert {"370103", "370102"} <= set(offered), text(asked)
    case = asker.report(address=value_of(asked, "address"), division="370102")
    assert case.division_code == "370102"


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


def test_IN_17_danger_is_answered_with_the_numbers_before_anything_else() -> None:
    asker = begin()
    case = asker.report(words="孩子被关在保险柜里面了")
    shown = asker.client.get(f"/case/{case.id}/").content.decode()
    assert 'href="tel:119"' in shown
    assert shown.index('href="tel:119"') < shown.index("promise")
    assert "intake.emergency.told" in kinds(case)


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


def test_a_position_is_taken_back_with_one_tap_on_the_case_page() -> None:
    asker = begin()
    case = asker.report(lat="36.6512", lng="116.9921")
    assert "不再使用我的位置" in asker.look(case)
    assert [asker.tap(case, "no-position", key="k").status_code for _ in "ab"] == [302, 302]
    assert get_case(case.id).point_source is not PointSource.DEVICE
    assert "不再使用我的位置" not in asker.look(case)
    assert "客户收回了位置" in asker.look(case)


def test_a_report_without_a_position_offers_none_to_take_back() -> None:
    asker = begin()
    case = asker.report()
    assert "不再使用我的位置" not in asker.look(case)


def test_a_position_of_the_device_is_taken_as_the_door() -> None:
    case = begin().report(lat="36.6512", lng="116.9921")
    assert case.point_source == "device"


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


def test_a_phone_far_from_the_address_is_told_before_and_after_sending() -> None:
    asker = begin()
    beijing = {"lat": "39.9042", "lng": "116.4074"}
    assert "手机的位置不在这个地址附近" in text(asker.send(preview="1", **beijing))
    case = asker.report(**beijing)
    assert case.point_source is PointSource.COUNTY
    shown = asker.look(case)
    assert "手机的位置不在这个地址附近" in shown
    assert "以您写的地址为准" in shown
    assert "不再使用我的位置" not in shown
    assert "最迟" in shown


def test_a_choice_of_place_is_needed_and_sending_without_it_again_says_so() -> None:
    asker = begin()
    typed = {"address": "鼓楼区示范路 8 号"}
    first = asker.send(**typed)
    assert first.status_code == 200
    question = first.content.decode().split("是哪一个？")[1].split("</legend>")[0]
    assert "可不填" not in question
    again = asker.send(**typed, asked_place=value_of(first, "asked_place"))
    assert again.status_code == 400
    assert "请选一个再发送" in text(again)
    other = asker.send(address="市中区示范路 8 号", asked_place=value_of(first, "asked_place"))
    assert "请选一个再发送，或者" not in text(other)


def test_a_city_alone_is_asked_for_its_district() -> None:
    asker = begin()
    answer = asker.send(address="济南市")
    said = text(answer)
    assert "请写到区县" in said
    assert "没认出" not in said
    assert "山东省济南市历下区" in said
    assert asker.report(address="济南市", division="370102").division_code == "370102"
    assert "请写到区县" in text(asker.send(address="山东省", phone="19900000002"))


def test_english_readers_report_in_english() -> None:
    asker = begin()
    answer = asker.client.post("/en/report/", {**TYPED, "key": "k", "phone": "1"})
    assert "This phone number cannot be called" in text(answer)
    sent = asker.client.post("/en/report/", {**TYPED, "key": "k2"})
    assert sent["Location"].startswith("/en/case/")
    assert get_case(case_in(sent["Location"])).language == "en"


def test_IN_11_there_is_no_field_for_a_code_and_words_with_one_are_masked() -> None:
    asker = begin()
    shown = asker.client.get("/report/").content.decode()
    names = set(re.findall(r'<(?:input|textarea|select)[^>]*name="([^"]+)"', shown))
    assert not {name for name in names if "code" in name or "password" in name}
    assert 'type="password"' not in shown
    case = asker.report(words="密码是 482913，按了没反应")
    assert case.words is not None
    assert "482913" not in case.words
    assert "482913" not in str(Request.objects.get().form)


def test_IN_12_the_form_asks_for_what_the_case_needs_and_no_more() -> None:
    shown = begin().client.get("/report/").content.decode()
    form = shown[shown.index('action="/report/"') :]
    names = set(re.findall(r'<(?:input|textarea|select|button)[^>]*name="([^"]+)"', form))
    assert names == {
        "csrfmiddlewaretoken",
        "key",
        "fault",
        "other_fault",
        "address",
        "lat",
        "lng",
        "accuracy_m",
        "phone",
        "name",
        "email",
        "serial",
        "words",
        "preview",
    }


def test_IN_13_PD_01_prices_and_privacy_stand_on_the_page_and_their_versions_on_the_record() -> (
    None
):
    asker = begin()
    said = text(asker.client.get("/report/"))
    assert "上门费" in said
    assert "加密保存" in said
    assert PRIVACY_NOTICE in said
    received = body(asker.report(), "intake.request.received")
    assert received["notice_version"] == PRIVACY_NOTICE
    assert received["price_list_version"] != "none"


def test_nothing_personal_gets_into_an_address() -> None:
    asker = begin()
    location = asker.send()["Location"]
    assert re.fullmatch(r"/case/[0-9a-f-]{36}/", location)
