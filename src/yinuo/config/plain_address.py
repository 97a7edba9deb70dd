"""An address that holds a NUL names nothing: no database column can hold one, so nobody has to ask for it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase


class PlainAddress:
    """Answers 404 to an address with a NUL in its path or its query, whichever page it would have led to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or not found."""
        if "%00" in request.META.get("QUERY_STRING", "") or "\0" in request.path:
            raise Http404
        return self._get_response(request)
