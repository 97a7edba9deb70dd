"""Encryption at rest, blind indexes to find encrypted values by, and tokens that are stored hashed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache

from cryptography.fernet import Fernet, MultiFernet

from . import keys


@cache
def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys.field_keys()])


def encrypt(text: str) -> str:
    """The text under the newest field key."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text of a token of any field key; `cryptography.fernet.InvalidToken` if it is none of ours."""
    return _cipher().decrypt(token.encode()).decode()


def blind_index(purpose: str, text: str) -> str:
    """A keyed digest (64 hex) by which an encrypted value is found; differs by purpose, so that
    two tables can't be joined by somebody who reads only the database."""
    message = purpose.encode() + b"\0" + text.encode()
    return hmac.new(keys.index_key(), message, hashlib.sha256).hexdigest()


def new_token() -> str:
    """A capability: 32 random bytes, safe in a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a capability (64 hex): enough to recognise it, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def encrypt_bytes(data: bytes) -> bytes:
    """Bytes under the newest field key."""
    return _cipher().encrypt(data)


def decrypt_bytes(token: bytes) -> bytes:
    """The bytes of a token of any field key."""
    return _cipher().decrypt(token)
