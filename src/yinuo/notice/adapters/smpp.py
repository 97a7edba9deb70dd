"""Short messages by SMPP 3.4: one bind for all that is due, each part submitted and its answer read."""

from __future__ import annotations

import contextlib
import logging
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from smpplib import consts, smpp
from smpplib.client import Client
from smpplib.exceptions import ConnectionError as LineLost
from smpplib.exceptions import PDUError

from yinuo.notice.channel import Refused, Uncertain, Unreachable
from yinuo.notice.facts import Message, Receipt

from .smpp_text import split_text

GATEWAY = "smpp"
_SECONDS = 10.0
_BUSY = frozenset({0x14, 0x58})  # message queue full, throttled
_FINAL = frozenset({0x01, 0x0B, 0x50, 0x51})  # too long; no such number, or no such kind of number
_BUSY_WAIT = timedelta(minutes=1)
_PAUSES = (0.5, 1.0, 2.0)  # seconds: a gateway that counts per second is not worth a minute's delay
_QUIET = logging.getLogger(
    "yinuo.smpp.wire"
)  # numbers and texts pass through the library's own log
_QUIET.disabled = True


def connect(command: str) -> Any:
    """A client bound as `transmitter` or `receiver`. Raises Unreachable with the status of a refused bind."""
    client = Client(
        settings.YINUO_SMPP_HOST,
        settings.YINUO_SMPP_PORT,
        timeout=_SECONDS,
        allow_unknown_opt_params=True,
        logger_name=_QUIET.name,
    )
    try:
        client.connect()
        bind = getattr(client, f"bind_{command}")
        bind(
            system_id=settings.YINUO_SMPP_USER,
            password=settings.YINUO_SMPP_PASSWORD,
            interface_version=0x34,
        )
    except PDUError as error:
        hang_up(client)
        raise Unreachable(f"smpp_bind_{error.args[-1]:#04x}") from None
    except (LineLost, OSError) as error:
        hang_up(client)
        raise Unreachable(f"smpp_{type(error).__name__}") from None
    return client


def hang_up(client: Any) -> None:
    """Say goodbye if anybody is there to hear it, and close."""
    if client.state not in (consts.SMPP_CLIENT_STATE_OPEN, consts.SMPP_CLIENT_STATE_CLOSED):
        with contextlib.suppress(LineLost, PDUError, OSError):
            client.unbind()
    client.state = consts.SMPP_CLIENT_STATE_OPEN  # or the library complains in its log
    client.disconnect()


class SmppChannel:
    """Submits to the gateway of the YINUO_SMPP_* settings; its receipts come to the listener.

    What the gateway takes is `sent`; it is `delivered` when the phone's receipt says so. A text is taken when
    all of its parts are: of a text that breaks off in the middle, phones show nothing, so it is begun again.
    """

    def __init__(self) -> None:
        self._client: Any = None

    def send(self, message: Message) -> Receipt:
        """Submit one text. Refused: the number can't be one. Uncertain: the line broke before the answer."""
        if self._client is None:
            self._client = connect("transmitter")
        parts = split_text(message.body, reference=message.id.int % 256)
        number = message.to.lstrip("+")
        try:
            references = tuple(self._submit_patiently(number, part, parts.coding) for part in parts)
        except Unreachable:
            self.close()
            raise
        return Receipt(references[0], is_delivered=False, gateway=GATEWAY, parts=references)

    def close(self) -> None:
        """Unbind, if bound."""
        client, self._client = self._client, None
        if client is not None:
            hang_up(client)

    def _submit_patiently(self, number: str, part: bytes, coding: int) -> str:
        for pause in _PAUSES:
            try:
                return self._submit(number, part, coding)
            except Unreachable as error:
                if error.wait is None:
                    raise
            time.sleep(pause)
        return self._submit(number, part, coding)

    def _submit(self, number: str, part: bytes, coding: int) -> str:
        """Submit one part and read its answer: the gateway's own number for it."""
        is_joined = part[:1] == b"\x05"
        try:
            sent = self._client.send_message(
                source_addr_ton=settings.YINUO_SMPP_SOURCE_TON,
                source_addr=settings.YINUO_SMPP_SOURCE,
                dest_addr_ton=consts.SMPP_TON_INTL,
                dest_addr_npi=consts.SMPP_NPI_ISDN,
                destination_addr=number,
                short_message=part,
                data_coding=coding,
                esm_class=consts.SMPP_GSMFEAT_UDHI if is_joined else consts.SMPP_MSGMODE_DEFAULT,
                registered_delivery=1,  # a receipt for arrival and for failure
            )
            answer = self._read_answer(sent.sequence)
        except (LineLost, PDUError, OSError) as error:
            raise Uncertain(f"smpp_{type(error).__name__}") from None
        if answer.status:
            raise _judge(answer.status)
        return normal_reference(bytes(answer.message_id or b"").decode("latin-1"))

    def _read_answer(self, sequence: int) -> Any:
        while True:
            answer = self._client.read_pdu()
            if answer.command == "enquire_link":
                reply_to_link(self._client, answer)
            elif answer.sequence == sequence and answer.is_response():
                return answer
            elif answer.command == "unbind":
                raise LineLost("unbound by the gateway")


def reply_to_link(client: Any, asked: Any) -> None:
    """Answer a gateway that asks whether we are there."""
    answer = smpp.make_pdu("enquire_link_resp", client=client)
    answer.sequence = asked.sequence
    client.send_pdu(answer)


def normal_reference(text: str) -> str:
    """A gateway's number for a part, however it is written: some answer in hex and report in decimals."""
    cleaned = text.strip("\0 ").lower()
    if settings.YINUO_SMPP_HEX_IDS:
        try:
            return str(int(cleaned, 16))
        except ValueError:
            return cleaned
    return cleaned


def _judge(status: int) -> Refused | Unreachable:
    """What an answer's command_status means (SMPP 3.4, 5.1.3): a refused number is final, all else is for now
    or ours to mend, and the notice is still due."""
    code = f"smpp_{status:#04x}"
    if status in _FINAL:
        return Refused(code)
    return Unreachable(code, wait=_BUSY_WAIT if status in _BUSY else None)
