"""Where each story begins: a company at eight in the morning."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.aside import a_day_aside
from tests.world import HOME, found_company

from .phones import Story


@pytest.fixture
def story(
    page: Page, browser: Browser, browser_context_args: dict[str, object], live_server: LiveServer
) -> Iterator[Story]:
    """A company at eight in the morning, and two phones in its town."""
    found_company()
    other = browser.new_context(**browser_context_args)  # type: ignore[arg-type]
    _stand_at_the_door(other)
    with a_day_aside() as day:
        day.settle()
        yield Story(live_server.url, day, page, other.new_page())
    other.close()


def _stand_at_the_door(context: BrowserContext) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": HOME.lat, "longitude": HOME.lng})
