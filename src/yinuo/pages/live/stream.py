"""The stream's one address: server-sent events for the case, or the board, of a ticket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from .hub import Hub
from .ticket import GOOD_FOR_SECONDS, BoardTicket, read_ticket

_BEAT_SECONDS = 15.0


@cache
def _hub() -> Hub:
    parameters = connection.get_connection_params()
    kept = {"host", "port", "user", "password", "dbname"}
    return Hub({name: value for name, value in parameters.items() if name in kept})


@require_safe
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Words as they come: `changed`, or `resync` when something may have been missed; to a board also
    `moved`, with who is where, and the ids of what changed.

    The ticket is in the query since an EventSource can send no header; it names no person and opens no
    page. The stream ends with the ticket's life, and the page comes back with a new one.
    """
    ticket = read_ticket(request.GET.get("ticket", ""))
    if ticket is None:
        return HttpResponse(status=403)
    response = StreamingHttpResponse(_events(ticket), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    response["Access-Control-Allow-Origin"] = settings.YINUO_PUBLIC_URL
    return response


async def _events(ticket: UUID | BoardTicket) -> AsyncIterator[str]:
    loop = asyncio.get_running_loop()
    ends = loop.time() + GOOD_FOR_SECONDS
    async with _hub().listen(ticket) as queue:
        yield "retry: 2000\n\n"
        while loop.time() < ends:
            try:
                word = await asyncio.wait_for(queue.get(), _BEAT_SECONDS)
            except TimeoutError:
                yield ": beat\n\n"
            else:
                yield f"event: {word.name}\ndata: {word.data}\n\n"
