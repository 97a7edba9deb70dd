"""Where an SMS service reports what became of our texts, and what people answered: signed, and idempotent."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from yinuo.base.actor import Actor
from yinuo.notice.actions import stop_by_word, take_report
from yinuo.notice.facts import PartReport, PartState
from yinuo.people.facts import PhoneNotValid
from yinuo.store import clock
from yinuo.store.perform import perform

_ACTOR = Actor.system("sms")
_PROVIDER = "http"
_AHEAD_SECONDS = 300
_MOST = 500


@csrf_exempt
@require_POST
def take(request: HttpRequest, provider: str) -> JsonResponse:
    """Take a list of reports and answers, one after the other; the same list again changes nothing.

    The body is JSON as SMS services send it: objects with `biz_id` and `success` are receipts, objects with
    `content` are answers. It is signed with the shared secret: `x-sms-signature` is the hex HMAC-SHA256 over
    `x-sms-timestamp` (Unix seconds, at most five minutes off), a line break and the body. 404 for a service
    that isn't set up, 403 for a wrong signature, 400 for a body that can't be read: then nothing was taken.
    """
    secret = settings.YINUO_SMS_HOOK_SECRET
    if provider != _PROVIDER or not secret:
        raise Http404
    if not _is_signed(request, secret):
        return _answer(403, "signature")
    try:
        items = json.loads(request.body)
        reports, answers = _read(items)
    except (ValueError, KeyError, TypeError):
        return _answer(400, "body")
    now = clock.now()
    for report in reports:
        perform(take_report, actor=_ACTOR, now=now, report=report)
    for phone, words in answers:
        _hear(phone, words)
    return _answer(0, "OK", status=200)


def _is_signed(request: HttpRequest, secret: str) -> bool:
    stamp = request.headers.get("x-sms-timestamp", "")
    if not stamp.isdecimal() or len(stamp) > 12:
        return False
    if abs(int(stamp) - clock.real_now().timestamp()) > _AHEAD_SECONDS:
        return False
    signed = stamp.encode() + b"\n" + request.body
    wanted = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    given = request.headers.get("x-sms-signature", "")
    return hmac.compare_digest(wanted.encode(), given.lower().encode())


def _read(items: Any) -> tuple[tuple[PartReport, ...], tuple[tuple[str, str], ...]]:
    if not isinstance(items, list) or len(items) > _MOST:
        raise ValueError("no list, or too long a one")
    return tuple(_reports(items)), tuple(
        (str(item["phone_number"]), str(item["content"])) for item in items if "content" in item
    )


def _reports(items: Iterable[dict[str, Any]]) -> Iterable[PartReport]:
    for item in items:
        if "biz_id" in item:
            is_there = item["success"] is True
            state = PartState.DELIVERED if is_there else PartState.FAILED
            error = "" if is_there else str(item.get("err_code", ""))[:40]
            yield PartReport(_PROVIDER, str(item["biz_id"])[:80], state, error)


def _hear(phone: str, words: str) -> None:
    try:
        perform(stop_by_word, actor=_ACTOR, now=clock.now(), phone=phone, words=words)
    except PhoneNotValid:
        return  # from no number of anybody's


def _answer(code: int, message: str, *, status: int | None = None) -> JsonResponse:
    return JsonResponse({"code": code, "msg": message}, status=status or code)
