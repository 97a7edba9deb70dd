"""All addresses of the pages; Chinese at the root, English under /en/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
