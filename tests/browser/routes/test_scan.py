"""A scanned badge: the token behind the # is read, posted, and gone from the address and the history."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.looks import cookie, faults
from yinuo.genuine.badges import issue_badge
from yinuo.store import clock

from .example import Eye

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("", "工牌是真的，他正在上门"),
        ("customer of at the door", "就是派给您的师傅"),
        ("customer of running", "不是派给您的师傅"),
    ],
)
def test_AR_06_a_scan_says_at_once_whose_technician_it_is(eye: Eye, who: str, says: str) -> None:
    token, _ = issue_badge(eye.world.walks["at the door"].visit_id, clock.now())
    if who:
        eye.page.context.add_cookies([cookie(eye.world.sessions[who], eye.site)])
    asked: list[str] = []
    eye.page.on("request", lambda request: asked.append(request.url))
    eye.page.goto(f"{eye.site}/genuine/b#{token}")
    expect(eye.page.locator("section.notice h2")).to_have_text(says)
    assert token not in eye.page.url
    assert not any(token in url.partition("#")[0] for url in asked)
    assert faults(eye.page) == []


def test_a_made_up_code_is_forged_and_the_hotline_is_one_tap_away(eye: Eye) -> None:
    eye.page.goto(f"{eye.site}/genuine/b#AAAA")
    expect(eye.page.locator("section.notice h2")).to_have_text("工牌是假的")
    expect(eye.page.locator("main").get_by_role("link", name="打热线 400-000-0000")).to_be_visible()
