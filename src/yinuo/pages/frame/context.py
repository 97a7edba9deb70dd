"""What the top bar and the footer need on every page; a context processor named in the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from yinuo.outlet.facts import CompanyFacts
from yinuo.outlet.reads import find_company
from yinuo.pages.frame.language import language
from yinuo.store import clock

from .chat_app import is_in_chat_app
from .large_type import is_large
from .navigation import staff_links

_OTHER = {"zh-hans": "en", "en": "zh-hans"}
FOOTER = (
    ("genuine", _("核验电话或工牌")),
    ("tariff", _("价目表")),
    ("outlets", _("查网点")),
    ("find", _("找回我的报修")),
    ("record-key", _("核验凭据")),
    ("privacy", _("隐私说明")),
    ("login", _("员工登录")),
)
"""Names of the addresses that the footer links to, and their words."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address and its words."""

    path: str
    text: str


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: `now`, `company` (None before one is loaded; asked for only when shown),
    `page_language` for `<html lang>`, `is_large_type`, `is_in_chat_app`, `this_path`, `home_path`,
    `footer_links`, `staff_links`, and `other_language` with `other_path`, the same page in the other
    language."""
    path = request.get_full_path()
    language = _language()
    other = _OTHER[language]
    return {
        "now": clock.now(),
        "company": SimpleLazyObject(_company),
        "page_language": "en" if language == "en" else "zh-CN",
        "is_large_type": is_large(request),
        "is_in_chat_app": is_in_chat_app(request),
        "this_path": path,
        "home_path": _home(language),
        "footer_links": SimpleLazyObject(_footer_links),
        "staff_links": SimpleLazyObject(lambda: staff_links(request)),
        "other_language": other,
        "other_path": _translated(path, other),
    }


def _company() -> CompanyFacts | None:
    return find_company(settings.YINUO_COMPANY or None)


def _language() -> str:
    return "en" if language().startswith("en") else "zh-hans"


def _translated(path: str, language: str) -> str:
    """The page's address in the other language; its home where the page itself has none."""
    moved = translate_url(path, language)
    if moved != path:
        return moved
    return _home(language)


def _home(language: str) -> str:
    return "/en/" if language == "en" else "/"


def _footer_links() -> tuple[Link, ...]:
    """The links whose pages this installation has: the stream's process, for one, has none."""
    found = ((_find_path(name), str(text)) for name, text in FOOTER)
    return tuple(Link(path, text) for path, text in found if path)


def _find_path(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
