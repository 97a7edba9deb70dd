"""Short messages by a cloud's signed HTTP service: a provider that checks signatures and knows its texts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from tests.notice.cast import NOON, add_customer, queue, row
from tests.peers.cloud import PHONE, Provider, send, tell
from yinuo.notice.facts import ChannelKind, NoticeState
from yinuo.notice.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)


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
