"""The notice room's tests have a mail server and nothing else, where they don't say otherwise."""

from __future__ import annotations

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def only_mail(settings: Settings) -> None:
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS = "smtp", ""
    settings.EMAIL_HOST = "mail.example.org"
