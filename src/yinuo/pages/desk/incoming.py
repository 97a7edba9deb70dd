"""Where a phone system tells of its calls: that somebody rings, that we were connected, that the line
is free.

See docs/how-to/desk.md. The number is in the body alone, never in an address or a log.
"""

from __future__ import annotations

import json
from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yinuo.base.actor import Actor
from yinuo.base.errors import YinuoError
from yinuo.intake.actions import receive_call, record_connected, ring_off
from yinuo.pages.frame.limits import limited
from yinuo.people.facts import StaffRole
from yinuo.people.reads import find_staff
from yinuo.store import clock
from yinuo.store.perform import perform
from yinuo.store.secrecy import token_hash

from .company import the_company

_LINE = Actor.system("phone")
_MOST_BYTES = 4096
_EVENTS = ("ringing", "connected", "ended")


class _Unreadable(YinuoError):
    """What was sent is no call."""

    code = "call_unreadable"
    zh = "看不懂：要有 call、event（ringing、connected 或 ended），以及 number。什么都没有记录。"
    en = "Not understood: call, event (ringing, connected or ended) and number are needed. Nothing was kept."


@csrf_exempt
@never_cache
@require_POST
@limited("hook")
def receive(request: HttpRequest) -> HttpResponse:
    """Take one event of one call. Sent again it changes nothing; who has not the shared key gets 403."""
    if not _has_key(request):
        return JsonResponse({"error": "forbidden"}, status=403)
    try:
        return JsonResponse(_take(_read(request)))
    except YinuoError as error:
        return JsonResponse({"error": error.code, "text": error.en}, status=error.status)


def _has_key(request: HttpRequest) -> bool:
    wanted = settings.YINUO_CALL_KEY
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    return bool(wanted) and compare_digest(given.encode(), wanted.encode())


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body[:_MOST_BYTES])
    except ValueError:
        raise _Unreadable from None
    if not isinstance(body, dict) or not str(body.get("call") or "").strip():
        raise _Unreadable
    if body.get("event", "ringing") not in _EVENTS:
        raise _Unreadable
    return body


def _take(body: dict[str, Any]) -> dict[str, Any]:
    event, call = body.get("event", "ringing"), str(body["call"])[:200]
    if event == "ended":
        return {
            "known": perform(ring_off, actor=_LINE, now=clock.now(), provider_id=call) is not None
        }
    if event == "connected":
        return {"cases": _connected(body, call)}
    return _ringing(body, call)


def _ringing(body: dict[str, Any], call: str) -> dict[str, Any]:
    """Somebody rings: the row stands on the desk, or on the screen of the agent who is named."""
    agent = find_staff(str(body.get("agent") or "")[:40])
    is_agent = agent is not None and agent.is_active and agent.role is not StaffRole.TECHNICIAN
    facts = perform(
        receive_call,
        actor=_LINE,
        now=clock.now(),
        company_id=the_company().id,
        provider_id=call,
        phone=str(body.get("number") or "")[:60],
        staff_id=agent.id if agent is not None and is_agent else None,
    )
    return {"call": str(facts.id), "page": reverse("desk:call", args=[facts.id])}


def _connected(body: dict[str, Any], call: str) -> int:
    """We rang somebody and were answered: only then is a call-back kept. A call that came in keeps none."""
    if body.get("direction", "out") != "out" or not body.get("number"):
        return 0
    now = clock.now()
    return perform(
        record_connected,
        actor=_LINE,
        now=now,
        key=f"connected:{token_hash(call)[:40]}",
        phone=str(body["number"])[:60],
        connected_at=_instant(body.get("at")),
    )


def _instant(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo is not None else None
