"""The signed head of a chain: without it anyone could make the whole chain again."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from .canonical import CanonicalInvalid, canonical
from .event import Event
from .keys import is_signed, key_id, sign

_PURPOSE = b"yinuo-head-v1\n"


@dataclass(frozen=True, slots=True)
class Head:
    """The number and hash of a chain's last event, signed by the key named `key_id`."""

    subject_kind: str
    subject: str
    seq: int
    hash: str
    key_id: str
    signature: str


_FIELDS = frozenset(field.name for field in fields(Head))


def sign_head(private: Ed25519PrivateKey, last: Event) -> Head:
    """The signed head of the chain that ends with `last`."""
    name = key_id(private.public_key())
    unsigned = Head(last.subject_kind, last.subject, last.seq, last.hash, name, "")
    return replace(unsigned, signature=sign(private, _PURPOSE, _signed_part(unsigned)))


def verify_head(public: Ed25519PublicKey, head: Head) -> bool:
    """Whether the head names this key and bears its signature; False too for a head out of form."""
    if head.key_id != key_id(public):
        return False
    try:
        message = _signed_part(head)
    except CanonicalInvalid:
        return False
    return is_signed(public, _PURPOSE, message, head.signature)


def head_to_dict(head: Head) -> dict[str, Any]:
    """The head as a plain dict, signature included."""
    return {name: getattr(head, name) for name in _FIELDS}


def head_from_dict(value: object) -> Head | None:
    """The head a dict stands for, None unless it has exactly the fields of one."""
    if not isinstance(value, dict) or value.keys() != _FIELDS:
        return None
    return Head(**value)


def _signed_part(head: Head) -> bytes:
    content = head_to_dict(head)
    del content["signature"]
    return canonical(content)
