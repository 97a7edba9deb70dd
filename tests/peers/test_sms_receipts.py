"""What became of a text: asked of the service, or reported by it, signed, once, early and late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from tests.notice.cast import NOON, add_customer, do, lines, queue, row
from tests.peers.cloud import PHONE, Provider, hook, send, tell, told
from yinuo.notice.facts import ChannelKind, NoticeState
from yinuo.notice.models import Notice, Part
from yinuo.notice.reads import list_choices
from yinuo.notice.sender import DueReceipts, ask_due
from yinuo.people.actions import erase_customer
from yinuo.store.ids import new_id
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)
PROOF: dict[str, Any] = {"template": "case.proof.needed", "params": {"number": "AN-1001"}}


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


def test_nobody_is_asked_about_a_text_to_somebody_who_was_erased(provider: Provider) -> None:
    gone = add_customer(phone="19900000002", email=None)
    queue(NOON - timedelta(minutes=1), recipient_customer=gone.id, event="earlier", **PROOF)
    send(NOON - timedelta(seconds=1))
    tell()
    send()
    do(erase_customer, customer_id=gone.id, reason="request")
    minute = NOON + timedelta(minutes=1)
    assert ask_due(lambda: minute, limit=1) == 0  # hers stood in front
    assert ask_due(lambda: minute, limit=1) == 1  # and stands in nobody's way now
    assert sorted(part.ask_at is None for part in Part.objects.all()) == [False, True]


def test_each_report_of_a_list_is_a_transaction_of_its_own(provider: Provider) -> None:
    people = [add_customer(phone=f"1990000000{at}", email=None) for at in (1, 2, 3)]
    for person in people:
        subject = new_id(NOON)
        queue(subject=subject, recipient_customer=person.id, **PROOF)
    send()
    reports = [told(f"biz^{at}") for at in (3, 1, 2)]
    assert hook([*reports, *reports]) == 200
    assert Notice.objects.filter(state=NoticeState.DELIVERED.value).count() == 3
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT xmin::text) FROM record_event WHERE kind = 'notice.delivered'"
        )
        assert cursor.fetchone() == (3,)


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
