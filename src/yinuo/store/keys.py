"""The installation's secret keys, in its home and never in the database."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from yinuo.engines.tlog import private_key_from_seed

from .key_files import read_or_make, read_or_make_hex

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _folder() -> Path:
    return Path(settings.YINUO_HOME) / "keys"


@cache
def field_keys() -> tuple[bytes, ...]:
    """Fernet keys for encrypted fields, newest first; older lines of the file still decrypt."""
    return tuple(read_or_make(_folder(), "field.key", Fernet.generate_key()).split())


@cache
def index_key() -> bytes:
    """The key of the blind indexes (32 bytes)."""
    return bytes.fromhex(read_or_make_hex(_folder(), "index.key"))


@cache
def record_key() -> Ed25519PrivateKey:
    """The key that signs chain heads and receipts; its public half is published."""
    return private_key_from_seed(bytes.fromhex(read_or_make_hex(_folder(), "record.key")))


@cache
def badge_key() -> Ed25519PrivateKey:
    """The key that signs technicians' badges, and nothing else; its public half is published."""
    return private_key_from_seed(bytes.fromhex(read_or_make_hex(_folder(), "badge.key")))


@cache
def push_key() -> EllipticCurvePrivateKey:
    """The key by which push services know this installation (VAPID). Browsers subscribe to its public half,
    so a new one would silence all of them."""
    secret = int(read_or_make_hex(_folder(), "push.key"), 16)
    return derive_private_key(secret % (_P256_ORDER - 1) + 1, SECP256R1())
