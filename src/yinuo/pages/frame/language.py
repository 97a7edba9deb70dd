"""The language of the page being made."""

from __future__ import annotations

from django.utils.translation import get_language


def language() -> str:
    """Its code: `en…` for English, `zh-hans` where nothing else was chosen."""
    return get_language() or "zh-hans"
