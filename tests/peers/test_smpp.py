"""Short messages by SMPP, against a centre that takes, throttles, refuses, hangs up, and reports late."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from tests.notice.cast import CASE, NOON, add_customer, lines, queue, row
from tests.peers.smsc import (
    DROP_AFTER,
    DROP_BEFORE,
    NO_SUCH_NUMBER,
    OK,
    THROTTLED,
    Smsc,
)
from yinuo.notice.facts import ChannelKind, FailureCode, NoticeFacts, NoticeState
from yinuo.notice.listener import Listener
from yinuo.notice.models import Notice, Part
from yinuo.notice.reads import list_choices, list_notices
from yinuo.notice.sender import deliver_due

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "19900000001"


@pytest.fixture
def smsc(settings: Settings) -> Iterator[Smsc]:
    centre = Smsc()
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS, settings.EMAIL_HOST = "smtp", "smpp", ""
    settings.YINUO_SMPP_HOST, settings.YINUO_SMPP_PORT = "127.0.0.1", centre.port
    settings.YINUO_SMPP_USER, settings.YINUO_SMPP_PASSWORD = "yinuo", "secret"
    settings.YINUO_SMPP_SOURCE = "10690001"
    yield centre
    centre.stop()


@pytest.fixture
def listening(smsc: Smsc) -> Iterator[Listener]:
    """The product's own loop, as `yinuo process sms` runs it."""
    listener = Listener()

    def run() -> None:
        try:
            listener.run()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert smsc.wait_for(lambda: bool(smsc.receivers()))
    yield listener
    listener.stop()
    thread.join(20)
    assert not thread.is_alive()


def tell(template: str = "case.proof.needed", **changes: Any) -> NoticeFacts:
    """A notice to somebody of whom only the phone is known."""
    customer = add_customer(phone=PHONE, email=None)
    given: dict[str, Any] = {"template": template, "params": {"number": "AN-1001"}}
    return queue(recipient_customer=customer.id, **(given | changes))


def send(now: datetime = NOON) -> int:
    return deliver_due(lambda: now)


def test_a_customer_of_whom_only_the_phone_is_known_gets_the_words_by_sms(smsc: Smsc) -> None:
    notice = tell()
    assert send() == 1
    text = "".join(part.text for part in smsc.taken)
    assert text.startswith("【一诺】单号 AN-1001")
    assert "/c/" in text
    assert "绝不索要密码" in text
    assert {part.number for part in smsc.taken} == {f"86{PHONE}"}
    assert {(part.source, part.coding, part.wants_receipt) for part in smsc.taken} == {
        ("10690001", 8, 1)
    }
    assert row(notice).state == NoticeState.SENT
    assert [kind for kind, _ in lines()] == ["notice.sent"]


def test_a_long_text_goes_in_parts_that_a_phone_can_join(smsc: Smsc) -> None:
    tell()
    send()
    headers = [part.header for part in smsc.taken]
    assert len(headers) > 1
    assert all(header is not None for header in headers)
    references, counts, numbers = zip(*filter(None, headers), strict=True)
    assert len(set(references)) == 1
    assert set(counts) == {len(headers)}
    assert list(numbers) == list(range(1, len(headers) + 1))


def test_one_bind_serves_all_that_is_due_and_is_given_back(smsc: Smsc) -> None:
    for number in range(5):
        tell(event=f"proof.{number}")
    assert send() == 5
    assert [session.kind for session in smsc.sessions] == ["transmitter"]


def test_a_throttled_submit_is_made_again_and_no_other_notice_suffers(smsc: Smsc) -> None:
    smsc.moods = [THROTTLED]
    notice = tell()
    send()
    assert row(notice).state == NoticeState.SENT
    assert len({part.header for part in smsc.taken}) == len(smsc.taken)


def test_a_centre_that_stays_busy_is_left_alone_for_a_minute(smsc: Smsc) -> None:
    smsc.moods = [THROTTLED] * 4
    notice = tell()
    send()
    assert (row(notice).state, row(notice).error) == (NoticeState.QUEUED, "smpp_0x58")
    due_at = row(notice).due_at
    assert due_at is not None
    assert due_at >= NOON + timedelta(minutes=1)
    assert smsc.taken == []
    send(due_at)
    assert row(notice).state == NoticeState.SENT


def test_a_number_that_is_none_ends_the_notice(smsc: Smsc) -> None:
    smsc.moods = [NO_SUCH_NUMBER]
    notice = tell()
    send()
    assert (row(notice).state, row(notice).error) == (NoticeState.FAILED, "refused")
    assert [kind for kind, _ in lines()] == ["notice.failed"]


def test_a_refused_bind_delays_and_loses_nothing(smsc: Smsc) -> None:
    smsc.password = "another"
    notice = tell()
    send()
    assert (row(notice).state, row(notice).error) == (NoticeState.QUEUED, "smpp_bind_0x0e")
    smsc.password = "secret"
    send(NOON + timedelta(hours=1))
    assert row(notice).state == NoticeState.SENT


def test_a_line_lost_before_the_text_was_taken_makes_no_second_copy(smsc: Smsc) -> None:
    smsc.moods = [DROP_BEFORE]
    notice = tell()
    send()
    assert (row(notice).state, row(notice).doubts) == (NoticeState.QUEUED, 1)
    assert smsc.taken == []
    send(NOON + timedelta(hours=1))
    assert row(notice).state == NoticeState.SENT
    assert len({part.header for part in smsc.taken}) == len(smsc.taken)


def test_a_text_whose_answer_was_lost_twice_is_left_at_that_and_the_next_way_is_taken(
    smsc: Smsc, settings: Settings
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody is there
    customer = add_customer(phone=PHONE)
    params = {"number": "AN-1001"}
    notice = queue(recipient_customer=customer.id, template="case.proof.needed", params=params)
    smsc.moods = [DROP_AFTER]
    send()
    smsc.moods = [DROP_AFTER]
    send(NOON + timedelta(minutes=1))
    assert (row(notice).state, row(notice).error) == (NoticeState.SENT, FailureCode.MAYBE)
    first_parts = [part for part in smsc.taken if part.header and part.header[2] == 1]
    assert len(first_parts) == 2  # once, and one duplicate: never a third
    mail = Notice.objects.get(channel=ChannelKind.EMAIL)
    assert mail.attempts == 1


def test_it_is_delivered_when_the_phone_has_all_parts(smsc: Smsc, listening: Listener) -> None:
    notice = tell()
    send()
    *others, last = [part.message_id for part in smsc.taken]
    for message_id in others:
        assert smsc.report(message_id) == OK
    assert row(notice).state == NoticeState.SENT
    assert smsc.report(last, as_tlv=True) == OK
    assert row(notice).state == NoticeState.DELIVERED
    assert [kind for kind, _ in lines()] == ["notice.sent", "notice.delivered"]


def test_receipts_count_in_any_order_and_twice_counts_once(smsc: Smsc, listening: Listener) -> None:
    notice = tell()
    send()
    ids = [part.message_id for part in reversed(smsc.taken)]
    for message_id in (*ids, *ids):
        assert smsc.report(message_id) == OK
    assert row(notice).state == NoticeState.DELIVERED
    assert len(lines()) == 2


def test_a_receipt_that_is_faster_than_the_answer_counts(smsc: Smsc, listening: Listener) -> None:
    smsc.before_answer = lambda submitted: assert_ok(smsc.report(submitted.message_id))
    notice = tell()
    send()
    assert row(notice).state == NoticeState.DELIVERED
    assert Part.objects.exclude(state="delivered").count() == 0


def test_a_text_that_did_not_arrive_takes_the_next_way(
    smsc: Smsc, listening: Listener, settings: Settings
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody is there
    customer = add_customer(phone=PHONE)
    params = {"number": "AN-1001"}
    notice = queue(recipient_customer=customer.id, template="case.proof.needed", params=params)
    deliver_due(lambda: NOON)
    assert smsc.report(smsc.taken[0].message_id, "UNDELIV") == OK
    assert (row(notice).state, row(notice).error) == (NoticeState.FAILED, "undelivered")
    mail = Notice.objects.get(channel=ChannelKind.EMAIL)
    assert (mail.state, mail.rank) == (NoticeState.SPARE, 1)
    assert mail.due_at is not None


def test_a_late_receipt_is_taken_after_we_had_given_up(smsc: Smsc, listening: Listener) -> None:
    notice = tell()
    send()
    for part in smsc.taken:
        smsc.report(part.message_id, "EXPIRED")
    assert row(notice).state == NoticeState.FAILED
    for part in smsc.taken:
        assert smsc.report(part.message_id) == OK
    assert row(notice).state == NoticeState.DELIVERED
    kinds = [kind for kind, _ in lines()]
    assert kinds == ["notice.sent", "notice.failed", "notice.delivered"]
    assert smsc.report(smsc.taken[0].message_id, "UNDELIV") == OK
    assert row(notice).state == NoticeState.DELIVERED


def test_a_receipt_that_can_not_be_kept_is_asked_for_again(smsc: Smsc, listening: Listener) -> None:
    """What is acknowledged is kept: while it can't be, the centre is told so and keeps it."""
    notice = tell()
    send()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notice_part RENAME TO notice_part_away")
        try:
            assert smsc.report(smsc.taken[0].message_id) == 0x64
        finally:
            cursor.execute("ALTER TABLE notice_part_away RENAME TO notice_part")
    for part in smsc.taken:
        assert smsc.report(part.message_id) == OK
    assert row(notice).state == NoticeState.DELIVERED


def test_a_lost_line_is_bound_again(smsc: Smsc, listening: Listener) -> None:
    notice = tell()
    send()
    smsc.cut_receivers()
    assert smsc.wait_for(lambda: bool(smsc.receivers()))
    for part in smsc.taken:
        smsc.report(part.message_id)
    assert row(notice).state == NoticeState.DELIVERED


def test_who_answers_t_gets_no_more_of_what_can_be_done_without(
    smsc: Smsc, listening: Listener
) -> None:
    customer = add_customer(phone=PHONE, email=None)
    assert smsc.answer_from(f"86{PHONE}", "谢谢") == OK
    assert list_choices(customer.id) == frozenset()
    assert smsc.answer_from(f"86{PHONE}", " T。") == OK
    assert {channel for _, channel in list_choices(customer.id)} == {ChannelKind.SMS}
    assert len(list_choices(customer.id)) == 3
    tell("promise.warned", event="warned", params={"number": "AN-1", "share_percent": 50})
    (unwanted,) = list_notices(CASE)
    assert (unwanted.state, unwanted.error) == (NoticeState.WITHDRAWN, "opted_out")
    assert tell().state is NoticeState.QUEUED  # what has to be said is said


def assert_ok(status: int | None) -> None:
    assert status == OK
