"""The look of the shared parts: whole and readable on a phone and a desk, light, dark and large."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from .looks import AA, DESK, OF_COLOUR, OF_SIZE, PHONE, audit, enlarge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("parts", "form", "sheet", "refused")
WIDTHS = (PHONE, DESK)
WELL_DONE = (*AA, "best-practice")
SMALL = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.offsetParent && e.type !== 'hidden' && !e.closest('p, li:not(.plain li), dd, td'))
  .map(e => [e, (e.closest('label') ?? e).getBoundingClientRect()])
  .filter(([e, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([e, box]) => `${e.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .filter(e => getComputedStyle(e).position !== 'absolute')
  .map(e => e.outerHTML.slice(0, 80))"""


def open_page(page: Page, address: str, *, width: int, scheme: str = "light") -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status < 500
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_every_part_is_accessible(page: Page, guide: str, name: str, width: int) -> None:
    open_page(page, f"{guide}/guide/{name}/", width=width)
    assert audit(page, tags=WELL_DONE) == []
    page.emulate_media(color_scheme="dark")
    assert audit(page, rules=OF_COLOUR) == []
    enlarge(page)
    assert audit(page, rules=OF_COLOUR + OF_SIZE) == []


DARK = """() => {
  const all = rule => [rule, ...(rule.cssRules ? [...rule.cssRules].flatMap(all) : [])];
  return [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].flatMap(all))
    .filter(rule => rule.media && /prefers-color-scheme/.test(rule.conditionText))
    .flatMap(all).filter(rule => rule.style).flatMap(rule => [...rule.style]);
}"""
COLOURS = re.compile(r"--(paper|surface|sunk|ink|line|edge|brand|ok|warn|bad|focus|shadow)\b[-\w]*")


def test_the_dark_scheme_sets_colours_and_nothing_else(page: Page, guide: str) -> None:
    """What tests/browser/looks.py relies on when it asks fewer questions in the dark."""
    open_page(page, f"{guide}/guide/parts/", width=PHONE)
    names = page.evaluate(DARK)
    assert names
    assert [name for name in names if not COLOURS.fullmatch(name)] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_refused_form_is_accessible_and_says_where_to_look(
    page: Page, guide: str, width: int
) -> None:
    open_page(page, f"{guide}/guide/form/", width=width)
    page.get_by_label("手机号").fill("123")
    page.get_by_role("button", name="提交报修").click()
    summary = page.get_by_role("alert").filter(has_text="还差一点")
    expect(summary).to_be_focused()
    expect(page.get_by_label("手机号")).to_have_value("123")
    assert audit(page, tags=WELL_DONE) == []
    summary.get_by_role("link", name="手机号").click()
    expect(page.get_by_label("手机号")).to_be_focused()
    summary.get_by_role("link", name="哪里不好用").click()
    expect(page.get_by_role("radio", name="按键没反应")).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_and_nothing_is_too_small_to_hit(
    page: Page, guide: str, name: str, width: int
) -> None:
    open_page(page, f"{guide}/guide/{name}/", width=width)
    assert page.evaluate(WIDE) == []
    assert page.evaluate(SMALL) == []
    enlarge(page)
    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL) == []


def test_the_body_is_read_at_18_px_and_at_22_in_large_type(page: Page, guide: str) -> None:
    open_page(page, f"{guide}/guide/parts/", width=390)
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    assert page.evaluate(size) == 18
    enlarge(page)
    assert page.evaluate(size) == 22.5


def test_large_type_is_kept_and_loses_nothing_that_was_typed(page: Page, guide: str) -> None:
    open_page(page, f"{guide}/guide/form/", width=390)
    page.get_by_label("地址").fill("某路 7 号")
    enlarge(page)
    expect(page.get_by_label("地址")).to_have_value("某路 7 号")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-size", "large")


def test_the_other_language_keeps_the_page(page: Page, guide: str) -> None:
    open_page(page, f"{guide}/guide/parts/?from=1", width=390)
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{guide}/en/guide/parts/?from=1")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(f"{guide}/guide/parts/?from=1")


def test_a_second_tap_sends_nothing_twice(page: Page, guide: str) -> None:
    open_page(page, f"{guide}/guide/form/", width=390)
    posts: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            posts.append(request.url)

    page.on("request", note)
    page.evaluate(
        "() => { const b = document.querySelector('.send button'); b.click(); b.click(); }"
    )
    expect(page.get_by_role("alert").filter(has_text="还差一点")).to_be_visible()
    assert len(posts) == 1


def test_a_printed_receipt_is_one_plain_paper(page: Page, guide: str) -> None:
    open_page(page, f"{guide}/guide/sheet/", width=1280, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator(".foot")).to_be_hidden()
    expect(page.locator(".actions")).to_be_hidden()
    ink = page.evaluate("getComputedStyle(document.querySelector('.sheet h1')).color")
    assert ink in ("rgb(0, 0, 0)", "rgb(22, 33, 31)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_colours_alone_never_tell_a_state(page: Page, guide: str) -> None:
    open_page(page, f"{guide}/guide/parts/", width=390)
    for tag in page.locator(".tag, .notice, .verdict").all():
        expect(tag.locator("svg use").first).to_have_count(1)
        assert tag.inner_text().strip() != ""


def test_large_type_and_forms_work_without_scripts(browser: Browser, guide: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{guide}/guide/form/?a=1")
    page.get_by_role("button", name="大字").click()
    expect(page).to_have_url(f"{guide}/guide/form/?a=1")
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    expect(page.get_by_role("button", name="用我现在的位置")).to_be_hidden()
    page.get_by_label("地址").fill("某路 7 号")
    page.get_by_label("按键没反应").check(force=True)
    page.get_by_role("button", name="提交报修").click()
    expect(page.get_by_text("还差一点，没有提交")).to_be_visible()
    expect(page.get_by_label("地址")).to_have_value("某路 7 号")
    expect(page.get_by_label("按键没反应")).to_be_checked()
    context.close()
