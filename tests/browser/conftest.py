"""Real pages in headless Chromium: found or failed, and nothing on a page may leave the machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from yinuo.outlet.models import Company
from yinuo.store.ids import new_id

from . import samples

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OURS = ("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find_browser() -> str:
    """The machine's Chromium by any of its names; its absence is a failure, never a skipped test."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("no Chromium on this machine: ./do test installs it, CHROMIUM names another")
    return found


@pytest.fixture(scope="session", autouse=True)
def own_loop() -> None:
    """Playwright drives the browser from an event loop of its own in this thread, which Django must bear."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: pages are opened by their full address. Stands in for a plugin's, which pytest 9 warns about."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own browser, without its habit of calling home."""
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return browser_type_launch_args | {
        "executable_path": find_browser(),
        "args": [*QUIET, *sandbox],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A phone in China."""
    return browser_context_args | {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 390, "height": 844},
        "reduced_motion": "reduce",
        "service_workers": "block",
    }


@pytest.fixture(autouse=True)
def only_this_machine(page: Page) -> Iterator[None]:
    """Fails a test whose page asked anybody else for anything, threw an error, or broke its own policy."""
    page.set_default_timeout(20_000)
    strangers: list[str] = []
    errors: list[str] = []

    def look(request: Request) -> None:
        if not request.url.startswith(OURS):
            strangers.append(request.url)

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            errors.append(message.text)

    page.on("request", look)
    page.on("console", listen)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield
    assert strangers == []
    assert errors == []


@pytest.fixture
def guide(live_server: LiveServer, settings: Settings) -> str:
    """The address under which the style guide's pages are served, for a company with a hotline."""
    Company.objects.create(
        id=new_id(samples.NOW),
        code="anno",
        name_zh="安诺",
        name_en="Anno",
        hotline="400-000-0000",
        sector="safes",
        created_at=samples.NOW,
    )
    settings.ROOT_URLCONF = "tests.browser.guide_urls"
    templates: dict[str, Any] = settings.TEMPLATES[0]
    settings.TEMPLATES = [templates | {"DIRS": [Path(__file__).parent / "templates"]}]
    return live_server.url
