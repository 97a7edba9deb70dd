"""The panel beside the board: a part of the page where scripts run, a page of its own where they don't."""

from __future__ import annotations

from django.http import HttpRequest

PANEL = {True: "board/parts/panel.html", False: "board/panel.html"}
"""The template for a part and for a page."""


def is_part(request: HttpRequest) -> bool:
    """Whether the board itself asks, and puts the answer beside its list."""
    return request.headers.get("X-Yinuo-Part") == "panel"
