"""Whether a backup holds: manifest signed, every file there, every byte as it was written, the keys' seal
opening."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

from yinuo.engines import tlog

from .errors import BackupError
from .manifest import KEYS, MANIFEST, Manifest, note_file, read_manifest
from .sealing import unseal

_RECORD_KEY = "record.key"


def check_backup(folder: Path) -> Manifest:
    """The manifest of a backup whose files are all as it says. Raises BackupError that names what isn't."""
    manifest = read_manifest(folder)
    there = {path.name for path in folder.iterdir()} - {MANIFEST}
    faults = [*_missing(manifest, there), *_strange(manifest, there), *_changed(folder, manifest)]
    if faults:
        raise BackupError(f"{folder.name} doesn't hold: {'; '.join(faults)}")
    return manifest


def open_keys(folder: Path, manifest: Manifest, passphrase: str) -> dict[str, bytes]:
    """The key files of a backup, by name; the record's key is the one that signed the manifest.

    Raises WrongPassphrase, BackupError.
    """
    if not manifest.has_keys:
        raise BackupError(
            f"{folder.name} was made without the keys: copy them from where they are kept to keys/ in "
            "the new "
            "home, and restore with --keys"
        )
    with tarfile.open(fileobj=io.BytesIO(unseal((folder / KEYS).read_bytes(), passphrase))) as tar:
        found = {member.name: tar.extractfile(member) for member in tar.getmembers()}
        keys = {name: file.read() for name, file in found.items() if file and "/" not in name}
    see_record_key(manifest, keys)
    return keys


def see_record_key(manifest: Manifest, keys: dict[str, bytes]) -> None:
    """Raise BackupError unless these keys are those of the installation that made the backup."""
    try:
        private = tlog.private_key_from_seed(bytes.fromhex(keys[_RECORD_KEY].decode().strip()))
    except (KeyError, ValueError, tlog.KeyInvalid):
        raise BackupError(f"there is no {_RECORD_KEY} among the keys") from None
    if tlog.format_key(private.public_key()) != manifest.public_key:
        raise BackupError("the keys aren't those of the installation that made this backup")


def _missing(manifest: Manifest, there: set[str]) -> Iterator[str]:
    return (f"{name} is missing" for name in sorted(manifest.files.keys() - there))


def _strange(manifest: Manifest, there: set[str]) -> Iterator[str]:
    return (f"{name} isn't in the manifest" for name in sorted(there - manifest.files.keys()))


def _changed(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, note in manifest.files.items():
        if (folder / name).is_file() and note_file(folder / name) != note:
            yield f"{name} isn't as it was written"
