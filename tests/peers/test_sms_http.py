"""Short messages by a cloud's signed HTTP service: a provider that checks signatures and knows its texts."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from django.test import Client
from pytest_django import Settings

from tests.notice.cast import NOON, add_customer, lines, queue, row
from tests.peers.http_peer import HttpPeer, Reply, Request
from yinuo.notice.facts import ChannelKind, NoticeFacts, NoticeState
from yinuo.notice.models import Notice, Part
from yinuo.notice.reads import list_choices
from yinuo.notice.sender import DueReceipts, ask_due, deliver_due
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)
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


@pytest.fixture
def provider(settings: Settings, tmp_path: Path) -> Iterator[Provider]:
    provider = Provider()
    file = tmp_path / "templates.json"
    file.write_text(json.dumps({"sign_name": "安诺", "templates": TEMPLATES}))
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS, settings.EMAIL_HOST = "smtp", "http", ""
    settings.YINUO_SMS_HTTP_URL, settings.YINUO_SMS_TEMPLATES = provider.peer.url, str(file)
    settings.YINUO_SMS_HTTP_KEY_ID, settings.YINUO_SMS_HTTP_SECRET = KEY_ID, SECRET
    settings.YINUO_SMS_HOOK_SECRET = HOOK_SECRET
    yield provider
    provider.peer.stop()


def tell(**changes: Any) -> NoticeFacts:
    customer = add_customer(phone=PHONE, email=None)
    given = {"template": "case.proof.needed", "params": {"number": "AN-1001"}}
    return queue(recipient_customer=customer.id, **(given | changes))


def send(now: datetime = NOON) -> int:
    return deliver_due(lambda: now)


def test_a_registered_text_is_sent_by_its_number_with_its_values(provider: Provider) -> None:
    notice = tell()
    assert send() == 1
    (taken,) = provider.taken
    values = json.loads(taken["TemplateParam"])
    assert (taken["PhoneNumbers"], taken["SignName"], taken["TemplateCode"]) == (
        PHONE,
        "安诺",
        "SMS_1",
    )
    assert values["number"] == "AN-1001"
    assert "/" not in values["link"]  # a token: providers register the address before it
    assert taken["OutId"] == str(notice.id)
    assert row(notice).state == NoticeState.SENT


def test_a_wrong_key_delays_and_loses_nothing(provider: Provider, settings: Settings) -> None:
    settings.YINUO_SMS_HTTP_SECRET = "another"
    notice = tell()
    send()
    assert provider.refused == 1
    assert row(notice).state == NoticeState.QUEUED


def test_a_text_that_is_not_registered_takes_the_next_way(
    provider: Provider, settings: Settings
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    customer = add_customer(phone=PHONE)
    params: dict[str, Any] = {"number": "AN-1001", "total_fen": 100}
    notice = queue(recipient_customer=customer.id, template="quote.proposed", params=params)
    send()
    assert (row(notice).state, row(notice).error) == (NoticeState.FAILED, "no_template")
    assert provider.taken == []
    assert Notice.objects.get(channel=ChannelKind.EMAIL).attempts == 1


@pytest.mark.parametrize(
    ("mood", "state", "minutes"),
    [
        ("isv.BUSINESS_LIMIT_CONTROL", NoticeState.QUEUED, 1),
        ("Throttling.User", NoticeState.QUEUED, 1),
        ("429", NoticeState.QUEUED, 2),
        ("503", NoticeState.QUEUED, 2),
        ("isv.AMOUNT_NOT_ENOUGH", NoticeState.QUEUED, 0),
        ("isv.MOBILE_NUMBER_ILLEGAL", NoticeState.FAILED, None),
    ],
)
def test_each_answer_means_later_or_never(
    provider: Provider, mood: str, state: NoticeState, minutes: int | None
) -> None:
    provider.moods = [mood]
    notice = tell()
    send()
    assert row(notice).state == state
    due_at = row(notice).due_at
    assert (due_at is None) is (minutes is None)
    if due_at is not None and minutes is not None:
        assert due_at >= NOON + timedelta(minutes=minutes)


def test_an_answer_that_was_lost_makes_one_duplicate_at_most(provider: Provider) -> None:
    provider.moods = ["drop", "drop"]
    notice = tell()
    for hours in range(4):
        send(NOON + timedelta(hours=hours))
    assert len(provider.taken) == 2
    assert len({taken["OutId"] for taken in provider.taken}) == 1
    assert (row(notice).state, row(notice).error) == (NoticeState.SENT, "maybe")


def test_a_receipt_that_is_asked_for_is_as_good_as_one_that_comes(provider: Provider) -> None:
    notice = tell()
    send()
    assert run_due([DueReceipts()], NOON + timedelta(seconds=59)) == 0
    assert run_due([DueReceipts()], NOON + timedelta(minutes=1)) == 1
    assert ask_due(lambda: NOON + timedelta(minutes=1)) == 1
    assert row(notice).state == NoticeState.SENT  # not known there yet
    assert Part.objects.get().ask_at == NOON + timedelta(minutes=11)
    provider.states["biz^1"] = 3
    assert ask_due(lambda: NOON + timedelta(minutes=11)) == 1
    assert row(notice).state == NoticeState.DELIVERED
    assert ask_due(lambda: NOON + timedelta(days=9)) == 0


def test_a_text_of_which_nothing_is_ever_heard_is_asked_about_for_three_days(
    provider: Provider,
) -> None:
    notice, hours = tell(), [NOON]
    send()
    asked = 0
    while (ask_at := Part.objects.get().ask_at) is not None:
        hours.append(ask_at)
        asked += ask_due(lambda: hours[-1])
    assert asked == 5
    assert hours[-1] - NOON < timedelta(days=4)
    assert row(notice).state == NoticeState.SENT


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


def test_receipts_come_signed_and_count_once(provider: Provider) -> None:
    notice = tell()
    send()
    assert hook([told("biz^1")]) == 200
    assert hook([told("biz^1")]) == 200
    assert hook([told("biz^1", success=False)]) == 200
    assert row(notice).state == NoticeState.DELIVERED
    assert [kind for kind, _ in lines()] == ["notice.sent", "notice.delivered"]


def test_a_receipt_before_the_answer_is_kept_for_it(provider: Provider) -> None:
    assert hook([told("biz^1")]) == 200
    notice = tell()
    send()
    assert row(notice).state == NoticeState.DELIVERED


def test_what_is_not_signed_by_the_service_is_not_taken(provider: Provider) -> None:
    notice = tell()
    send()
    an_hour_ago = datetime.now(UTC).timestamp() - 3600
    assert hook([told("biz^1")], secret="guessed") == 403
    assert hook([told("biz^1")], at=an_hour_ago) == 403
    assert hook([told("biz^1")], headers={"x-sms-signature": ""}) == 403
    assert hook({"biz_id": "biz^1"}) == 400
    assert hook([{"biz_id": "biz^1"}]) == 400
    assert row(notice).state == NoticeState.SENT


def test_without_a_secret_there_is_no_such_address(provider: Provider, settings: Settings) -> None:
    settings.YINUO_SMS_HOOK_SECRET = ""
    assert hook([told("biz^1")], secret="") == 404
    assert Client().get("/hooks/sms/http/").status_code == 405


def test_an_answer_by_sms_comes_the_same_way(provider: Provider) -> None:
    customer = add_customer(phone=PHONE, email=None)
    assert hook([{"phone_number": PHONE, "content": "退订"}]) == 200
    assert hook([{"phone_number": "no number", "content": "T"}]) == 200
    assert {channel for _, channel in list_choices(customer.id)} == {ChannelKind.SMS}
