"""What the peers' tests share with those of the notice room, and a service that takes our texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.notice.conftest import nobody_above
from tests.peers.cloud import HOOK_SECRET, KEY_ID, SECRET, TEMPLATES, Provider

__all__ = ["nobody_above"]


@pytest.fixture
def provider(settings: Settings, tmp_path: Path) -> Iterator[Provider]:
    provider = Provider()
    file = tmp_path / "templates.json"
    file.write_text(json.dumps({"sign_name": "安诺", "templates": TEMPLATES}))
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS, settings.EMAIL_HOST = "smtp", "http", ""
    settings.YINUO_SMS_HTTP_URL, settings.YINUO_SMS_TEMPLATES = provider.peer.url, str(file)
    settings.YINUO_SMS_HTTP_KEY_ID, settings.YINUO_SMS_HTTP_SECRET = KEY_ID, SECRET
    settings.YINUO_SMS_HOOK_SECRET = HOOK_SECRET
    yield provider
    provider.peer.stop()
