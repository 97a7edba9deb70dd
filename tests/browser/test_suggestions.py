"""Suggestions under a field: by keyboard, by tap, while an input method composes, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.pages.asker import begin

from .looks import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


COMPOSE = """(input) => {
  input.dispatchEvent(new CompositionEvent("compositionstart"));
  for (const letters of ["j", "ji", "jiang"]) {
    input.value = letters;
    input.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", isComposing: true }));
  }
  input.value = "姜堰";
  input.setSelectionRange(2, 2);
  input.dispatchEvent(new CompositionEvent("compositionend"));
}"""


@pytest.fixture
def field(page: Page, live_server: LiveServer) -> Locator:
    """The outlet finder's field, focused."""
    begin()
    page.goto(f"{live_server.url}/outlets/")
    found = page.get_by_role("combobox", name="地址或地名")
    found.click()
    return found


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="地名提示").get_by_role("option")


def test_arrows_and_enter_choose_and_the_field_tells_which_is_active(
    field: Locator, page: Page
) -> None:
    field.press_sequentially("鼓楼")
    expect(options(page)).to_have_count(8)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status").filter(has_text="8 个地方")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(field).to_have_value("江苏省徐州市鼓楼区")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")


def test_escape_closes_and_keeps_what_was_typed(field: Locator, page: Page) -> None:
    field.press_sequentially("姜堰")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("姜堰")


def test_enter_with_none_active_sends_the_text_as_it_is(field: Locator, page: Page) -> None:
    field.press_sequentially("市中区")
    expect(options(page).first).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("哪一个市中区？")).to_be_visible()


def test_a_click_chooses_and_the_street_is_typed_on(field: Locator, page: Page) -> None:
    field.press_sequentially("泰州姜")
    options(page).first.click()
    field.press_sequentially("人民路5号")
    expect(field).to_have_value("江苏省泰州市姜堰区人民路5号")
    expect(options(page)).to_have_count(0)


def test_letters_that_an_input_method_still_composes_are_not_asked_about(
    field: Locator, page: Page
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field.evaluate(COMPOSE)
    expect(options(page)).to_have_count(1)
    assert len([url for url in asked if url.endswith("/suggest/")]) == 1


def test_an_open_list_is_sound_in_every_look(field: Locator, page: Page) -> None:
    field.press_sequentially("江干")
    expect(options(page)).to_contain_text(["现在是 浙江省杭州市上城区"])
    page.keyboard.press("ArrowDown")
    assert faults(page) == []


def test_one_tap_tells_which_of_several_places_is_meant(field: Locator, page: Page) -> None:
    field.fill("市中区示范路 8 号")
    page.get_by_role("button", name="查", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="山东省济南市市中区").click()
    expect(page.get_by_text("有网点：")).to_be_visible()


def test_without_scripts_it_is_a_plain_field(browser: Browser, live_server: LiveServer) -> None:
    begin()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/outlets/")
    page.get_by_role("textbox", name="地址或地名").fill("市中区")
    page.get_by_role("button", name="查", exact=True).click()
    page.get_by_role("button", name="山东省济南市市中区").click()
    expect(page.get_by_text("有网点：")).to_be_visible()
    context.close()
