"""The product's addresses, and the least that a page with a database behind it can be."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from yinuo.config.urls import handler500
from yinuo.config.urls import urlpatterns as product

PEER = "/bench/select-1"


def select_one(request: HttpRequest) -> HttpResponse:
    """One question to the database through the same server, middleware and connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        (one,) = cursor.fetchone()
    return HttpResponse(f"{one}")


urlpatterns = [path(PEER.removeprefix("/"), select_one, name="bench-peer"), *product]
__all__ = ["handler500", "urlpatterns"]
