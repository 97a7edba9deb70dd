"""A technician's phone with the app on it: its worker runs, and it stands at the customer's door."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.technician.hand import Hand
from tests.work.visit.walk import begin
from tests.world import HOME


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The same phone as everywhere, with its worker."""
    return browser_context_args | {"service_workers": "allow"}


@pytest.fixture
def hand(page: Page, context: BrowserContext, live_server: object) -> Hand:
    """A technician at a planned visit, its screens kept on the phone."""
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": HOME.lat, "longitude": HOME.lng})
    hand = Hand(page, str(live_server), begin())
    hand.log_in()
    hand.open()
    return hand
