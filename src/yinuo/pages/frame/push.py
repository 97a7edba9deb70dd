"""Nudges in a browser: what a page offers, what the browser sends back, and the worker that shows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.notice.actions import add_device, remove_device
from yinuo.notice.facts import RecipientKind
from yinuo.notice.reads import get_push_key
from yinuo.store import clock
from yinuo.store.perform import perform

from .language import language

_MOST_BYTES = 8192


class SubscriptionUnreadable(YinuoError):
    """What came isn't a browser's subscription."""

    code = "subscription_unreadable"
    status = 400
    zh = "没能打开通知：浏览器发来的内容读不懂。什么都没有保存，请刷新页面再试。"
    en = (
        "Notifications could not be turned on: what the browser sent can't be read. Nothing was saved; "
        "please reload the page and try again."
    )


@dataclass(frozen=True, slots=True)
class PushOffer:
    """What `parts/push.html` shows: where the browser says yes or no, our key, the worker, and what the
    nudges of this page are `about` (a case's number; empty for all of a member of staff's work)."""

    path: str
    key: str
    worker: str
    about: str


def push_offer(path: str, *, about: str = "") -> PushOffer:
    """The offer of a page whose browser posts to `path`."""
    return PushOffer(path, get_push_key(), reverse("push-worker"), about)


def take_subscription(
    request: HttpRequest, reader: RecipientKind, recipient: UUID, actor: Actor
) -> HttpResponse:
    """Add or remove the browser that posted its subscription as JSON; says in JSON how it stands.

    Raises SubscriptionUnreadable; an address that isn't a public push service is refused in words.
    """
    said = _read(request)
    common = {"reader": reader, "recipient": recipient, "endpoint": said["endpoint"]}
    try:
        if said["is_off"]:
            perform(remove_device, actor=actor, now=clock.now(), **common)
        else:
            keys = {"p256dh": said["p256dh"], "auth": said["auth"]}
            perform(add_device, actor=actor, now=clock.now(), **common, **keys)
    except YinuoError as error:
        return JsonResponse({"error": error.text(language())}, status=error.status)
    return JsonResponse({"on": not said["is_off"]})


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        if len(request.body) > _MOST_BYTES:
            raise SubscriptionUnreadable
        said = json.loads(request.body)
        keys = said.get("keys") or {}
        found = {
            "endpoint": said["endpoint"],
            "p256dh": keys.get("p256dh", ""),
            "auth": keys.get("auth", ""),
        }
        is_off = said.get("off") is True
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SubscriptionUnreadable from None
    is_whole = is_off or bool(found["p256dh"] and found["auth"])
    if not is_whole or not all(isinstance(value, str) for value in found.values()):
        raise SubscriptionUnreadable
    return {**found, "is_off": is_off}


@require_safe
@cache_control(max_age=3600)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may have a scope of its own: it shows nudges and no more.

    The technician's worker (offline pages) imports the same script, where it wants to show them itself.
    """
    script = f'importScripts("{static("push/show.js")}");\n'
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")
