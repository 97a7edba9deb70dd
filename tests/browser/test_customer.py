"""A customer whose browser runs no script at all: from the front door to a promise, and to "he is here"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.world import NOW, decide, found_company, kinds
from yinuo.case.facts import CaseState
from yinuo.case.reads import count_cases, get_case, list_cases
from yinuo.promise.facts import PromiseKind
from yinuo.promise.reads import find_promise
from yinuo.store import clock
from yinuo.work.visit.facts import VisitState
from yinuo.work.visit.reads import find_visit_of_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 390


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A phone on which scripts are switched off."""
    context = browser.new_context(
        java_script_enabled=False,
        viewport={"width": WIDTH, "height": 844},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    yield context
    context.close()


def tap(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def answer_what_is_asked(page: Page) -> None:
    """A stuck handle is asked about once: whose safe, and whether its door is shut."""
    assert count_cases() == 0
    for name in ("门关着，打不开", "我自己的"):
        for choice in page.get_by_label(name).all():
            choice.check()


def test_a_fault_is_reported_promised_and_followed_without_any_script(
    plain: BrowserContext, live_server: LiveServer
) -> None:
    found_company()
    clock.move(NOW, speed=0)
    page = plain.new_page()
    page.goto(str(live_server))
    page.get_by_role("link", name="报修").first.click()
    page.get_by_label("密码通过，把手卡住").check()
    page.get_by_label("地址").fill("济南市历下区示范路 8 号 3 栋 501")
    tap(page, "先看看")
    expect(page.locator("#preview")).to_contain_text("最迟")
    assert count_cases() == 0

    expect(page.get_by_label("地址")).to_have_value("济南市历下区示范路 8 号 3 栋 501")
    tap(page, "发送报修")
    expect(page.get_by_role("alert").first).to_contain_text("请填写能找到您的电话")
    page.get_by_role("textbox", name="电话").fill("19900000001")
    page.get_by_label("怎么称呼您").fill("测试客户")
    answer_what_is_asked(page)
    tap(page, "发送报修")

    case = list_cases().cases[0]
    promise = find_promise(case.id, PromiseKind.ARRIVE)
    assert promise is not None
    assert page.url.endswith(f"/case/{case.id}/")
    local = promise.due_at + timedelta(hours=8)
    expect(page.locator(".promise time").first).to_have_text(f"{local:%H:%M}")

    decide(NOW)
    page.reload()
    tap(page, "他到了")
    visit = find_visit_of_case(case.id)
    assert visit is not None
    assert visit.state is VisitState.ON_SITE
    assert "visit.arrival.confirmed" in kinds(case)


def test_a_request_is_taken_back_without_any_script(
    plain: BrowserContext, live_server: LiveServer
) -> None:
    found_company()
    clock.move(NOW, speed=0)
    page = plain.new_page()
    page.goto(f"{live_server}/report/")
    page.get_by_label("密码通过，把手卡住").check()
    for label, text in (
        ("地址", "济南市历下区示范路 8 号"),
        ("电话", "19900000001"),
        ("怎么称呼您", "测试客户"),
    ):
        page.get_by_role("textbox", name=label).fill(text)
    tap(page, "发送报修")
    expect(page.get_by_role("alert").first).to_contain_text("再问一句")
    answer_what_is_asked(page)
    tap(page, "发送报修")
    case = list_cases().cases[0]
    page.get_by_role("link", name="取消上门").click()
    expect(page.locator("main")).to_contain_text("不收任何费用")
    page.get_by_label("已经好了").check()
    tap(page, "确认取消")
    expect(page.locator("main")).to_contain_text("已按您的要求取消")
    assert get_case(case.id).state is CaseState.WITHDRAWN
