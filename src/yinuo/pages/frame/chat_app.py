"""The browser inside a chat app: it saves no files and opens no windows; pages say how to get out of it."""

from __future__ import annotations

from django.http import HttpRequest

_NAMES = ("MicroMessenger", "QQ/", "DingTalk", "AlipayClient")


def is_in_chat_app(request: HttpRequest) -> bool:
    """Whether the page is opened inside one, by what the browser calls itself. Only words depend on it."""
    agent = request.headers.get("User-Agent", "")
    return any(name in agent for name in _NAMES)
