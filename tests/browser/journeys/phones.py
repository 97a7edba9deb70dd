"""Two phones, the customer's and the technician's, and the day they share."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.app import tap
from tests.browser.aside import DayAside
from yinuo.case.facts import CaseFacts
from yinuo.case.reads import list_cases
from yinuo.promise.facts import PromiseKind, PromiseState
from yinuo.promise.reads import find_promise

MINUTE = timedelta(minutes=1)


class Phone:
    """Somebody's phone: one tab, one thumb."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def open(self, path: str) -> None:
        self.page.goto(f"{self.base}{path}")
        self.fits()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def tap(self, name: str) -> None:
        """A button sends its form and brings the next page."""
        tap(self.page, name)
        self.fits()

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        self.fits()

    def fits(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 390, self.page.url

    def fill(self, name: str, text: str) -> None:
        self.page.get_by_label(re.compile(f"^{name}")).first.fill(text)

    def pick(self, name: str) -> None:
        self.page.get_by_label(name, exact=True).first.check()

    def unfold(self, summary: str) -> None:
        self.page.locator("summary", has_text=summary).click()

    def says(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def is_silent_about(self, text: str) -> None:
        expect(self.page.locator("main")).not_to_contain_text(text)


class Story:
    """Two phones and the day they share."""

    def __init__(self, base: str, day: DayAside, customer: Page, technician: Page) -> None:
        self.day = day
        self.customer, self.technician = Phone(customer, base), Phone(technician, base)

    @property
    def case(self) -> CaseFacts:
        (case,) = list_cases().cases
        return case

    def wait(self, minutes: float = 1) -> None:
        """Time passes for everybody."""
        self.day.pass_to(self.day.now + minutes * MINUTE)

    def state(self, kind: PromiseKind = PromiseKind.ARRIVE) -> PromiseState:
        promise = find_promise(self.case.id, kind)
        assert promise is not None
        return promise.state
