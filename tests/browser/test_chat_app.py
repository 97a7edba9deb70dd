"""The way from a sticker to a promise inside a chat app's browser: no scripts, no position, old manners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.world import IMPORT, NOW, found_company
from yinuo.case.reads import list_cases
from yinuo.people.actions import register_unit
from yinuo.people.stickers import sticker_token
from yinuo.store import clock
from yinuo.store.perform import perform

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGENT = (
    "Mozilla/5.0 (Linux; Android 8.1.0; Phone Build/OPM1; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/66.0.3359.126 MQQBrowser/6.2 Mobile Safari/537.36 MicroMessenger/7.0.10.1580"
)
OpenTab = Callable[..., Page]


@pytest.fixture
def open_tab(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[OpenTab]:
    """Tabs of a chat app's browser, which closes what would open a window."""
    contexts = []

    def open_tab(**more: Any) -> Page:
        context = browser.new_context(**browser_context_args | {"user_agent": AGENT} | more)
        contexts.append(context)
        tab = context.new_page()
        tab.on("popup", lambda window: window.close())
        return tab

    yield open_tab
    for context in contexts:
        context.close()


def sticker() -> str:
    """The address on the sticker of a safe."""
    unit = perform(
        register_unit,
        actor=IMPORT,
        now=NOW,
        serial="Z60-0001",
        model="ANH60V",
        sold_at_date=date(2026, 3, 1),
    )
    return f"/p/{sticker_token(unit.id)}"


def fill_in(tab: Page) -> None:
    tab.locator("label", has_text="一直叫，什么密码都不认").first.click()
    tab.get_by_label("地址", exact=True).fill("山东省济南市市中区示范路 18 号 3 栋 2 单元 501")
    tab.get_by_label("电话", exact=True).fill("19900000001")
    tab.get_by_label("怎么称呼您").fill("测试客户")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_sticker_leads_to_a_promise_also_where_no_script_runs(
    open_tab: OpenTab, live_server: LiveServer, has_scripts: bool
) -> None:
    found_company()
    clock.move(NOW)
    tab = open_tab(java_script_enabled=has_scripts)
    tab.goto(f"{live_server.url}{sticker()}")
    expect(tab.locator("main")).to_contain_text("Z60-0001")
    fill_in(tab)
    tab.get_by_role("button", name="发送报修").click()
    expect(tab.locator("main")).to_contain_text("我们承诺，师傅")
    (case,) = list_cases().cases
    assert case.unit_id is not None


def test_a_refused_position_is_said_and_the_address_is_enough(
    open_tab: OpenTab, live_server: LiveServer
) -> None:
    found_company()
    clock.move(NOW)
    tab = open_tab(permissions=[])
    tab.goto(f"{live_server.url}/report/")
    tab.get_by_role("button", name="用我现在的位置").click()
    expect(tab.locator("#locate-said")).to_contain_text("没有取到位置")
    fill_in(tab)
    tab.get_by_role("button", name="发送报修").click()
    expect(tab.locator("main")).to_contain_text("我们承诺，师傅")


def test_a_browser_without_a_position_offers_none(
    open_tab: OpenTab, live_server: LiveServer
) -> None:
    found_company()
    clock.move(NOW)
    tab = open_tab()
    tab.add_init_script("delete Navigator.prototype.geolocation")
    tab.goto(f"{live_server.url}/report/")
    expect(tab.get_by_role("button", name="发送报修")).to_be_visible()
    expect(tab.get_by_role("button", name="用我现在的位置")).to_be_hidden()
