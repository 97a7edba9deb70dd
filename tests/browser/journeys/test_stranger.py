"""A stranger's path: from the home page to a promise in three taps, and the typing of place and phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from yinuo.promise.facts import PromiseState

from .customer import ADDRESS
from .phones import Story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNT = """addEventListener("pointerdown", event => {
  if (event.isTrusted)
    sessionStorage.setItem("taps", 1 + Number(sessionStorage.getItem("taps") ?? 0))
}, true)"""


def test_three_taps_lead_from_the_home_page_to_a_promise(story: Story) -> None:
    phone = story.customer
    phone.page.add_init_script(COUNT)
    phone.open("/")
    with phone.page.expect_navigation():
        phone.page.get_by_role("link", name=re.compile("报修")).first.click()
    phone.page.locator("label", has_text="一直叫，什么密码都不认").first.click()
    phone.page.get_by_label("地址", exact=True).fill(ADDRESS)
    phone.page.get_by_label("电话", exact=True).fill("19900000001")
    phone.page.get_by_label("怎么称呼您").fill("测试客户")
    phone.tap("发送报修")
    expect(phone.page).to_have_url(re.compile(r"/case/[0-9a-f-]{36}/$"))
    phone.says(re.compile(r"我们承诺，师傅\s*\d{2}:\d{2}\s*前到您家"))
    assert phone.page.evaluate("sessionStorage.getItem('taps')") == "3"
    assert story.state() is PromiseState.RUNNING
