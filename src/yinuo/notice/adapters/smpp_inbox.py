"""What an SMPP gateway sends us: receipts and answers, each acknowledged only once it is kept."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from smpplib import smpp
from smpplib.exceptions import ConnectionError as LineLost
from smpplib.exceptions import PDUError

from yinuo.notice.channel import Unreachable
from yinuo.notice.facts import PartReport

from .smpp import GATEWAY, connect, hang_up
from .smpp_text import decode_text, read_receipt

logger = logging.getLogger(__name__)
_LINK_SECONDS = 30.0
_RECEIPT_BITS = 0x3C
_OK, _TRY_AGAIN = 0x00, 0x64  # ESME_ROK; ESME_RX_T_APPN: the gateway keeps it and sends it again
Keep = Callable[[PartReport], object]
Hear = Callable[[str, str], object]


class SmppInbox:
    """A receiver's bind. `keep` is given each report, `hear` each answer with its sender's number; what they
    raise as OSError or as the database's error makes the gateway send the same again."""

    def __init__(self, keep: Keep, hear: Hear, lost: tuple[type[Exception], ...]) -> None:
        """Bind. Raises Unreachable."""
        self._keep, self._hear, self._lost = keep, hear, lost
        self._client = connect("receiver")
        self._client.set_message_received_handler(self._receive)
        self._client.set_error_pdu_handler(lambda pdu: None)
        self._linked = time.monotonic()

    def poll(self) -> None:
        """Take what has come; ask now and then whether the gateway is there. Raises Unreachable when not."""
        try:
            self._client.poll(auto_send_enquire_link=False)
            if time.monotonic() - self._linked > _LINK_SECONDS:
                self._linked = time.monotonic()
                self._client.send_pdu(smpp.make_pdu("enquire_link", client=self._client))
        except (LineLost, PDUError, OSError, ValueError) as error:
            raise Unreachable(f"smpp_{type(error).__name__}") from None

    def close(self) -> None:
        """Unbind."""
        hang_up(self._client)

    def _receive(self, pdu: Any) -> int:
        try:
            self._take(pdu)
        except self._lost as error:
            logger.warning("what the gateway sent is not kept yet: %s", type(error).__name__)
            return _TRY_AGAIN
        return _OK

    def _take(self, pdu: Any) -> None:
        raw = bytes(pdu.short_message or pdu.message_payload or b"")
        text = decode_text(raw, pdu.data_coding or 0)
        if not (pdu.esm_class or 0) & _RECEIPT_BITS:
            self._hear(_plain(pdu.source_addr), text)
            return
        told = read_receipt(
            raw.decode("latin-1"),
            receipted_id=_plain(pdu.receipted_message_id),
            message_state=pdu.message_state,
        )
        if told is not None:
            reference = told.reference.strip("\0 ").lower()
            self._keep(PartReport(GATEWAY, reference, told.state, told.error))


def _plain(value: Any) -> str:
    return bytes(value).decode("latin-1").strip("\0 ") if value else ""
