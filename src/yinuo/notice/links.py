"""The addresses that stand in notices; the pages answer there."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from .facts import Purpose


def customer_url(token: str, language: str = "zh-hans") -> str:
    """Where the holder of this token sees the case; pages/customer answers there."""
    prefix = "/en" if language.startswith("en") else ""
    return f"{settings.YINUO_PUBLIC_URL}{prefix}/c/{token}"


def token_of(url: str) -> str:
    """The token of such an address: all that a registered text of an SMS provider leaves open."""
    return url.rsplit("/", 1)[-1]


def unsubscribe_url(url: str, purpose: Purpose) -> str:
    """Where the holder of this link does without a purpose, in one step (RFC 8058)."""
    return f"{url}/notices/off/{purpose}/"


def case_page_url(case_id: UUID) -> str:
    """Where the staff see a case, behind their login."""
    return f"{settings.YINUO_PUBLIC_URL}/company/case/{case_id}/"
