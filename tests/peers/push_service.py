"""A push service and a browser behind it: checks who posts (RFC 8292) and decrypts what came (RFC 8291)."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from os import urandom
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .http_peer import HttpPeer, Reply, Request


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Browser:
    """A subscription's other end: its keys, and what it was nudged with."""

    name: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    auth: bytes = field(default_factory=lambda: urandom(16))
    nudges: list[dict[str, Any]] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, Any]:
        return {"p256dh": encode(_point(self.key.public_key())), "auth": encode(self.auth)}

    def decrypt(self, body: bytes) -> bytes:
        """One record of aes128gcm, as RFC 8291, 3.4 derives its key."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
        shared = self.key.exchange(ec.ECDH(), public)
        info = b"WebPush: info\0" + _point(self.key.public_key()) + theirs
        secret = HKDF(hashes.SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        padded = AESGCM(key).decrypt(nonce, sealed, None)
        text, _, padding = padded.rpartition(b"\x02")
        assert not padding.strip(b"\0")
        return text


class PushService:
    """Holds browsers by their address. `moods` are the statuses of the next posts, 201 after them."""

    def __init__(self, public_key: str) -> None:
        self.public_key = public_key
        self.moods: list[int] = []
        self.retry_after = "90"
        self.browsers: dict[str, Browser] = {}
        self.peer = HttpPeer(self._answer)

    def subscribe(self, name: str) -> Browser:
        browser = Browser(name)
        self.browsers[f"/push/{name}"] = browser
        return browser

    def endpoint(self, browser: Browser) -> str:
        return f"{self.peer.url}/push/{browser.name}"

    def _answer(self, request: Request) -> Reply:
        if not self._is_from(request):
            return Reply(403, {})
        mood = self.moods.pop(0) if self.moods else 201
        if mood != 201:
            return Reply(mood, {"Retry-After": self.retry_after} if mood in (429, 503) else {})
        if len(request.body) > 4096:
            return Reply(413, {})
        browser = self.browsers[request.path]
        assert request.headers["content-encoding"] == "aes128gcm"
        browser.nudges.append(json.loads(browser.decrypt(request.body)))
        return Reply(201, {"Location": f"{self.peer.url}/message/1"})

    def _is_from(self, request: Request) -> bool:
        """VAPID: signed by the key that the browser subscribed with, for this origin and not for ever."""
        scheme, _, rest = request.headers["authorization"].partition(" ")
        given = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = given["t"].split(".")
        raw = decode(signature)
        r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(given["k"]))
        signed = f"{head}.{claims}".encode()
        key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
        said = json.loads(decode(claims))
        return (scheme, given["k"], said["aud"]) == (
            "vapid",
            self.public_key,
            self.peer.url,
        ) and str(said["sub"]).startswith("mailto:")
