"""The pages that anybody may see: the doors, one price list, the key, privacy, and health for machines."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from tests.pages.asker import Asker, begin
from tests.pages.crew import text
from tests.world import NOW, found_company
from yinuo.base.money import Fen, format_yuan
from yinuo.engines import tlog
from yinuo.intake.facts import PRIVACY_NOTICE
from yinuo.outlet.facts import TariffGroup, TariffLineFacts
from yinuo.outlet.reads import list_tariff
from yinuo.store import clock
from yinuo.store.models import Pulse

pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = (
    "/",
    "/report/",
    "/plans/",
    "/genuine/",
    "/tariff/",
    "/outlets/",
    "/record-key/",
    "/privacy/",
)


def tariff_of(company_id: UUID) -> tuple[TariffLineFacts, ...]:
    return list_tariff(company_id, None, NOW)


@pytest.mark.parametrize("path", PUBLIC)
def test_each_page_names_the_company_and_a_person_to_call(path: str) -> None:
    answer = begin().client.get(path)
    assert answer.status_code == 200
    assert "安诺" in text(answer)
    assert 'href="tel:4000000000"' in answer.content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_each_page_stands_before_a_company_does(path: str) -> None:
    """A fresh installation: no company was imported yet, and the pages say so instead of breaking."""
    clock.move(NOW)
    answer = Client().get(path)
    assert answer.status_code in (200, 503)
    assert answer.status_code == 200 or "还没有开始服务" in text(answer)


@pytest.mark.parametrize("path", PUBLIC)
def test_no_page_runs_a_script_or_style_of_its_own_or_asks_anybody_else(path: str) -> None:
    shown = begin().client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", shown)
    assert not re.search(r"\s(?:style|on[a-z]+)=", shown)
    assert "<style" not in shown
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', shown)


def test_the_three_doors_open_and_the_one_without_a_room_says_so() -> None:
    asker = begin()
    home = asker.client.get("/").content.decode()
    for path in ("/report/", "/plans/", "/genuine/"):
        assert f'href="{path}"' in home
    assert "这扇门还没有开" in text(asker.client.get("/plans/"))
    assert "电话、网址、工号或短信里的号码" in text(asker.client.get("/genuine/"))


def test_QT_01_every_line_of_the_list_stands_on_its_page_with_its_price_and_unit() -> None:
    company_id = found_company()
    said = text(Asker().client.get("/tariff/"))
    lines = tariff_of(company_id)
    assert len(lines) > 20
    for line in lines:
        assert line.name_zh in said
        assert f"{format_yuan(Fen(line.price_fen))} / {line.unit_zh}" in said


def test_QT_03_night_and_warranty_stand_beside_their_lines() -> None:
    company_id = found_company()
    said = text(Asker().client.get("/tariff/"))
    night = [line for line in tariff_of(company_id) if line.night]
    assert night
    for line in night:
        assert line.night_from is not None
        assert f"只在夜间 {line.night_from:%H:%M}" in said
    assert "保修期内不收" in said


def test_QT_03_night_lines_stand_on_the_report_page_at_night_only() -> None:
    company_id = found_company()
    night = next(line.name_zh for line in tariff_of(company_id) if line.night)
    assert night not in text(Asker().client.get("/report/"))
    evening = Asker(now=NOW + timedelta(hours=15))  # eleven o'clock
    assert night in text(evening.client.get("/report/"))


def test_QT_04_beside_a_visit_fee_stands_that_it_is_the_visit_only() -> None:
    asker = begin()
    for path in ("/report/", "/tariff/"):
        said = text(asker.client.get(path))
        assert "上门费只含上门；检测、维修、材料和配件另计" in said


def test_QT_05_every_page_takes_its_prices_from_the_one_list() -> None:
    company_id = found_company()
    asker = Asker()
    listed = {line.name_zh: format_yuan(Fen(line.price_fen)) for line in tariff_of(company_id)}
    shown = asker.client.get("/report/?fault=SF-03").content.decode()
    rows = re.findall(r"<tr><td>([^<]+?)\s*<.*?class=\"sum\">([^ <]+)", shown, re.DOTALL)
    assert rows
    for name, price in rows:
        assert listed[name.strip()] == price


def test_QT_17_visit_and_inspection_are_two_lines_with_names_of_their_own() -> None:
    company_id = found_company()
    said = text(Asker().client.get("/report/"))
    for group in (TariffGroup.VISIT, TariffGroup.INSPECTION):
        line = next(line for line in tariff_of(company_id) if line.group is group)
        assert f"{line.name_zh} " in said


def test_the_published_key_is_one_that_receipts_verify_with() -> None:
    shown = begin().client.get("/record-key/").content.decode()
    found = re.search(r"yinuo-key-v1:\S+?(?=<|\s)", shown)
    assert found
    assert tlog.format_key(tlog.parse_key(found[0])) == found[0]


def test_PD_01_the_privacy_notice_says_who_what_why_how_long_and_which_rights() -> None:
    said = text(begin().client.get("/privacy/"))
    for part in (
        "安诺",
        "收集您的称呼、电话、地址",
        "为了上门服务",
        "三年删除",
        "您的权利",
        PRIVACY_NOTICE,
    ):
        assert part in said


def test_health_is_green_while_somebody_watches_and_red_a_minute_after() -> None:
    clock.move(NOW)
    client = Client()
    assert client.get("/health").status_code == 503
    Pulse.objects.create(name="watch-1", kind="watch", beat_at=NOW, settled=True)
    green = client.get("/health")
    assert green.status_code == 200
    assert json.loads(green.content)["is_green"] is True
    clock.move(NOW + timedelta(seconds=61))
    assert client.get("/health").status_code == 503


def test_an_address_that_leads_nowhere_is_told_in_words() -> None:
    answer = begin().client.get("/nowhere/")
    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()
