"""A secret sealed with a passphrase: scrypt stretches it, AES-256-GCM seals, and the header is sealed in."""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from .errors import BackupError

SHORTEST = 12  # characters of a passphrase
_FORMAT = "yinuo-sealed-v1"
_COST, _BLOCK, _LANES = 2**17, 8, 1  # 128 MiB and a good half second a guess (RFC 7914, section 2)
_MOST_COST = 2**20  # a forged header must not ask for all of the memory


class WrongPassphrase(BackupError):
    """The passphrase isn't the one that the keys were sealed with, or the file was changed."""


def seal(secret: bytes, passphrase: str) -> bytes:
    """One line of JSON and the sealed bytes; only the passphrase opens it."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    header = _header(salt, nonce, _COST)
    return header + b"\n" + AESGCM(_stretch(passphrase, salt, _COST)).encrypt(nonce, secret, header)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises WrongPassphrase, BackupError for what is no sealed file."""
    header, _, body = sealed.partition(b"\n")
    salt, nonce, cost = _read(header)
    try:
        return AESGCM(_stretch(passphrase, salt, cost)).decrypt(nonce, body, header)
    except InvalidTag:
        raise WrongPassphrase(
            "the passphrase doesn't open the keys of this backup, or their file was changed"
        ) from None


def _header(salt: bytes, nonce: bytes, cost: int) -> bytes:
    parts: dict[str, Any] = {
        "format": _FORMAT,
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
        "scrypt": [cost, _BLOCK, _LANES],
    }
    return json.dumps(parts, sort_keys=True).encode()


def _read(header: bytes) -> tuple[bytes, bytes, int]:
    try:
        parts = json.loads(header)
        cost, block, lanes = parts["scrypt"]
        is_ours = parts["format"] == _FORMAT and (block, lanes) == (_BLOCK, _LANES)
        salt, nonce = b64decode(parts["salt"]), b64decode(parts["nonce"])
    except (ValueError, KeyError, TypeError):
        raise BackupError("this is no file of sealed keys") from None
    if not is_ours or not (2**14 <= cost <= _MOST_COST) or cost & (cost - 1):
        raise BackupError("the keys were sealed in a way that this version doesn't know")
    return salt, nonce, cost


def _stretch(passphrase: str, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=cost, r=_BLOCK, p=_LANES).derive(passphrase.encode())
