"""A manager's path: from a red figure to the case behind it in two clicks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.looks import cookie
from tests.pages.company.test_company import break_promise
from tests.pages.crew import enter, staff
from tests.world import found_company, open_case
from yinuo.people.facts import StaffRole

from .test_stranger import COUNT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_clicks_lead_from_a_red_figure_to_its_case(page: Page, live_server: LiveServer) -> None:
    case = open_case(found_company())
    break_promise(case)
    session = enter(staff(StaffRole.MANAGER)).cookies["sessionid"].value
    page.context.add_cookies([cookie(session, live_server.url)])
    page.add_init_script(COUNT)
    page.goto(f"{live_server.url}/company/figures/")
    red = page.locator("p.tile.bad", has_text="违约").get_by_role("link")
    expect(red.locator("strong")).to_have_text("1")
    with page.expect_navigation():
        red.click()
    with page.expect_navigation():
        page.locator("tbody").get_by_role("link", name=case.number).click()
    expect(page).to_have_url(re.compile(f"/company/case/{case.id}/$"))
    expect(page.locator("main")).to_contain_text("已违约")
    assert page.evaluate("sessionStorage.getItem('taps')") == "2"
