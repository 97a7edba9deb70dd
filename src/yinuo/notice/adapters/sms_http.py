"""Short messages by a cloud provider's signed HTTP service: registered texts alone, by their numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings

from yinuo.base.local_time import ZONE
from yinuo.notice.channel import Refused, Uncertain, Unreachable
from yinuo.notice.facts import Message, PartAsked, PartReport, PartState, Receipt
from yinuo.store import clock

from .acs_signature import canonical_query, sign
from .sms_templates import find_template
from .web import Answer, post

GATEWAY = "http"
_VERSION = "2017-05-25"
_BUSY = ("Throttling", "isv.BUSINESS_LIMIT_CONTROL", "isp.", "ServiceUnavailable")
_FINAL = frozenset(
    {
        "isv.MOBILE_NUMBER_ILLEGAL",
        "isv.MOBILE_COUNT_OVER_LIMIT",
        "isv.BLACK_KEY_CONTROL_LIMIT",
        "isv.BLACKLIST",
        "isv.PARAM_LENGTH_LIMIT",
    }
)
_BUSY_WAIT = timedelta(minutes=1)
_STATES = {2: PartState.FAILED, 3: PartState.DELIVERED}


class HttpSmsChannel:
    """Asks the service of the YINUO_SMS_HTTP_* settings to send a registered text with this notice's values.

    What the service takes is `sent`; whether it arrived it says by a callback (`api/sms`) or when asked.
    Each request carries the notice's id, so that its provider can tell a second one from a new one.
    """

    def send(self, message: Message) -> Receipt:
        """Refused: the number can't be one, or no text is registered for this notice (`no_template`)."""
        template = find_template(message.template)
        if template is None:
            raise Refused("no_template")
        said = _call(
            "SendSms",
            {
                "PhoneNumbers": message.to.removeprefix("+86"),
                "SignName": template.sign_name,
                "TemplateCode": template.code,
                "TemplateParam": json.dumps(dict(message.values), ensure_ascii=False),
                "OutId": str(message.id),
            },
        )
        reference = str(said.get("BizId", ""))
        if not reference:
            raise Uncertain("sms_http_no_number")
        return Receipt(reference, is_delivered=False, gateway=GATEWAY, parts=(reference,))

    def close(self) -> None:
        """Nothing stays open."""


def ask(part: PartAsked) -> PartReport | None:
    """What became of a text, None while the service waits for it itself. Raises Unreachable."""
    said = _call(
        "QuerySendDetails",
        {
            "PhoneNumber": part.phone.removeprefix("+86"),
            "BizId": part.reference,
            "SendDate": f"{part.sent_at.astimezone(ZONE):%Y%m%d}",
            "PageSize": "10",
            "CurrentPage": "1",
        },
    )
    details = (said.get("SmsSendDetailDTOs") or {}).get("SmsSendDetailDTO") or []
    for detail in details:
        state = _STATES.get(detail.get("SendStatus"))
        if state is not None:
            error = "" if state is PartState.DELIVERED else str(detail.get("ErrCode", ""))[:40]
            return PartReport(GATEWAY, part.reference, state, error)
    return None


def _call(action: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """One call, signed: the answer of a success. The query holds the number, so nothing logs the address."""
    endpoint = settings.YINUO_SMS_HTTP_URL
    headers = {
        "host": urlsplit(endpoint).netloc,
        "x-acs-action": action,
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{clock.real_now():%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": str(uuid4()),
        "x-acs-version": _VERSION,
    }
    signature = sign(
        parameters,
        headers,
        key_id=settings.YINUO_SMS_HTTP_KEY_ID,
        secret=settings.YINUO_SMS_HTTP_SECRET,
    )
    url = f"{endpoint.rstrip('/')}/?{canonical_query(parameters)}"
    answer = post(url, b"", {**headers, "authorization": signature}, is_given=False)
    return _read(answer)


def _read(answer: Answer) -> dict[str, Any]:
    try:
        said = json.loads(answer.body)
        code = str(said["Code"])
    except (ValueError, KeyError, TypeError):
        if answer.status == 429 or answer.status >= 500:
            raise Unreachable(f"sms_http_{answer.status}", wait=answer.retry_after) from None
        raise Uncertain(f"sms_http_{answer.status}") from None
    if code == "OK" and answer.status == 200:
        return dict(said)
    short = f"sms_http_{code}"[:40]
    if code in _FINAL:
        raise Refused(short)
    is_busy = code.startswith(_BUSY) or answer.status == 429
    raise Unreachable(short, wait=(answer.retry_after or _BUSY_WAIT) if is_busy else None)
