"""A printed sheet, read back as a camera does: each code leads to its product, and on to a promise."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.camera import count_pages, read_codes
from tests.pages.crew import enter, staff
from tests.world import NOW, found_company
from yinuo.base.actor import Actor
from yinuo.case.reads import list_cases
from yinuo.people.actions import register_unit
from yinuo.people.facts import StaffRole, UnitFacts
from yinuo.people.stickers import sticker_token
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sell(serial: str) -> UnitFacts:
    return perform(
        register_unit,
        actor=Actor.system("import"),
        now=NOW,
        serial=serial,
        model="ANH60V",
        sold_at_date=date(2026, 3, 1),
    )


def print_sheet(page: Page, site: str, paper: str) -> Page:
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"{site}/company/stickers/")
    page.get_by_label("从机身编号").fill("Z60-0000")
    page.get_by_label("到机身编号").fill("Z60-9999")
    page.get_by_label("标签纸（A4）").select_option(paper)
    page.get_by_role("button", name="排好一张 A4").click()
    expect(page.locator(".labels li").first).to_be_visible()
    page.emulate_media(media="print")
    return page


def enter_browser(page: Page, site: str, client: Client) -> None:
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


@pytest.mark.parametrize("paper", ["12", "24", "40"])
def test_every_code_of_a_sheet_is_read_and_leads_to_its_own_product(
    page: Page, browser: Browser, live_server: LiveServer, settings: Settings, paper: str
) -> None:
    settings.YINUO_PUBLIC_URL = live_server.url
    found_company()
    clock.move(NOW)
    for number in range(3):
        sell(f"Z60-{number:04}")
    enter_browser(page, live_server.url, enter(staff(StaffRole.MANAGER)))
    print_sheet(page, live_server.url, paper)
    codes = read_codes(browser, [code.screenshot() for code in page.locator(".qr").all()])
    serials = page.locator(".labels .what + p").all_inner_texts()
    assert len(set(codes)) == 3
    for code, serial in zip(codes, serials, strict=True):
        page.goto(code)
        expect(page.locator("main")).to_contain_text(serial)
        expect(page.locator("main")).to_contain_text("在保修期内")


@pytest.mark.parametrize(("paper", "most"), [("12", 12), ("24", 24), ("40", 40)])
def test_a_full_sheet_is_one_page_of_a4(
    page: Page, live_server: LiveServer, paper: str, most: int
) -> None:
    found_company()
    clock.move(NOW)
    for number in range(most + 1):
        sell(f"Z60-{number:04}")
    enter_browser(page, live_server.url, enter(staff(StaffRole.MANAGER)))
    print_sheet(page, live_server.url, paper)
    assert page.locator(".labels li").count() == most
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert count_pages(pdf) == 1
    boxes = [label.bounding_box() for label in page.locator(".labels li").all()]
    sheet = page.locator(".labels").bounding_box()
    assert sheet is not None
    for box in boxes:
        assert box is not None
        assert box["x"] >= sheet["x"] - 1
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 1
        assert box["y"] + box["height"] <= sheet["y"] + sheet["height"] + 1


def test_from_the_sticker_to_a_promise_in_two_taps(page: Page, live_server: LiveServer) -> None:
    found_company()
    clock.move(NOW)
    unit = sell("Z60-0001")
    page.goto(f"{live_server.url}/p/{sticker_token(unit.id)}")
    assert urlsplit(page.url).path == "/report/"
    page.locator("label", has_text="一直叫，什么密码都不认").first.click()
    page.get_by_label("地址", exact=True).fill("山东省济南市市中区示范路 18 号 3 栋 2 单元 501")
    page.get_by_label("电话", exact=True).fill("19900000001")
    page.get_by_label("怎么称呼您").fill("测试客户")
    page.get_by_role("button", name="发送报修").click()
    expect(page.locator("main")).to_contain_text("我们承诺，师傅")
    (case,) = list_cases().cases
    assert case.unit_id == unit.id
