"""One world, one server and one browser's profile for all tests that only look at pages.

They come after all other tests (tests/conftest.py), which want a database of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import DjangoDbBlocker

from tests.browser.exhibits import Exhibits, build, empty_database, served

from .example import Eye


@pytest.fixture(scope="session")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Exhibits]:
    with django_db_blocker.unblock():
        try:
            yield build()
        finally:
            empty_database()


@pytest.fixture(scope="session")
def site(world: Exhibits) -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture(scope="session")
def context(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[BrowserContext]:
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A new tab of a visitor whom nobody knows yet."""
    context.clear_cookies()
    page = context.new_page()
    yield page
    page.close()


@pytest.fixture
def eye(page: Page, world: Exhibits, site: str) -> Eye:
    return Eye(page, world, site)
