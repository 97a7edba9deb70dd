"""Secret key files: 0600, made at first start by exactly one of several processes, then only read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read_or_make(folder: Path, name: str, fresh: bytes) -> bytes:
    """The content of the key file, without surrounding white space; made from `fresh` if it is missing."""
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"{name}.{os.getpid()}-{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key is the key
        finally:
            draft.unlink()
    return path.read_bytes().strip()


def read_or_make_hex(folder: Path, name: str) -> str:
    """A file of 32 random bytes in hex."""
    return read_or_make(folder, name, secrets.token_hex(32).encode()).decode()
