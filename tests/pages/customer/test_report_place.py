"""The report page where the place is unclear, foreign, far away or not covered."""

from __future__ import annotations

import re

import pytest

from tests.pages.asker import TYPED, begin, value_of
from tests.pages.crew import text
from yinuo.case.reads import count_cases, get_case
from yinuo.intake.models import Request
from yinuo.people.facts import PointSource

pytestmark = pytest.mark.django_db(transaction=True)


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
    assert "哪一个鼓楼区？" in text(first)
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
