"""The content policy works in a real browser: what is written into a page neither runs nor dresses it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INJECT = """() => {
  const seen = [];
  document.addEventListener("securitypolicyviolation", (e) => seen.push(e.effectiveDirective));
  const script = document.createElement("script");
  script.textContent = "window.pwned = 1";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", "<p style='color: red' onclick='pwned = 1'>x</p>");
  const picture = new Image();
  picture.src = "http://127.0.0.2/x.png";
  return new Promise((done) => setTimeout(() => done([seen, window.pwned ?? 0]), 300));
}"""


def test_what_is_written_into_a_page_neither_runs_nor_dresses_it_nor_calls_elsewhere(
    page: Page, live_server: LiveServer
) -> None:
    """In a tab of its own: the fixture of all tests fails for any such message on the first."""
    tab = page.context.new_page()
    tab.goto(f"{live_server.url}/")
    seen, ran = tab.evaluate(INJECT)
    assert ran == 0
    assert {"script-src-elem", "style-src-attr", "img-src"} <= set(seen)
    tab.close()
