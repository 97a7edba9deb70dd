"""live.js and countdown.js on a real page with a real stream: right without a reload, and through a break."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from yinuo.config.browser_rules import content_policy

from .event_source import EventServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def events(settings: Settings) -> Iterator[EventServer]:
    server = EventServer()
    server.start()
    settings.CONTENT_SECURITY_POLICY = content_policy(stream_url=server.url, tile_url="")
    yield server
    server.stop()


def open_live(page: Page, guide: str, events: EventServer) -> None:
    with page.expect_request(lambda request: "/stream/" in request.url):
        page.goto(f"{guide}/guide/live/?stream={events.url}")
    expect(page.locator("#looks")).to_have_text("1")


def test_a_change_comes_to_the_page_without_a_reload(
    page: Page, guide: str, events: EventServer
) -> None:
    open_live(page, guide, events)
    page.evaluate("window.stays = true")
    events.say("changed")
    expect(page.locator("#looks")).to_have_text("2")
    events.say("resync")
    expect(page.locator("#looks")).to_have_text("3")
    assert page.evaluate("window.stays") is True
    assert events.tickets == ["ticket-1"]


def test_a_break_is_told_and_mended_with_a_new_ticket(
    page: Page, guide: str, events: EventServer
) -> None:
    open_live(page, guide, events)
    state = page.get_by_role("status").first
    expect(state).to_have_text("")
    events.stop()
    expect(state).to_contain_text("已断开，正在重连")
    events.start()
    expect(state).to_contain_text("已重新连接", timeout=30_000)
    assert events.tickets[0] == "ticket-1"
    assert events.tickets[-1] != "ticket-1"
    looks = int(page.locator("#looks").inner_text())
    events.say("changed")
    expect(page.locator("#looks")).to_have_text(str(looks + 1))


def test_a_server_that_fails_leaves_the_page_as_it_was(
    page: Page, guide: str, events: EventServer
) -> None:
    open_live(page, guide, events)
    page.route("**/guide/live/**", lambda route: route.fulfill(status=500, body="<h1>no</h1>"))
    with page.expect_response(lambda answer: answer.status == 500):
        events.say("changed")
    expect(page.locator("h1")).to_have_text("进度")
    expect(page.locator("#looks")).to_have_text("1")
    page.unroute("**/guide/live/**")
    events.say("changed")
    expect(page.locator("#looks")).to_have_text("2")


def test_without_a_stream_the_page_asks_again_by_itself(page: Page, guide: str) -> None:
    page.clock.install()
    page.goto(f"{guide}/guide/live/")
    expect(page.locator("#looks")).to_have_text("1")
    page.clock.run_for(31_000)
    expect(page.locator("#looks")).to_have_text("2")


def test_the_countdown_follows_the_server_however_wrong_the_phone_is(
    page: Page, guide: str
) -> None:
    page.clock.install(time="2031-05-05T05:05:05Z")
    page.goto(f"{guide}/guide/parts/")
    card = page.locator(".promise").first
    left = card.locator("[data-left]")
    gone = card.locator("[data-gone]")
    expect(left).to_have_text("11 分钟")
    expect(gone).to_have_attribute("width", "43.3%")
    page.clock.run_for(3 * 60_000)
    expect(left).to_have_text("8 分钟")
    expect(gone).to_have_attribute("width", "53.3%")
    expect(card.locator("[data-here]")).to_have_text("现在 14:18")
    tomorrow = page.locator(".promise").last.locator("[data-left]")
    expect(tomorrow).to_have_text("16 小时 37 分钟")


def test_a_time_that_runs_out_asks_the_server_for_the_verdict(page: Page, guide: str) -> None:
    page.clock.install()
    page.goto(f"{guide}/guide/live/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("document.querySelector('[data-rail]').dataset.to = new Date(0).toISOString()")
    page.clock.run_for(2000)
    expect(page.locator("#looks")).to_have_text("2")
    page.clock.run_for(5000)
    assert len([url for url in asked if "/guide/live/" in url]) == 1
