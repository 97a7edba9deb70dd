"""What a backup consists of: its files with their digests, what made it, and where the record stood,
signed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from yinuo.engines import tlog
from yinuo.engines.tlog.keys import is_signed, sign

from .errors import BackupError
from .heads import RecordState

MANIFEST = "manifest.json"
DATABASE = "database.dump"
KEYS = "keys.sealed"
FORMAT = 1
_PURPOSE = b"yinuo-backup-v1\n"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file of a backup."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of `manifest.json`. `migrations` are those that were applied, as "room.name"."""

    made_at: datetime
    version: str
    postgres: str
    migrations: tuple[str, ...]
    record: RecordState
    public_key: str
    log_name: str
    has_keys: bool
    files: dict[str, FileNote]

    def to_bytes(self, private: Ed25519PrivateKey) -> bytes:
        """Canonical JSON, signed with the record's key."""
        content = {
            "format": FORMAT,
            "made_at": tlog.format_at(self.made_at),
            "version": self.version,
            "postgres": self.postgres,
            "migrations": list(self.migrations),
            "record": asdict(self.record),
            "public_key": self.public_key,
            "log_name": self.log_name,
            "has_keys": self.has_keys,
            "files": {name: asdict(note) for name, note in self.files.items()},
        }
        signature = sign(private, _PURPOSE, tlog.canonical(content))
        return tlog.canonical({**content, "signature": signature}) + b"\n"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup, its signature checked by the key that it names. Raises BackupError."""
    try:
        content = dict(tlog.parse_canonical((folder / MANIFEST).read_bytes().strip()))
    except FileNotFoundError:
        raise BackupError(f"{folder} is no backup: it has no {MANIFEST}") from None
    except (OSError, tlog.CanonicalInvalid) as error:
        raise BackupError(f"the manifest of {folder.name} can't be read: {error}") from None
    if content.get("format") != FORMAT:
        raise BackupError(f"{folder.name} has a format that this version doesn't know")
    signature = content.pop("signature", None)
    try:
        manifest = _from(content)
        public: Ed25519PublicKey = tlog.parse_key(manifest.public_key)
    except (KeyError, TypeError, ValueError, tlog.KeyInvalid):
        raise BackupError(f"the manifest of {folder.name} isn't whole") from None
    if not is_signed(public, _PURPOSE, tlog.canonical(content), signature):
        raise BackupError(f"the manifest of {folder.name} was changed: its signature doesn't hold")
    return manifest


def note_file(path: Path) -> FileNote:
    """Digest and size of a file as it stands."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
    return FileNote(digest.hexdigest(), size)


def _from(content: dict[str, Any]) -> Manifest:
    return Manifest(
        made_at=tlog.parse_at(content["made_at"]),
        version=content["version"],
        postgres=content["postgres"],
        migrations=tuple(content["migrations"]),
        record=RecordState(**content["record"]),
        public_key=content["public_key"],
        log_name=content["log_name"],
        has_keys=content["has_keys"],
        files={name: FileNote(**note) for name, note in content["files"].items()},
    )
