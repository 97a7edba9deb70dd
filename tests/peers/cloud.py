"""An SMS service in a cloud: a provider that checks signatures, knows its texts and reports signed."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from django.test import Client

from tests.notice.cast import NOON, add_customer, queue
from tests.peers.http_peer import HttpPeer, Reply, Request
from yinuo.notice.facts import NoticeFacts
from yinuo.notice.sender import deliver_due

KEY_ID, SECRET, HOOK_SECRET = "key-of-the-test", "secret-of-the-test", "secret-of-the-hook"
PHONE = "19900000001"
TEMPLATES = {"customer/case.proof.needed/zh": "SMS_1", "customer/promise.made/zh": "SMS_2"}


class Provider:
    """Takes signed calls alone. `moods` are the codes of the next answers, and `OK` after them."""

    def __init__(self) -> None:
        self.moods: list[str] = []
        self.taken: list[dict[str, str]] = []
        self.states: dict[str, int] = {}
        self.refused = 0
        self.peer = HttpPeer(self._answer)

    def _answer(self, request: Request) -> Reply:
        parameters = dict(parse_qsl(urlsplit(request.path).query, keep_blank_values=True))
        if not _is_signed(request, parameters):
            self.refused += 1
            return _say("SignatureDoesNotMatch", status=400)
        mood = self.moods.pop(0) if self.moods else "OK"
        if mood in ("429", "503"):
            return Reply(int(mood), {"Retry-After": "120"})
        if mood not in ("OK", "drop"):
            return _say(mood)
        if request.headers["x-acs-action"] == "QuerySendDetails":
            state = self.states.get(parameters["BizId"], 1)
            detail = {"SendStatus": state, "ErrCode": "MK:0001" if state == 2 else "DELIVERED"}
            return _say("OK", SmsSendDetailDTOs={"SmsSendDetailDTO": [detail]})
        self.taken.append(parameters)
        if mood == "drop":
            return Reply(0, {})
        return _say("OK", BizId=f"biz^{len(self.taken)}")


def _say(code: str, status: int = 200, **more: Any) -> Reply:
    body = json.dumps({"Code": code, "Message": "", "RequestId": "1", **more}).encode()
    return Reply(status, {"Content-Type": "application/json"}, body)


def _is_signed(request: Request, parameters: dict[str, str]) -> bool:
    """The provider's own reading of the signature: nothing of the product's code."""
    algorithm, _, rest = request.headers["authorization"].partition(" ")
    given = dict(part.split("=", 1) for part in rest.split(","))
    names = given["SignedHeaders"].split(";")
    assert {"host", "x-acs-action", "x-acs-date", "x-acs-signature-nonce"} <= set(names)
    assert request.headers["x-acs-content-sha256"] == hashlib.sha256(request.body).hexdigest()
    query = "&".join(
        f"{quote(name, safe='-_.~')}={quote(value, safe='-_.~')}"
        for name, value in sorted(parameters.items())
    )
    head = "".join(f"{name}:{request.headers[name]}\n" for name in names)
    whole = f"POST\n/\n{query}\n{head}\n{';'.join(names)}\n{hashlib.sha256(b'').hexdigest()}"
    text = f"{algorithm}\n{hashlib.sha256(whole.encode()).hexdigest()}"
    wanted = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()
    return (algorithm, given["Credential"], given["Signature"]) == (
        "ACS3-HMAC-SHA256",
        KEY_ID,
        wanted,
    )


def tell(**changes: Any) -> NoticeFacts:
    customer = add_customer(phone=PHONE, email=None)
    given = {"template": "case.proof.needed", "params": {"number": "AN-1001"}}
    return queue(recipient_customer=customer.id, **(given | changes))


def send(now: datetime = NOON) -> int:
    return deliver_due(lambda: now)


def hook(
    items: object,
    secret: str = HOOK_SECRET,
    at: float | None = None,
    headers: dict[str, str] | None = None,
) -> int:
    body = json.dumps(items).encode()
    stamp = str(int(time.time() if at is None else at))
    signature = hmac.new(secret.encode(), stamp.encode() + b"\n" + body, hashlib.sha256).hexdigest()
    usual = {"x-sms-timestamp": stamp, "x-sms-signature": signature}
    answer = Client(enforce_csrf_checks=True).post(
        "/hooks/sms/http/", body, content_type="application/json", headers=usual | (headers or {})
    )
    return answer.status_code


def told(reference: str, *, success: bool = True) -> dict[str, object]:
    return {"phone_number": PHONE, "success": success, "err_code": "DB:1", "biz_id": reference}
