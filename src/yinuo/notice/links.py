"""The address of a customer's own link, as it stands in a notice."""

from __future__ import annotations

from django.conf import settings


def customer_url(token: str, language: str = "zh-hans") -> str:
    """Where the holder of this token sees the case; pages/customer answers there."""
    prefix = "/en" if language.startswith("en") else ""
    return f"{settings.YINUO_PUBLIC_URL}{prefix}/c/{token}"
