"""How a page is looked at: its heading, what axe finds, what sticks out, what it weighs."""

from __future__ import annotations

import gzip
from functools import cache
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response, expect

AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PHONE, DESK = 390, 1280
# The dark scheme changes colours and nothing else, which tests/browser/test_guide.py makes sure of.
OF_COLOUR = ("color-contrast", "link-in-text-block")
# Large type changes boxes: bigger letters never have less contrast, and names and roles stay what they are.
OF_SIZE = ("target-size", "scrollable-region-focusable")
TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))
  : []"""
RUN_AXE = """async (only) => {
  const found = await axe.run({ runOnly: only, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)}: ${failureSummary}`));
}"""


def heading(page: Page) -> str:
    expect(page.locator("h1")).to_have_count(1)
    return " ".join(page.locator("h1").inner_text().split())


def faults(page: Page, *, has_switch: bool = True) -> list[str]:
    """What axe finds and what sticks out: at both widths, light and dark, in usual and in large type.

    One load of the page is looked at in every way. All rules run at both widths, since each may show what the
    other hides; in the dark and in large type, those that can come out otherwise there. `has_switch` says
    whether the page has the switch for large type.
    """
    found = []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme="light")
        found += [f"{width}: {fault}" for fault in (*too_wide(page), *audit(page))]
        page.emulate_media(color_scheme="dark")
        found += [f"{width} dark: {fault}" for fault in audit(page, rules=OF_COLOUR)]
    return found + (_faults_of_large_type(page) if has_switch else [])


def _faults_of_large_type(page: Page) -> list[str]:
    enlarge(page)
    found = []
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 844})
        looked = (*too_wide(page), *audit(page, rules=OF_SIZE))
        found += [f"{width} large: {fault}" for fault in looked]
    page.context.clear_cookies(name="yinuo_size")  # the next page is first seen in usual type again
    return found


def enlarge(page: Page) -> None:
    """Switch to large type, as a reader does."""
    page.locator("[data-large-type] button").click()
    expect(page.locator("html")).to_have_attribute("data-size", "large")


def too_wide(page: Page) -> list[str]:
    """What hangs over the right edge, if the page can be pushed sideways."""
    wide: list[str] = page.evaluate(TOO_WIDE)
    return [f"too wide: {element}" for element in wide]


def audit(
    page: Page, *, tags: tuple[str, ...] = AA, rules: tuple[str, ...] | None = None
) -> list[str]:
    """What axe finds on the page as it stands, by its tags or by a few named rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    kind, values = ("tag", tags) if rules is None else ("rule", rules)
    found: list[str] = page.evaluate(RUN_AXE, {"type": kind, "values": list(values)})
    return found


class Answers:
    """What a page was sent: the status of the newest document, and what all that it first needed weighs."""

    def __init__(self, page: Page) -> None:
        self._answers: list[Response] = []
        page.on("response", self._keep)

    def _keep(self, answer: Response) -> None:
        self._answers.append(answer)

    def status(self) -> int:
        """Of the newest page, redirects followed."""
        documents = (a for a in reversed(self._answers) if a.request.is_navigation_request())
        return next(documents).status

    def weight(self) -> int:
        """Bytes of the page as it was first opened, each answer gzipped as a server would send it."""
        first: dict[str, Response] = {}
        for answer in self._answers:
            if answer.status < 300 or answer.status >= 400:
                first.setdefault(answer.url, answer)
        return sum(_weigh(answer.body()) for answer in first.values())


@cache
def _weigh(body: bytes) -> int:
    return len(gzip.compress(body))


def cookie(session: str, url: str) -> Any:
    """The cookie that lets a browser in, as Playwright takes it."""
    return {"name": "sessionid", "value": session, "url": url}
