"""Customer pages inside a chat app: what can't be saved there, and what an old engine can't run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.exhibits import Exhibits
from tests.browser.looks import audit, cookie
from tests.browser.test_chat_app import AGENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def tab(
    browser: Browser, browser_context_args: dict[str, Any], world: Exhibits, site: str
) -> Iterator[Page]:
    context = browser.new_context(**browser_context_args | {"user_agent": AGENT})
    context.add_cookies([cookie(world.sessions["customer of done"], site)])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("path", "link"), [("receipt/", "下载凭据文件"), ("", "")])
def test_what_cannot_be_saved_here_is_said_with_the_way_out(
    tab: Page, world: Exhibits, site: str, path: str, link: str
) -> None:
    tab.goto(f"{site}/case/{world.case('done').id}/{path}")
    words = tab.get_by_text("在浏览器打开")
    expect(words).to_have_count(1 if link else 0)
    if link:
        expect(tab.get_by_role("link", name=link)).not_to_have_attribute("download", "")
    assert audit(tab) == []


def test_elsewhere_a_file_is_simply_saved(page: Page, world: Exhibits, site: str) -> None:
    page.context.add_cookies([cookie(world.sessions["customer of done"], site)])
    page.goto(f"{site}/case/{world.case('done').id}/receipt/")
    expect(page.get_by_text("在浏览器打开")).to_have_count(0)
    expect(page.get_by_role("link", name="下载凭据文件")).to_have_attribute("download", "")


def test_an_engine_too_old_for_htmx_loads_the_page_anew_instead(
    tab: Page, world: Exhibits, site: str
) -> None:
    tab.context.add_cookies([cookie(world.sessions["customer of running"], site)])
    tab.route("**/htmx*", lambda route: route.abort())
    tab.goto(f"{site}/case/{world.case('running').id}/")
    with tab.expect_navigation():
        tab.evaluate("document.dispatchEvent(new CustomEvent('yinuo:ended'))")
    expect(tab.locator("h1")).to_be_visible()
