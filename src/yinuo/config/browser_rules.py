"""What a browser may do on our pages: the content security policy and the headers beside it.

Scripts, styles, pictures and connections come from the pages' own address. There is no `unsafe-inline` and no
`unsafe-eval`, so a text that somebody managed to place on a page stays a text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_PERMISSIONS = ", ".join(
    (
        *("accelerometer=()", "autoplay=()", "browsing-topics=()", "camera=(self)"),
        *("display-capture=()", "fullscreen=(self)", "geolocation=(self)", "gyroscope=()"),
        *("magnetometer=()", "microphone=()", "midi=()", "payment=()", "usb=()"),
    )
)
YEAR_SECONDS = 365 * 24 * 3600


def content_policy(*, stream_url: str, tile_url: str) -> dict[str, Any]:
    """The policy as django-csp takes it.

    `stream_url` is where browsers reach the live stream, `tile_url` the template of a map's tiles; each adds
    its origin, and where it is empty or has none of its own, nothing.
    """
    return {
        "DIRECTIVES": {
            "default-src": [SELF],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, *_origins(tile_url)],
            "font-src": [SELF],
            "connect-src": [SELF, *_origins(stream_url)],
            "worker-src": [SELF],
            "manifest-src": [SELF],
            "media-src": [SELF],
            "object-src": [NONE],
            "frame-src": [NONE],
            "frame-ancestors": [NONE],
            "base-uri": [NONE],
            "form-action": [SELF],
        }
    }


def _origins(url: str) -> tuple[str, ...]:
    """The origin of an absolute address; a `{s}` for one of several hosts becomes any of them."""
    parts = urlsplit(url.replace("{s}.", "*."))
    return (f"{parts.scheme}://{parts.netloc}",) if parts.scheme and parts.netloc else ()


class BrowserRules:
    """Says on every answer, errors too, which of a device's abilities the pages ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with the header."""
        response = self._get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        return response
