"""How a page is looked at: its heading, what axe finds, what sticks out, what it weighs."""

from __future__ import annotations

import gzip

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (390, 1280)
TOO_WIDE = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll('body *')]
      .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 90))
  : []"""


def heading(page: Page) -> str:
    expect(page.locator("h1")).to_have_count(1)
    return " ".join(page.locator("h1").inner_text().split())


def faults(page: Page) -> list[str]:
    """What axe finds, and what sticks out, at both widths and in both colour schemes."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        sticking = page.evaluate(TOO_WIDE)
        found += [f"{width}: too wide: {element}" for element in sticking]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found += [f"{width} {scheme}: {report}" for report in (audit(page),) if report]
    return found


def audit(page: Page) -> str:
    result = Axe().run(page, options={"runOnly": AA, "resultTypes": ["violations"]})
    return str(result.generate_report()) if result.violations_count else ""


class Scale:
    """Weighs everything that a page needs to be shown, each answer gzipped as a server would send it."""

    def __init__(self, page: Page) -> None:
        self._answers: list[Response] = []
        page.on("response", self._keep)

    def _keep(self, answer: Response) -> None:
        self._answers.append(answer)

    def take(self) -> int:
        """Bytes of the page as it was first opened."""
        first: dict[str, Response] = {}
        for answer in self._answers:
            if answer.status < 300 or answer.status >= 400:
                first.setdefault(answer.url, answer)
        return sum(len(gzip.compress(answer.body())) for answer in first.values())
