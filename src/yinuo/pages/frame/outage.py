"""The answer when something fails that no page foresaw: 503 while the database is away, 500 otherwise.

Nothing here reads the database, not even for the company's name.
"""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

_RETRY_SECONDS = "5"


def handle(request: HttpRequest) -> HttpResponse:
    """What happened, what was kept, what to do; a form sent again with its key counts once."""
    error = sys.exc_info()[1]
    is_away = isinstance(error, OperationalError | InterfaceError)
    context = {"is_away": is_away, "is_english": request.path.startswith("/en/")}
    page = loader.get_template("500.html").render(context)
    response = HttpResponse(page, status=503 if is_away else 500)
    if is_away:
        response["Retry-After"] = _RETRY_SECONDS
    return response
