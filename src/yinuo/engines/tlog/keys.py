"""Ed25519 keys as people pass them on, and signatures that are good for one purpose only."""

from __future__ import annotations

import re
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

_PREFIX = "yinuo-key-v1:"
_KEY = re.compile(re.escape(_PREFIX) + r"([0-9a-f]{64})")
_SEED_BYTES = 32
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class KeyInvalid(ValueError):
    """The text isn't a public key of ours, or the seed isn't 32 bytes."""


def private_key_from_seed(seed: bytes) -> Ed25519PrivateKey:
    """The private key of 32 secret bytes (RFC 8032, 5.1.5); KeyInvalid for another length."""
    if len(seed) != _SEED_BYTES:
        raise KeyInvalid("a private key is made of 32 bytes")
    return Ed25519PrivateKey.from_private_bytes(seed)


def format_key(public: Ed25519PublicKey) -> str:
    """A public key as printed and published: `yinuo-key-v1:` and 64 lower-case hex digits."""
    return _PREFIX + public.public_bytes_raw().hex()


def parse_key(text: str) -> Ed25519PublicKey:
    """The public key that `format_key` printed, white space around it left out; or KeyInvalid."""
    match = _KEY.fullmatch(text.strip())
    if match is None:
        raise KeyInvalid(f"a public key looks like {_PREFIX} and 64 lower-case hex digits")
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(match[1]))


def key_id(public: Ed25519PublicKey) -> str:
    """A short name of a key: the first 16 hex digits of the SHA-256 of its 32 bytes."""
    return sha256(public.public_bytes_raw()).hexdigest()[:16]


def sign(private: Ed25519PrivateKey, purpose: bytes, message: bytes) -> str:
    """The signature over `purpose` and the message, as 128 hex digits.

    The purpose ends in a newline and is no start of another one, so that what is signed as a head
    can never be shown as a receipt.
    """
    return private.sign(purpose + message).hex()


def is_signed(public: Ed25519PublicKey, purpose: bytes, message: bytes, signature: object) -> bool:
    """Whether `signature` is `sign`'s text for this key, purpose and message, in lower-case hex."""
    if not (isinstance(signature, str) and _SIGNATURE.fullmatch(signature)):
        return False
    try:
        public.verify(bytes.fromhex(signature), purpose + message)
    except InvalidSignature:
        return False
    return True
