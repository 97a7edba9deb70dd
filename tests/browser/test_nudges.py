"""A nudge that arrives in a real browser: shown without a word of what it is about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NUDGE = {"title": "安诺 AN-1001", "body": "有新的进展", "about": "AN-1001"}
REGISTER = """async () => {
  const registration = await navigator.serviceWorker.register('/push-sw.js', { scope: '/push/' });
  const worker = registration.installing || registration.waiting || registration.active;
  if (worker.state !== 'activated') {
    await new Promise((done) => worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') done();
    }));
  }
}"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration('/push/');
  for (let n = 0; n < 100; n += 1) {
    const shown = await registration.getNotifications();
    if (shown.length) {
      return shown.map((one) => ({ title: one.title, body: one.body, data: one.data }));
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return [];
}"""


@pytest.fixture
def page(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A visitor whose browser has workers and shows notifications."""
    context = browser.new_context(**browser_context_args | {"service_workers": "allow"})
    context.grant_permissions(["notifications"])
    page = context.new_page()
    yield page
    context.close()


def test_a_nudge_is_shown_as_it_came(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/find/")
    devtools = page.context.new_cdp_session(page)
    versions: list[dict[str, Any]] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: versions.extend(event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.evaluate(REGISTER)
    page.wait_for_timeout(0)
    ours = [one for one in versions if one["scopeURL"].endswith("/push/")]
    devtools.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": live_server.url,
            "registrationId": ours[-1]["registrationId"],
            "data": json.dumps(NUDGE),
        },
    )
    assert page.evaluate(SHOWN) == [
        {"title": NUDGE["title"], "body": NUDGE["body"], "data": {"about": "AN-1001"}}
    ]
