"""Web push (RFC 8030, 8291, 8292): a nudge to each browser of a reader, encrypted for it alone."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from io import BytesIO
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import UUID

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.conf import settings
from webpush import WebPush, WebPushSubscription
from webpush.vapid import VAPID

from yinuo.notice.channel import Refused, Unreachable
from yinuo.notice.facts import Device, Message, Receipt
from yinuo.store.keys import push_key

from .web import Answer, post

_TAKEN = (200, 201, 202)
_GONE = (404, 410)
_SECONDS = 5.0
_MOST_DEVICES = 20


def public_key_text() -> str:
    """The installation's public key as a browser wants it when it subscribes (base64url, uncompressed)."""
    return str(VAPID.get_application_server_key(push_key().public_key()))


class PushChannel:
    """Nudges all browsers of a reader; taken by one of them is taken."""

    def send(self, message: Message) -> Receipt:
        """Post to each push service. A browser that is no more is reported as gone. A busy service is asked
        again only where no other browser has taken the nudge: its reader has been told."""
        taken, gone, failures = _post_all(message, message.devices[:_MOST_DEVICES])
        if taken:
            return Receipt(f"{message.id}", is_delivered=True, gone=gone)
        if failures:
            waits = [failure.wait for failure in failures if failure.wait is not None]
            raise Unreachable(str(failures[0]), wait=max(waits, default=None), gone=gone)
        raise Refused("push_refused", gone=gone)

    def close(self) -> None:
        """Nothing stays open."""


def _post_all(
    message: Message, devices: Sequence[Device]
) -> tuple[int, tuple[UUID, ...], list[Unreachable]]:
    taken, gone, failures = 0, [], []
    for device in devices:
        try:
            answer = _post(message, device)
        except Unreachable as error:
            failures.append(error)
            continue
        if answer.status in _TAKEN:
            taken += 1
        elif answer.status in _GONE:
            gone.append(device.id)
        elif answer.status == 429 or answer.status >= 500:
            failures.append(Unreachable(f"push_{answer.status}", wait=answer.retry_after))
    return taken, tuple(gone), failures


def _post(message: Message, device: Device) -> Answer:
    writer = WebPush(
        private_key=_private_pem(),
        public_key=BytesIO(_public_pem()),
        subscriber=settings.DEFAULT_FROM_EMAIL.rsplit("<", 1)[-1].rstrip(">"),
        ttl=message.lives_seconds,
    )
    writer.vapid = _Vapid()
    sealed = writer.get(
        message.body,
        WebPushSubscription.model_validate(
            {
                "endpoint": device.endpoint,
                "keys": {"auth": device.auth, "p256dh": device.p256dh},
            }
        ),
    )
    headers = {
        **dict(sealed.headers),
        "Topic": urlsafe_b64encode(message.id.bytes).decode().rstrip("="),
        "Urgency": "high" if message.is_urgent else "normal",
        "Content-Type": "application/octet-stream",
    }
    return post(device.endpoint, sealed.encrypted, headers, seconds=_SECONDS)


class _Vapid:
    """The library's signature with the whole origin as its audience: it leaves out a port (RFC 8292, 2)."""

    def __init__(self) -> None:
        self._signer = VAPID(private_key=_private_pem(), public_key=BytesIO(_public_pem()))

    def get_authorization_header(self, endpoint: object, subscriber: str, expiration: int) -> str:
        """The header's value, for a token that runs out after `expiration` seconds."""
        parts = urlsplit(str(endpoint))
        origin = SimpleNamespace(scheme=parts.scheme, host=parts.netloc)
        header: str = self._signer.get_authorization_header(origin, subscriber, expiration)
        return header


def _private_pem() -> bytes:
    return push_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_pem() -> bytes:
    return push_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
