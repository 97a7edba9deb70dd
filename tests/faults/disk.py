"""The disk under a server: loses what was not synced, or has no room left (see disk.c, which it preloads)."""

from __future__ import annotations

import filecmp
import os
import shutil
from pathlib import Path

from yinuo.store.server import Server

from .installation import copy_owned


class Disk:
    """Stands under a server from `start` on; until then the server is stopped."""

    def __init__(self, server: Server, library: Path) -> None:
        self._server = server
        self._library = library
        self._shadow = server.data.with_name("shadow")
        self._full = server.data.with_name("full")
        assert server.pid() is None, "what a running server has not synced yet can't be known"
        self._shadow.mkdir()
        copy_owned(server.data, self._shadow)

    def start(self) -> None:
        """Start the server on this disk."""
        words = {
            "LD_PRELOAD": str(self._library),
            "YINUO_DISK_DATA": str(self._server.data),
            "YINUO_DISK_SHADOW": str(self._shadow),
            "YINUO_DISK_FULL": str(self._full),
        }
        os.environ |= words
        try:
            self._server.start()
        finally:
            for name in words:
                del os.environ[name]

    def fill(self) -> None:
        """Leave no file any room to grow."""
        self._full.touch()
        self._full.chmod(0o644)

    def make_room(self) -> None:
        """Let files grow again."""
        self._full.unlink()

    def lose_power(self) -> int:
        """Put what was synced in the place of what was written; how many files that changed.

        The server has been killed before.
        """
        assert self._server.pid() is None
        data, shadow = self._server.data, self._shadow
        changed = sum(
            not _is_same(file, shadow / file.relative_to(data))
            for file in data.rglob("*")
            if file.is_file() and file.parent.name != "log"
        )
        shutil.rmtree(data)
        shadow.rename(data)
        return changed


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)
