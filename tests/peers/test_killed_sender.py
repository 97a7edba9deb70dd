"""A sender killed between its talk and its note of it: never a loss, and one duplicate at most where the
protocol gives a peer nothing to know a twin by."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from pytest_django import Settings

from tests.notice.cast import add_customer, lines, queue, row
from tests.peers.smsc import SILENT, Smsc
from yinuo.notice.facts import NoticeFacts, NoticeState
from yinuo.notice.models import Notice
from yinuo.notice.rules import LEASE
from yinuo.notice.sender import deliver_due
from yinuo.store import clock

pytestmark = pytest.mark.django_db(transaction=True)
SENDER = """
import django
django.setup()
from yinuo.notice.sender import deliver_due
from yinuo.store import clock
deliver_due(clock.now)
"""


@pytest.fixture
def smsc(settings: Settings) -> Iterator[Smsc]:
    centre = Smsc()
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS, settings.EMAIL_HOST = "smtp", "smpp", ""
    settings.YINUO_SMPP_HOST, settings.YINUO_SMPP_PORT = "127.0.0.1", centre.port
    settings.YINUO_SMPP_USER, settings.YINUO_SMPP_PASSWORD = "yinuo", "secret"
    yield centre
    centre.stop()


@contextmanager
def sender(smsc: Smsc) -> Iterator[subprocess.Popen[bytes]]:
    """Another process of the product that sends what is due."""
    environment = {
        **os.environ,
        "YINUO_NOTICE_CHANNEL": "smtp",
        "YINUO_SMS": "smpp",
        "YINUO_SMPP_HOST": "127.0.0.1",
        "YINUO_SMPP_PORT": str(smsc.port),
        "YINUO_SMPP_USER": "yinuo",
        "YINUO_SMPP_PASSWORD": "secret",
    }
    process = subprocess.Popen((sys.executable, "-c", SENDER), env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait(30)


def tell() -> NoticeFacts:
    customer = add_customer(phone="19900000001", email=None)
    params = {"number": "AN-1001"}
    now = clock.now()
    return queue(now, recipient_customer=customer.id, template="case.proof.needed", params=params)


def kill_in_the_middle(smsc: Smsc) -> None:
    """The centre takes the first part and says nothing; then the sender is gone."""
    already = len(smsc.taken)
    smsc.moods = [SILENT]
    with sender(smsc) as process:
        assert smsc.wait_for(lambda: len(smsc.taken) > already, 60)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL


def first_parts(smsc: Smsc) -> int:
    return sum(part.header is None or part.header[2] == 1 for part in smsc.taken)


def test_a_text_that_was_perhaps_taken_is_handed_over_once_more(smsc: Smsc) -> None:
    notice = tell()
    kill_in_the_middle(smsc)
    assert row(notice).state == NoticeState.CLAIMED
    deliver_due(lambda: clock.now() + LEASE)
    assert (row(notice).state, row(notice).doubts) == (NoticeState.SENT, 1)
    assert first_parts(smsc) == 2
    assert [kind for kind, _ in lines()] == ["notice.sent"]


def test_after_two_such_ends_it_is_left_at_that_and_the_record_says_sent(smsc: Smsc) -> None:
    notice = tell()
    kill_in_the_middle(smsc)
    Notice.objects.filter(id=notice.id).update(due_at=clock.now())  # its hold has run out
    kill_in_the_middle(smsc)
    deliver_due(lambda: clock.now() + LEASE + timedelta(days=1))
    assert (row(notice).state, row(notice).error) == (NoticeState.SENT, "maybe")
    assert first_parts(smsc) == 2


def test_a_sender_killed_before_its_talk_has_sent_nothing_and_nothing_is_lost(
    smsc: Smsc,
) -> None:
    notice = tell()
    smsc.password = "not yet"  # the sender is held at the door
    with sender(smsc) as process:
        process.wait(60)
    assert smsc.taken == []
    smsc.password = "secret"
    deliver_due(lambda: clock.now() + timedelta(hours=1))
    assert row(notice).state == NoticeState.SENT
    assert first_parts(smsc) == 1
