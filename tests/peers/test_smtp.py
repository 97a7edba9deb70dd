"""Mail by SMTP, against a real server that accepts, refuses, is busy or drops the line."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, TypeVar

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from tests.notice.cast import NOON, lines, queue, row
from yinuo.notice.adapters.smtp import SmtpChannel
from yinuo.notice.channel import Refused, Unreachable
from yinuo.notice.facts import ChannelKind, Message, NoticeState
from yinuo.notice.sender import deliver_due
from yinuo.store.ids import new_id

T = TypeVar("T")


class Peer:
    """A mail server on a thread of its own. `on[verb]` is its reply to a verb, or `drop`."""

    def __init__(self) -> None:
        self.on: dict[str, str] = {}
        self.mails: list[EmailMessage] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._server = self._call(self._listen())
        self.port: int = self._server.sockets[0].getsockname()[1]

    async def _listen(self) -> asyncio.Server:
        def session() -> SMTP:
            return SMTP(self, hostname="peer.example.org", enable_SMTPUTF8=True, loop=self._loop)

        return await self._loop.create_server(session, "127.0.0.1", 0)

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    def stop(self) -> None:
        async def close() -> None:
            self._server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        self._call(close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _reply(self, verb: str, server: SMTP, usual: str) -> str:
        answer = self.on.get(verb, usual)
        if answer == "drop":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return usual
        return answer

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._reply("MAIL", server, "250 OK")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self._reply("RCPT", server, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self._reply("DATA", server, "250 taken")
        if reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return reply

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._reply("QUIT", server, "221 bye")


@pytest.fixture
def peer(settings: Settings) -> Iterator[Peer]:
    peer = Peer()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", peer.port, 5
    settings.YINUO_NOTICE_CHANNEL, settings.YINUO_SMS = "smtp", ""
    settings.DEFAULT_FROM_EMAIL = "service@yinuo.example.org"
    yield peer
    peer.stop()


def message(**changes: Any) -> Message:
    given: dict[str, Any] = {
        "id": new_id(NOON),
        "to": "wang@example.org",
        "subject": "【安诺】单号 1001：我们承诺 12:30 前到",
        "body": "您的报修已收到。\n",
        "language": "zh-hans",
        "made_at": NOON,
    }
    return Message(**(given | changes))


def test_an_accepted_mail_is_delivered_and_arrives_as_written(peer: Peer) -> None:
    sent = message()
    receipt = SmtpChannel().send(sent)
    assert receipt.is_delivered
    (mail,) = peer.mails
    assert mail["To"] == "wang@example.org"
    assert mail["From"] == "service@yinuo.example.org"
    assert mail["Subject"].strip() == sent.subject  # a folded header begins with a space
    assert mail.get_content().replace("\r\n", "\n") == sent.body
    assert mail["Message-ID"] == f"<{sent.id}@yinuo.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"] == "Sun, 22 Nov 2026 04:00:00 +0000"


@pytest.mark.parametrize(
    ("verb", "reply", "error"),
    [
        ("RCPT", "550 no such user", Refused),
        ("RCPT", "451 busy, try later", Unreachable),
        ("RCPT", "drop", Unreachable),
        ("DATA", "554 looks like spam", Refused),
        ("DATA", "452 disk full", Unreachable),
        ("DATA", "drop", Unreachable),
        ("MAIL", "550 this relay doesn't know you", Unreachable),  # ours to mend, not the reader's
        ("MAIL", "drop", Unreachable),
    ],
)
def test_a_final_no_is_told_from_a_failure_for_now(
    peer: Peer, verb: str, reply: str, error: type[Exception]
) -> None:
    peer.on[verb] = reply
    with pytest.raises(error) as caught:
        SmtpChannel().send(message())
    assert "wang" not in str(caught.value)


def test_a_peer_that_hangs_up_after_taking_the_mail_has_taken_it(peer: Peer) -> None:
    peer.on["QUIT"] = "drop"
    assert SmtpChannel().send(message()).is_delivered
    assert len(peer.mails) == 1


def test_nobody_listening_is_unreachable(settings: Settings) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = held.getsockname()
        with pytest.raises(Unreachable):
            SmtpChannel().send(message())


def test_a_login_the_peer_does_not_know_delays_and_loses_nothing(
    peer: Peer, settings: Settings
) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "somebody", "wrong"
    with pytest.raises(Unreachable):
        SmtpChannel().send(message())


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_answer_was_lost_is_sent_again_as_the_same_mail(peer: Peer) -> None:
    notice = queue()
    peer.on["DATA"] = "drop"  # taken, but the answer never arrives
    assert deliver_due(lambda: NOON, channels={ChannelKind.EMAIL: SmtpChannel()}) == 1
    assert row(notice).state == NoticeState.QUEUED
    peer.on.clear()
    assert (
        deliver_due(
            lambda: NOON + timedelta(minutes=1), channels={ChannelKind.EMAIL: SmtpChannel()}
        )
        == 1
    )
    assert row(notice).state == NoticeState.DELIVERED
    first, second = peer.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert [kind for kind, _ in lines()] == ["notice.delivered"]


@pytest.mark.django_db(transaction=True)
def test_a_refused_mail_is_on_the_record_as_failed(peer: Peer) -> None:
    notice = queue()
    peer.on["RCPT"] = "550 no such user"
    deliver_due(lambda: NOON, channels={ChannelKind.EMAIL: SmtpChannel()})
    assert row(notice).state == NoticeState.FAILED
    ((kind, body),) = lines()
    assert (kind, body["error"]) == ("notice.failed", "refused")
