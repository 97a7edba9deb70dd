"""A technician's badge as a token: who, for which case, until when, signed; short enough for a QR code.

Layout: version (1 byte), case (16), expiry in whole seconds since 1970 (4), badge number in UTF-8, and the
Ed25519 signature over all that (64), in base64url. Whoever has the published key can check it without us;
that the visit still stands only we can say.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LIFE = timedelta(hours=2)
"""How long one token is good: longer than a drive through a place without a network, shorter than a theft
of the phone pays."""
MOST_LETTERS = 240
_PURPOSE = b"yinuo-badge-v1\n"
_VERSION = 1
_HEAD = struct.Struct("!B16sI")
_SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Badge:
    """What a token says; true only of one whose signature holds."""

    badge_no: str
    case_id: UUID
    expires_at: datetime


def issue(private: Ed25519PrivateKey, badge: Badge) -> str:
    """The token of a badge; its expiry is cut to whole seconds."""
    seconds = int(badge.expires_at.timestamp())
    body = _HEAD.pack(_VERSION, badge.case_id.bytes, seconds) + badge.badge_no.encode()
    signed = body + private.sign(_PURPOSE + body)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def read(public: Ed25519PublicKey, token: str) -> Badge | None:
    """What a token of ours says; None for one that we didn't sign, in whatever way it is wrong."""
    data = _decode(token)
    body, signature = data[:-_SIGNATURE_BYTES], data[-_SIGNATURE_BYTES:]
    try:
        public.verify(signature, _PURPOSE + body)
    except InvalidSignature:
        return None
    return _unpack(body)


def claim_of(token: str) -> str:
    """The badge number that a token names, whoever made it; empty if it names none. For an alarm alone."""
    badge = _unpack(_decode(token)[:-_SIGNATURE_BYTES])
    return badge.badge_no if badge else ""


def _decode(token: str) -> bytes:
    if len(token) > MOST_LETTERS or not token.isascii():
        return b""
    try:
        return base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return b""


def _unpack(body: bytes) -> Badge | None:
    if len(body) <= _HEAD.size:
        return None
    version, case_id, seconds = _HEAD.unpack(body[: _HEAD.size])
    try:
        badge_no = body[_HEAD.size :].decode()
    except UnicodeDecodeError:
        return None
    if version != _VERSION:
        return None
    return Badge(badge_no, UUID(bytes=case_id), datetime.fromtimestamp(seconds, UTC))
