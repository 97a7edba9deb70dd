"""Addresses of the style guide, beside the product's own; only the browser tests know them."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from yinuo.config.urls import handler500
from yinuo.config.urls import urlpatterns as product

from .guide import away, broken, refused, show_form, show_live, show_parts, show_sheet

urlpatterns = [
    *product,
    *i18n_patterns(
        path("guide/parts/", show_parts, name="guide-parts"),
        path("guide/form/", show_form, name="guide-form"),
        path("guide/sheet/", show_sheet, name="guide-sheet"),
        path("guide/live/", show_live, name="guide-live"),
        path("guide/broken/", broken, name="guide-broken"),
        path("guide/away/", away, name="guide-away"),
        path("guide/refused/", refused, name="guide-refused"),
        prefix_default_language=False,
    ),
]

__all__ = ["handler500", "urlpatterns"]
