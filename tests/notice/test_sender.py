"""Tests of sending: claim, talk with no transaction open, settle; safe with several senders."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from tests.notice.cast import CASE, NOON, Postbox, add_customer, by_mail, lines, queue, row
from yinuo.config import settings as product_settings
from yinuo.notice.adapters import installed_ways, open_channels
from yinuo.notice.adapters.folder import FolderChannel
from yinuo.notice.adapters.smpp import SmppChannel
from yinuo.notice.adapters.sms_http import HttpSmsChannel
from yinuo.notice.adapters.smtp import SmtpChannel
from yinuo.notice.channel import Refused, Unreachable
from yinuo.notice.facts import ChannelKind, Message, NoticeState, Receipt
from yinuo.notice.models import Notice
from yinuo.notice.reads import list_notices
from yinuo.notice.rules import LEASE
from yinuo.notice.sender import DueNotices, deliver_due
from yinuo.record.reads import list_events
from yinuo.store.ids import new_id
from yinuo.store.watch import run_due

pytestmark = pytest.mark.django_db(transaction=True)


def at(now: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: now


def raising(error: BaseException) -> Callable[[Message], Receipt]:
    def say(message: Message) -> Receipt:
        raise error

    return say


def test_the_talk_with_a_peer_holds_no_transaction_open() -> None:
    notice, seen = queue(), []

    class Looking(Postbox):
        def send(self, message: Message) -> Receipt:
            seen.append((connection.in_atomic_block, row(notice).state))
            return super().send(message)

    assert deliver_due(at(NOON), channels=by_mail(Looking())) == 1
    assert seen == [(False, NoticeState.CLAIMED)]
    assert row(notice).state == NoticeState.DELIVERED


def test_sending_inside_a_transaction_is_refused() -> None:
    queue()
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"):
        deliver_due(at(NOON), channels=by_mail(Postbox()))


def test_a_refusal_ends_one_notice_and_a_silence_delays_another_without_stopping_the_rest() -> None:
    people = [add_customer(phone=f"1990000000{i}", email=f"p{i}@example.org") for i in range(3)]
    refused, late, fine = (queue(recipient_customer=person.id) for person in people)
    answers = {"p0@example.org": Refused("smtp_550"), "p1@example.org": Unreachable("TimeoutError")}

    class Moody(Postbox):
        def send(self, message: Message) -> Receipt:
            if error := answers.get(message.to):
                raise error
            return super().send(message)

    assert deliver_due(at(NOON), channels=by_mail(Moody())) == 3
    states = [row(notice).state for notice in (refused, late, fine)]
    assert states == [NoticeState.FAILED, NoticeState.QUEUED, NoticeState.DELIVERED]
    assert row(late).error == "TimeoutError"
    assert deliver_due(at(NOON + timedelta(minutes=1)), channels=by_mail(Postbox())) == 1
    assert row(late).state == NoticeState.DELIVERED


def test_a_sender_killed_in_the_middle_of_a_talk_loses_nothing() -> None:
    notice = queue()
    with pytest.raises(KeyboardInterrupt):
        deliver_due(at(NOON), channels=by_mail(Postbox(raising(KeyboardInterrupt()))))
    assert row(notice).state == NoticeState.CLAIMED
    postbox = Postbox()
    deliver_due(at(NOON + LEASE), channels=by_mail(postbox))
    assert [message.id for message in postbox.messages] == [notice.id]
    assert [kind for kind, _ in lines()] == ["notice.delivered"]


def test_several_senders_at_once_send_each_notice_once() -> None:
    customer = add_customer()
    for number in range(40):
        queue(recipient_customer=customer.id, event=f"promise.made.{number}")
    postbox, barrier = Postbox(), threading.Barrier(4)

    def send() -> None:
        barrier.wait()
        deliver_due(at(NOON), channels=by_mail(postbox))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(postbox.messages) == len({message.id for message in postbox.messages}) == 40
    assert len(lines()) == 40


def test_no_more_is_sent_than_asked_for() -> None:
    customer = add_customer()
    for number in range(3):
        queue(recipient_customer=customer.id, event=f"promise.made.{number}")
    postbox = Postbox()
    assert deliver_due(at(NOON), limit=2, channels=by_mail(postbox)) == 2
    assert len(postbox.messages) == 2


def test_the_watch_calls_one_sender_for_all_that_waits_and_again_after_a_minute() -> None:
    customer = add_customer()
    for number in range(3):
        queue(recipient_customer=customer.id, event=f"promise.made.{number}")

    jobs = ProcrastinateJob.objects.filter(task_name="notice.deliver")
    already = jobs.count()  # the flush between tests leaves the queue's own tables alone

    def watch(seconds: float) -> int:
        run_due([DueNotices()], NOON + timedelta(seconds=seconds))
        return jobs.count() - already

    assert watch(-1) == 0
    assert watch(0) == 1
    assert watch(59) == 1
    assert watch(60) == 2
    deliver_due(at(NOON + timedelta(seconds=61)), channels=by_mail(Postbox()))
    assert watch(3600) == 2


def test_the_folder_keeps_one_private_file_a_notice(tmp_path: Path) -> None:
    notice = queue()
    folder = tmp_path / "mail"
    channel = FolderChannel(folder)
    assert deliver_due(at(NOON), channels=by_mail(channel)) == 1
    (file,) = folder.iterdir()
    assert file.name == f"{notice.id}.eml"
    assert file.stat().st_mode & 0o777 == 0o600
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail["To"] == "wang@example.org"
    assert "AN-1001" in mail["Subject"]
    assert "/c/" in mail.get_content()


def test_a_folder_that_cannot_be_written_delays_the_notice(tmp_path: Path) -> None:
    notice = queue()
    (tmp_path / "file").write_text("in the way")
    deliver_due(at(NOON), channels=by_mail(FolderChannel(tmp_path / "file")))
    assert row(notice).state == NoticeState.QUEUED
    assert row(notice).error.startswith("folder_")


def test_a_hold_begins_when_its_own_talk_does_however_slow_the_talks_before_it() -> None:
    customer = add_customer()
    for number in range(8):
        queue(recipient_customer=customer.id, event=f"promise.made.{number}")
    passed, postbox = [NOON], Postbox()

    class Slow(Postbox):
        def send(self, message: Message) -> Receipt:
            passed.append(passed[-1] + timedelta(seconds=100))
            deliver_due(
                at(passed[-1]), limit=1, channels=by_mail(postbox)
            )  # another sender meanwhile
            return super().send(message)

    slow = Slow()
    deliver_due(lambda: passed[-1], channels=by_mail(slow))
    sent = [message.id for message in (*slow.messages, *postbox.messages)]
    assert len(sent) == len(set(sent)) == 8
    settled = [notice.settled_at for notice in list_notices(CASE)]
    assert max(at for at in settled if at is not None) == passed[-1]


def test_a_hold_outlives_the_longest_talk_that_the_settings_allow() -> None:
    exchanges = (
        12  # greeting, EHLO, STARTTLS, EHLO, AUTH and its two answers, MAIL, RCPT, DATA, text, QUIT
    )
    assert exchanges * timedelta(seconds=product_settings.EMAIL_TIMEOUT) < LEASE


def test_notices_that_end_unsent_each_end_in_a_transaction_of_their_own() -> None:
    customer = add_customer()
    cases = [new_id(NOON) for _ in range(3)]
    for case in cases:
        queue(subject=case, recipient_customer=customer.id, expires_at=NOON + timedelta(minutes=1))
    fine = queue(recipient_customer=customer.id)
    postbox = Postbox()
    assert deliver_due(at(NOON + timedelta(minutes=1)), channels=by_mail(postbox)) == 1
    assert [message.id for message in postbox.messages] == [fine.id]
    lines_of = [list_events("case", case) for case in cases]
    assert [[line.kind for line in found] for found in lines_of] == [["notice.expired"]] * 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM record_event WHERE kind = 'notice.expired'")
        assert len(cursor.fetchall()) == 3


@pytest.mark.parametrize("changes", [{"template": "gone"}, {"params": {"number": "AN-1"}}])
def test_a_notice_of_another_version_that_has_no_words_any_more_stops_no_other(
    changes: dict[str, object],
) -> None:
    customer = add_customer()
    old = queue(recipient_customer=customer.id)
    Notice.objects.filter(id=old.id).update(**changes)
    fine = queue(NOON + timedelta(seconds=1), recipient_customer=customer.id, event="other")
    postbox = Postbox()
    assert deliver_due(at(NOON + timedelta(seconds=1)), channels=by_mail(postbox)) == 1
    assert [message.id for message in postbox.messages] == [fine.id]
    assert (row(old).state, row(old).error) == (NoticeState.FAILED, "no_text")


def test_the_settings_name_the_ways_out(settings: Settings) -> None:
    always = {ChannelKind.PUSH, ChannelKind.CHAT}
    settings.EMAIL_HOST, settings.YINUO_SMS = "", ""
    assert installed_ways() == always
    settings.EMAIL_HOST = "mail.example.org"
    assert isinstance(open_channels()[ChannelKind.EMAIL], SmtpChannel)
    for name, kind in (("smpp", SmppChannel), ("http", HttpSmsChannel)):
        settings.YINUO_SMS = name
        assert isinstance(open_channels()[ChannelKind.SMS], kind)
    settings.YINUO_NOTICE_CHANNEL = "folder"
    assert set(map(type, open_channels().values())) == {FolderChannel}
    assert installed_ways() == set(ChannelKind)


def test_without_a_way_out_everything_stays_queued_and_nothing_is_claimed_delivered(
    settings: Settings,
) -> None:
    settings.EMAIL_HOST = ""
    queue()
    assert DueNotices().find_due(NOON, 10) == []
    assert deliver_due(at(NOON)) == 0
    waiting = {(note.channel, note.state, note.error) for note in list_notices(CASE)}
    assert waiting == {
        (ChannelKind.SMS, NoticeState.QUEUED, "no_channel"),
        (ChannelKind.EMAIL, NoticeState.QUEUED, "no_channel"),
    }
    assert lines() == []
    settings.EMAIL_HOST = "mail.example.org"
    mail = Notice.objects.get(channel=ChannelKind.EMAIL)
    assert DueNotices().find_due(NOON, 10) == [mail.id]
    deliver_due(at(NOON), channels=by_mail(Postbox()))
    assert [kind for kind, _ in lines()] == ["notice.delivered"]


def test_what_is_open_to_a_peer_is_closed_after_the_last_talk() -> None:
    queue()
    postbox = Postbox(raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        deliver_due(at(NOON), channels=by_mail(postbox))
    assert postbox.is_closed


def test_every_notice_of_a_case_is_listed_without_its_words() -> None:
    queue()
    (listed,) = list_notices(CASE)
    assert not hasattr(listed, "params")
