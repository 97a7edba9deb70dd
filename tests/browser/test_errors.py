"""Pages for what went wrong: no such address, a mistake of ours, the database away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .looks import Answers, faults, heading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/no-such-page/", "没有这一页"),
        ("/en/no-such-page/", "There is no such page"),
        ("/t/visit/no-number/", "没有这一页"),
    ],
)
def test_an_address_that_there_is_not(page: Page, guide: str, path: str, title: str) -> None:
    answers = Answers(page)
    page.goto(guide + path)
    assert answers.status() == 404
    assert heading(page) == title
    assert faults(page) == []


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/guide/broken/", 500, "出了点问题"),
        ("/en/guide/broken/", 500, "Something went wrong"),
        ("/guide/away/", 503, "暂时不可用"),
        ("/en/guide/away/", 503, "Not available for a moment"),
    ],
)
def test_a_failure_that_no_page_foresaw(
    page: Page, guide: str, path: str, status: int, title: str
) -> None:
    answers = Answers(page)
    page.goto(guide + path)
    assert answers.status() == status
    assert heading(page) == title
    assert faults(page, has_switch=False) == []
