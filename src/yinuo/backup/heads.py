"""Where the record stands: how many chains and lines there are, and one digest over the heads of all
chains."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from psycopg import Connection

from yinuo.engines import tlog
from yinuo.engines.tlog.keys import is_signed, sign

from .errors import BackupError

_HEADS = """
SELECT subject_kind, subject::text, seq, hash FROM record_chain WHERE seq > 0
ORDER BY subject_kind COLLATE "C", subject
"""
_PURPOSE = b"yinuo-checkpoint-v1\n"


@dataclass(frozen=True, slots=True)
class RecordState:
    """The record at one instant. `heads` is the SHA-256 over one line for each chain, in order."""

    chains: int
    events: int
    heads: str


def read_state(connection: Connection[Any]) -> RecordState:
    """The record as the connection's transaction sees it; memory holds a few thousand chains."""
    digest, chains, events = hashlib.sha256(), 0, 0
    with connection.cursor(name="heads") as cursor:
        cursor.itersize = 5000
        cursor.execute(_HEADS)
        for kind, subject, seq, hash in cursor:
            digest.update(f"{kind} {subject} {seq} {hash}\n".encode())
            chains, events = chains + 1, events + seq
    return RecordState(chains, events, digest.hexdigest())


def write_checkpoint(state: RecordState, at: str, private: Ed25519PrivateKey) -> bytes:
    """The state as one signed line, to be kept apart: a record restored later may not be shorter."""
    content = {"at": at, **asdict(state)}
    signature = sign(private, _PURPOSE, tlog.canonical(content))
    return tlog.canonical({**content, "signature": signature}) + b"\n"


def read_checkpoint(line: bytes, public: Ed25519PublicKey) -> tuple[str, RecordState]:
    """When a checkpoint was written, and the state it tells. Raises BackupError unless the key has signed
    it."""
    try:
        content = dict(tlog.parse_canonical(line.strip()))
        signature = content.pop("signature")
        state = RecordState(content["chains"], content["events"], content["heads"])
    except (tlog.CanonicalInvalid, KeyError, TypeError, ValueError):
        raise BackupError("this is no checkpoint") from None
    if not is_signed(public, _PURPOSE, tlog.canonical(content), signature):
        raise BackupError("the checkpoint isn't signed by the key of this record")
    return str(content["at"]), state
