"""A folder of backups: which are whole, which goes next, and the drafts that a killed run left."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from .errors import BackupError
from .manifest import MANIFEST

_NAME = re.compile(r"yinuo-(\d{8}T\d{6}Z)(-\d+)?")
_DRAFT = ".draft-"
_LOCK = ".lock"
MODE = 0o700


def list_backups(folder: Path) -> list[Path]:
    """The whole backups of a folder, oldest first."""
    if not folder.is_dir():
        return []
    named = (path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    return sorted((path for path in named if (path / MANIFEST).is_file()), key=_order)


def find_backup(path: Path) -> Path:
    """The backup that is meant: the path itself, or the newest in the folder. Raises BackupError."""
    if (path / MANIFEST).is_file():
        return path
    found = list_backups(path)
    if not found:
        raise BackupError(f"{path} holds no backup")
    return found[-1]


@contextmanager
def alone_in_folder(folder: Path) -> Iterator[None]:
    """Make the folder and have it for this run alone; drafts of killed runs go. Raises BackupError."""
    try:
        folder.mkdir(mode=MODE, parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupError(f"{folder} can't be written to: {error.strerror}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left_over in folder.glob(f"{_DRAFT}*"):
            shutil.rmtree(left_over)
        yield
    except BlockingIOError:
        raise BackupError(f"another backup is being made in {folder}; nothing was done") from None
    finally:
        os.close(handle)


@contextmanager
def draft_in(folder: Path, made_at: datetime) -> Iterator[Path]:
    """A folder to write a backup in; whole and safe on disk, it gets its name at the end, or else it goes."""
    draft = folder / f"{_DRAFT}{token_hex(4)}"
    draft.mkdir(mode=MODE)
    try:
        yield draft
        for path in (*draft.iterdir(), draft):
            _sync(path)
        draft.rename(_free_name(folder, made_at))
        _sync(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def rotate(folder: Path, keep: int) -> list[str]:
    """Delete all but the newest `keep` backups; the names of those that went."""
    gone = []
    for path in list_backups(folder)[: -max(1, keep)]:
        away = path.with_name(f"{_DRAFT}{path.name}")
        path.rename(away)  # half deleted, it would still look whole
        shutil.rmtree(away)
        gone.append(path.name)
    return gone


def _free_name(folder: Path, made_at: datetime) -> Path:
    stem = f"yinuo-{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    path, number = folder / stem, 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}"
    return path


def _order(path: Path) -> tuple[str, int]:
    found = _NAME.fullmatch(path.name)
    assert found is not None
    return found[1], int((found[2] or "-1")[1:])


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
