"""One field, an honest answer: who covers a place, which is the nearest, or that it isn't known."""

from __future__ import annotations

import re

import pytest

from tests.pages.asker import begin
from tests.pages.crew import text
from yinuo.intake.models import Request

pytestmark = pytest.mark.django_db(transaction=True)


def ask(address: str, path: str = "/outlets/") -> str:
    answer = begin().client.post(path, {"address": address})
    assert answer.status_code == 200
    return text(answer)


@pytest.mark.parametrize("address", ["济南市市中区", "山东济南历下区泉城路", "市中区 济南"])
def test_a_covered_place_names_its_outlet(address: str) -> None:
    said = ask(address)
    assert "有网点" in said
    assert "济南" in said[said.index("有网点") :]


def test_a_place_without_an_outlet_names_the_nearest_and_how_far_it_is() -> None:
    said = ask("西藏自治区拉萨市城关区")
    assert "这里还没有我们的网点" in said
    assert re.search(r"大约 \d[\d,]* 公里", said)


def test_a_name_that_several_places_bear_is_asked_back() -> None:
    said = ask("市中区")
    assert "哪一个市中区？" in said
    assert "济南市市中区" in said


def test_one_tap_on_a_place_answers_for_it() -> None:
    client = begin().client
    asked = client.post("/outlets/", {"address": "市中区示范路 18 号"}).content.decode()
    assert '<button class="choice" name="division" value="370103">' in asked
    assert '<input type="hidden" name="address" value="市中区示范路 18 号">' in asked
    answer = client.post("/outlets/", {"address": "市中区示范路 18 号", "division": "370103"})
    said = text(answer)
    assert "山东省济南市市中区" in said
    assert "有网点" in said


def test_a_contradiction_shows_both_readings() -> None:
    said = ask("济南市鼓楼区")
    assert "地址前后对不上" in said
    assert "按“济南市”：" in said
    assert "山东省济南市历下区" in said
    assert "按“鼓楼区”：" in said
    assert "江苏省南京市鼓楼区" in said


def test_a_name_that_is_gone_is_asked_by_what_it_became_and_its_towns() -> None:
    said = ask("杭州市江干区")
    assert "“江干区”已经撤销，现在是：" in said
    assert "浙江省杭州市上城区" in said
    assert re.search("浙江省杭州市钱塘区 *原来的下沙街道、白杨街道", said)


def test_a_slip_of_the_pen_is_asked_about_and_not_taken() -> None:
    said = ask("力下区")
    assert "没认出这个地方" in said
    assert "您是不是要找" in said
    assert "山东省济南市历下区" in said


def test_a_city_alone_is_asked_for_its_district() -> None:
    said = ask("济南市")
    assert "在哪个区县？" in said
    assert "山东省济南市历下区" in said
    assert "没认出" not in said


@pytest.mark.parametrize("address", ["火星基地", "asdf", "东京都新宿区"])
def test_a_place_nobody_knows_is_said_so(address: str) -> None:
    assert "没认出这个地方" in ask(address)


@pytest.mark.parametrize("address", ["", "   ", "路" * 10_000])
def test_no_text_or_far_too_much_of_it_is_asked_again(address: str) -> None:
    assert "还差一点" in ask(address)


def test_an_address_is_sent_never_part_of_a_url_and_not_kept() -> None:
    asker = begin()
    assert 'method="post"' in asker.client.get("/outlets/").content.decode()
    asker.client.get("/outlets/?address=%E6%B5%8E%E5%8D%97")
    asker.client.post("/outlets/", {"address": "济南市市中区示范路 18 号"})
    assert Request.objects.count() == 0


JINAN = {"lat": "36.6512", "lng": "117.1201"}


def test_a_position_alone_is_asked_about_and_one_tap_answers_for_it() -> None:
    client = begin().client
    asked = client.post("/outlets/", {"address": "", **JINAN}).content.decode()
    assert "按您现在的位置，是这里吗？" in asked
    (code, *_) = re.findall(r'name="division" value="(\d+)"', asked)
    assert '<input type="hidden" name="lat" value="36.6512">' in asked
    said = text(client.post("/outlets/", {"address": "", "division": code, **JINAN}))
    assert "山东省济南市" in said
    assert "有网点" in said


@pytest.mark.parametrize("point", [{"lat": "35.68", "lng": "139.77"}, {"lat": "x", "lng": "y"}])
def test_a_position_that_is_nowhere_of_ours_is_said_so(point: dict[str, str]) -> None:
    said = text(begin().client.post("/outlets/", {"address": "", **point}))
    assert "有网点：" not in said
    assert "没认出这个地方" in said or "还差一点" in said


def test_english_readers_get_the_outlets_english_name() -> None:
    said = ask("济南市市中区", "/en/outlets/")
    assert "Jinan" in said or "Ji'nan" in said
