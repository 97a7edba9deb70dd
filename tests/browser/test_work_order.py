"""The work order as a printer gets it: A4, at most two pages, and a code that a camera reads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.camera import count_pages, read_codes
from tests.pages.crew import enter, staff
from tests.work.visit.walk import Walk, begin, on_site
from tests.world import UNLOCK
from yinuo.people.facts import StaffRole
from yinuo.record.reads import get_head
from yinuo.store import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_paper(page: Page, site: str, walk: Walk) -> None:
    clock.move(walk.now)
    cookie = enter(staff(StaffRole.MANAGER)).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.goto(f"{site}/company/case/{walk.case.id}/")
    page.get_by_role("link", name="打印工单").click()
    expect(page.get_by_role("heading", name="工单")).to_be_visible()


def test_an_opening_is_printed_with_its_signatures_on_two_pages_at_most(
    page: Page, browser: Browser, live_server: LiveServer, settings: Settings
) -> None:
    settings.YINUO_PUBLIC_URL = live_server.url
    walk = on_site(UNLOCK).finish()
    open_paper(page, live_server.url, walk)
    assert page.locator(".signatures svg polyline").count() >= 2
    head = get_head("case", walk.case.id)
    (code,) = read_codes(browser, [page.locator(".qr").screenshot()])
    assert code == f"{live_server.url}/record-key/#{head.seq}-{head.hash}"
    page.emulate_media(media="print")
    assert count_pages(page.pdf(prefer_css_page_size=True, print_background=True)) <= 2
    page.goto(code)
    expect(page.get_by_role("heading", name="核验凭据")).to_be_visible()


def test_an_order_for_the_way_is_one_page_with_lines_to_sign_on(
    page: Page, live_server: LiveServer
) -> None:
    open_paper(page, live_server.url, begin())
    assert page.locator(".signatures .line").count() == 2
    page.emulate_media(media="print")
    assert count_pages(page.pdf(prefer_css_page_size=True, print_background=True)) == 1
