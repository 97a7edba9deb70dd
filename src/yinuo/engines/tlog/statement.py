"""A signed statement: one file of plain content that whoever holds the company's public key can check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from .canonical import CanonicalInvalid, canonical, parse_canonical
from .event import EventInvalid, format_at, parse_at
from .keys import format_key, is_signed, sign

MAX_BYTES = 1024 * 1024
_FIELDS = frozenset({"content", "issued_at", "key", "log", "signature", "statement"})


class StatementFault(StrEnum):
    """Why a statement is refused."""

    TOO_LARGE = "too_large"
    NOT_CANONICAL = "not_canonical"  # not JSON, or not byte for byte as we write it
    NOT_A_STATEMENT = "not_a_statement"  # of this kind: fields are missing, unknown or out of form
    OTHER_KEY = "other_key"
    SIGNATURE_WRONG = "signature_wrong"


@dataclass(frozen=True, slots=True)
class StatementReport:
    """What checking a statement found; only one that is `ok` says anything about its content."""

    fault: StatementFault | None
    log_name: str | None = None
    issued_at: datetime | None = None
    content: Any = None

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return self.fault is None


def build_statement(
    kind: str, log_name: str, issued_at: datetime, content: Any, private: Ed25519PrivateKey
) -> bytes:
    """The statement as canonical JSON (RFC 8785), signed over everything else in it.

    `kind` is lower-case letters; it is part of what is signed, so that one kind never passes as another.
    """
    body = {
        "statement": kind,
        "log": log_name,
        "issued_at": format_at(issued_at),
        "key": format_key(private.public_key()),
        "content": content,
    }
    return canonical(body | {"signature": sign(private, _purpose(kind), canonical(body))})


def verify_statement(data: bytes, kind: str, public: Ed25519PublicKey) -> StatementReport:
    """Check a statement of this kind, with no network; never raises on bad input.

    Every byte counts: what isn't the canonical JSON of its content is refused, a final newline included.
    """
    if len(data) > MAX_BYTES:
        return StatementReport(StatementFault.TOO_LARGE)
    try:
        body = parse_canonical(data)
    except CanonicalInvalid:
        return StatementReport(StatementFault.NOT_CANONICAL)
    return _check(body, kind, public)


def _check(body: object, kind: str, public: Ed25519PublicKey) -> StatementReport:
    if not isinstance(body, dict) or body.keys() != _FIELDS or body["statement"] != kind:
        return StatementReport(StatementFault.NOT_A_STATEMENT)
    if body["key"] != format_key(public):
        return StatementReport(StatementFault.OTHER_KEY)
    rest = {name: value for name, value in body.items() if name != "signature"}
    if not is_signed(public, _purpose(kind), canonical(rest), body["signature"]):
        return StatementReport(StatementFault.SIGNATURE_WRONG)
    try:
        issued_at = parse_at(body["issued_at"])
    except EventInvalid:
        return StatementReport(StatementFault.NOT_A_STATEMENT)
    return StatementReport(None, str(body["log"]), issued_at, body["content"])


def _purpose(kind: str) -> bytes:
    return f"yinuo-{kind}-v1\n".encode()
