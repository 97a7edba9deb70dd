"""How often one place may ask for what costs us or others something; too often is answered in words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext

from yinuo.store import clock
from yinuo.store.limits import Limit, count_asked, place_of

from .client import client_address, is_from_here

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

LIMITS = {
    limit.purpose: limit
    for limit in (
        Limit("report", most=40, minutes=60),
        Limit("outlets", most=200, minutes=60),
        Limit("suggest", most=3000, minutes=60),
        Limit("link", most=120, minutes=60),
        Limit("find", most=40, minutes=60),
        Limit("genuine", most=200, minutes=60),
        Limit("badge", most=120, minutes=60),
        Limit("fake", most=10, minutes=60),
        Limit("erase", most=20, minutes=60),
        Limit("hook", most=1200, minutes=1),
    )
}
"""By purpose, for one network address. An office or a village behind one address stays well below; a program
that tries numbers doesn't. Passwords and codes of the staff have their own, stricter count (people)."""


def limited(purpose: str, *, methods: Collection[str] = ("POST",)) -> Callable[[View[P]], View[P]]:
    """Count each request of these methods for the purpose, and answer 429 beyond its limit."""
    limit = LIMITS[purpose]

    def guard(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def counted(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in methods and not is_from_here(request):
                now = clock.now()
                again_at = count_asked(limit, place_of(client_address(request)), now)
                if again_at is not None:
                    return _refuse(request, again_at, now)
            return view(request, *args, **kwargs)

        return cast("View[P]", counted)

    return guard


def _refuse(request: HttpRequest, again_at: datetime, now: datetime) -> HttpResponse:
    until = f"{localtime(again_at):%H:%M}"
    context = {
        "title": gettext("请稍等再试"),
        "text": gettext(
            "从您的网络来的请求太多，这一次没有收下；先前收下的都在。请在 %(until)s 之后再试，急事请打热线。"
        )
        % {"until": until},
    }
    response = render(request, "error.html", context, status=429)
    response["Retry-After"] = str(max(1, int((again_at - now).total_seconds())))
    return response
