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
    assert "可能是下面几处" in said
    assert "济南市市中区" in said


def test_a_city_alone_is_asked_for_its_district() -> None:
    said = ask("济南市")
    assert "请写到区县" in said
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


def test_english_readers_get_the_outlets_english_name() -> None:
    said = ask("济南市市中区", "/en/outlets/")
    assert "Jinan" in said or "Ji'nan" in said
