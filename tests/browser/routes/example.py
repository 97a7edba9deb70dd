"""One way to open an address of the pages, what is done there, and how it is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.exhibits import Exhibits
from tests.browser.looks import Answers, audit, cookie, faults, heading
from yinuo.outlet.reads import get_technician

from .addresses import arguments

MOST_BYTES = 100_000
MOST_OF_BOARD = 150_000
FAULTS = {"SF-03": "灯亮声音对，把手转不动", "SF-27": "电机或电磁铁故障"}
PARTS_OF_PAGES = {
    "case-now": "case",
    "technician:now": "technician:visit",
    "desk:case-now": "desk:case",
    "desk:calls": "desk:home",
}
Act = Callable[[Page], None]


@dataclass(frozen=True)
class Example:
    """One way to open a route; `case` fills its address, `who` holds the session that opens it."""

    route: str
    heading: str
    state: str = ""
    case: str = ""
    who: str = ""
    status: int = 200
    act: Act | None = None
    then: int = 200
    """The status that the act is answered with."""
    says: str = ""

    @property
    def id(self) -> str:
        return f"{self.route} {self.state}".strip()

    def path(self, world: Exhibits) -> str:
        """The address of the example in this world."""
        return reverse(self.route, kwargs=arguments(self.route, self.case, world))

    def page_path(self, world: Exhibits) -> str:
        """The address of the page on which it is seen: a part that a page fetches by itself is seen there."""
        route = PARTS_OF_PAGES.get(self.route, self.route)
        return reverse(route, kwargs=arguments(self.route, self.case, world))


@dataclass
class Eye:
    """Looks at examples through one tab."""

    page: Page
    world: Exhibits
    site: str

    def check(self, example: Example) -> None:
        """Open the page as its case stands, do what is to be done there, and look at it in every way."""
        answers = Answers(self.page)
        self.let_in(example)
        self.page.goto(f"{self.site}{example.page_path(self.world)}")
        assert answers.status() == example.status
        if example.route in PARTS_OF_PAGES:
            _refresh(self.page, example.path(self.world))
        most = MOST_OF_BOARD if example.route == "board:board" else MOST_BYTES
        assert answers.weight() < most
        if example.act:
            example.act(self.page)
            assert answers.status() == example.then
        assert heading(self.page) == self._expected(example)
        if example.says:
            expect(self.page.locator("main")).to_contain_text(example.says)
        assert faults(self.page) == []

    def check_english(self, example: Example) -> None:
        """The same page in English, as it is first opened."""
        self.let_in(example)
        self.page.goto(f"{self.site}/en{example.page_path(self.world)}")
        expect(self.page.locator("html")).to_have_attribute("lang", "en")
        assert re.search(r"[a-z]{2}", heading(self.page), re.IGNORECASE)
        assert not re.search(r"[\u3400-\u9fff]", heading(self.page))
        assert audit(self.page) == []

    def let_in(self, example: Example) -> None:
        """As whoever the example says, or as a stranger."""
        if example.who:
            session = self.world.sessions[example.who]
            self.page.context.add_cookies([cookie(session, self.site)])

    def _expected(self, example: Example) -> str:
        if "{" not in example.heading:
            return example.heading
        case = self.world.case(example.case)
        if "{badge}" in example.heading:
            technician_id = self.world.walks[example.case].facts.technician_id
            return example.heading.format(badge=get_technician(technician_id).badge_no)
        fault = FAULTS.get(case.fault_id, "")
        return example.heading.format(fault=fault, number=case.number)


def _refresh(page: Page, path: str) -> None:
    """Let the live part be fetched anew."""
    with page.expect_response(lambda answer: path in answer.url) as fetched:
        page.evaluate(
            "document.querySelector('[data-live]').dispatchEvent(new CustomEvent('yinuo:refresh'))"
        )
    assert fetched.value.status == 200
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping')")


def of(*names: str, **fields: Any) -> list[Example]:
    """One route in several states of its case, each seen by that case's customer."""
    return [Example(state=name, case=name, who=f"customer of {name}", **fields) for name in names]


# --- what is done on a page -------------------------------------------------------------------------


def press(button: str) -> Act:
    """Send a form as it stands."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=button, exact=True).click()

    return act


def unfold_and_press(summary: str, button: str) -> Act:
    """Open what is folded and send its form as it stands."""

    def act(page: Page) -> None:
        page.locator("summary", has_text=summary).click()
        press(button)(page)

    return act


def fill_and_press(button: str, *, times: int = 1, **fields: str) -> Act:
    """Fill in fields by their names and send the form, so many times."""

    def act(page: Page) -> None:
        for _ in range(times):
            for name, text in fields.items():
                page.locator(f"[name={name}]").fill(text)
            press(button)(page)

    return act


def choose_and_press(name: str, button: str) -> Act:
    """Pick the first of several and send the form."""

    def act(page: Page) -> None:
        page.locator(f"[name={name}]").first.check(force=True)
        press(button)(page)

    return act


def tick(name: str) -> Act:
    """Tick a box."""

    def act(page: Page) -> None:
        page.locator(f"[name={name}]").check(force=True)

    return act


def in_turn(*acts: Act) -> Act:
    """One thing after the other."""

    def act(page: Page) -> None:
        for each in acts:
            each(page)

    return act


def forget_token(button: str) -> Act:
    """Send a form after the page has been open for too long."""

    def act(page: Page) -> None:
        page.context.clear_cookies(name="csrftoken")
        press(button)(page)

    return act


def look_up(place: str) -> Act:
    """Ask who covers a place."""

    def act(page: Page) -> None:
        page.get_by_label("地址或地名").fill(place)
        with page.expect_navigation():
            page.locator("main form button").last.click()

    return act


def report(place: str, button: str = "发送报修", fault: str = "SF-03") -> Act:
    """Fill in the report with what everybody knows, and send it."""

    def act(page: Page) -> None:
        page.get_by_label("地址", exact=True).fill(place)
        page.get_by_label("电话", exact=True).fill("19900000777")
        page.get_by_label("怎么称呼您").fill("测试客户")
        page.get_by_label("以上都不是？从全部里选").select_option(fault)
        press(button)(page)

    return act
