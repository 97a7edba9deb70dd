"""A receipt: one file that proves a subject's events to whoever holds the company's public key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from .canonical import CanonicalInvalid, canonical, parse_canonical
from .chain import ChainFault, verify_chain
from .event import Event, EventInvalid, event_from_dict, event_to_dict, format_at, parse_at
from .head import Head, head_from_dict, head_to_dict, verify_head
from .keys import format_key, is_signed, sign

VERSION = 1
MAX_BYTES = 8 * 1024 * 1024
"""A receipt of a long case has some hundred kilobytes; what is larger isn't read at all."""

_PURPOSE = b"yinuo-receipt-v1\n"
_FIELDS = frozenset({"events", "head", "issued_at", "key", "log", "receipt", "signature"})


class ReceiptFault(StrEnum):
    """Why a receipt is refused."""

    TOO_LARGE = "too_large"
    NOT_CANONICAL = "not_canonical"  # not JSON, or not byte for byte as we write it
    NOT_A_RECEIPT = "not_a_receipt"  # fields are missing, unknown or out of form
    OTHER_KEY = "other_key"  # it names another key than the one to check against
    SIGNATURE_WRONG = "signature_wrong"
    HEAD_WRONG = "head_wrong"
    CHAIN_BROKEN = "chain_broken"


class ReceiptRefused(ValueError):
    """No receipt is made of a chain that doesn't hold, or under a head this key didn't sign."""


@dataclass(frozen=True, slots=True)
class ReceiptReport:
    """What checking a receipt found; only a report that is `ok` says anything about its content.

    `broken_seq` and `chain_fault` say where and why the chain breaks, if that is the fault.
    """

    fault: ReceiptFault | None
    log_name: str | None = None
    issued_at: datetime | None = None
    events: tuple[Event, ...] = ()
    broken_seq: int | None = None
    chain_fault: ChainFault | None = None

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return self.fault is None


def build_receipt(
    log_name: str,
    issued_at: datetime,
    events: Sequence[Event],
    head: Head,
    private: Ed25519PrivateKey,
) -> bytes:
    """The receipt of a whole chain: canonical JSON, lastly signed over everything else in it.

    `head` must be signed by the same key; after a change of keys, check the old head and sign a new
    one. Raises ReceiptRefused where the chain or its head doesn't hold, and where the file would be
    too large.
    """
    public = private.public_key()
    report = verify_chain(events, head)
    if not report.ok:
        raise ReceiptRefused(f"the chain breaks at event {report.broken_seq}: {report.fault}")
    if not verify_head(public, head):
        raise ReceiptRefused("the head isn't signed by this key")
    content: dict[str, Any] = {
        "receipt": VERSION,
        "log": log_name,
        "issued_at": format_at(issued_at),
        "key": format_key(public),
        "head": head_to_dict(head),
        "events": [event_to_dict(event) for event in events],
    }
    content["signature"] = sign(private, _PURPOSE, canonical(content))
    data = canonical(content)
    if len(data) > MAX_BYTES:
        raise ReceiptRefused(f"the receipt would have {len(data)} bytes")
    return data


def verify_receipt(data: bytes, public: Ed25519PublicKey) -> ReceiptReport:
    """Check a receipt against the company's public key, with no network; never raises on bad input.

    Every byte counts: the file must be the canonical JSON of its content, so one that was changed,
    added or left out anywhere, a space and the final newline included, is refused. The signature
    covers everything else; the head's signature and the chain are checked on their own too, since
    they outlive the file.
    """
    if len(data) > MAX_BYTES:
        return ReceiptReport(ReceiptFault.TOO_LARGE)
    try:
        content = parse_canonical(data)
    except CanonicalInvalid:
        return ReceiptReport(ReceiptFault.NOT_CANONICAL)
    if not _has_form(content):
        return ReceiptReport(ReceiptFault.NOT_A_RECEIPT)
    if content["key"] != format_key(public):
        return ReceiptReport(ReceiptFault.OTHER_KEY)
    rest = {name: value for name, value in content.items() if name != "signature"}
    if not is_signed(public, _PURPOSE, canonical(rest), content["signature"]):
        return ReceiptReport(ReceiptFault.SIGNATURE_WRONG)
    return _check_content(content, public)


def _has_form(content: object) -> bool:
    if not isinstance(content, dict) or content.keys() != _FIELDS:
        return False
    version = content["receipt"]
    return (
        version == VERSION
        and not isinstance(version, bool)
        and isinstance(content["log"], str)
        and isinstance(content["events"], list)
    )


def _check_content(content: dict[str, Any], public: Ed25519PublicKey) -> ReceiptReport:
    """Check what the signature covers: a key in wrong hands can sign nonsense too."""
    head = head_from_dict(content["head"])
    try:
        issued_at = parse_at(content["issued_at"])
        events = tuple(event_from_dict(event) for event in content["events"])
    except EventInvalid:
        return ReceiptReport(ReceiptFault.NOT_A_RECEIPT)
    if head is None or not verify_head(public, head):
        return ReceiptReport(ReceiptFault.HEAD_WRONG)
    chain = verify_chain(events, head)
    if not chain.ok:
        return ReceiptReport(
            ReceiptFault.CHAIN_BROKEN, broken_seq=chain.broken_seq, chain_fault=chain.fault
        )
    return ReceiptReport(None, content["log"], issued_at, events)
