"""Machines that tell us something (receipts of messages, calls) are counted, whichever room takes them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from yinuo.pages.frame.limits import limited

_HOOKS = "/hooks/"


class HookLimits:
    """Beyond the limit of `hook` an address below /hooks/ answers 429, before a signature is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._counted = limited("hook")(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or the refusal."""
        take = self._counted if request.path.startswith(_HOOKS) else self._get_response
        return take(request)
