"""One run to a home: who has it, what a killed run left behind in it, and its end.

A run holds the lock of a file in its home, which the kernel takes back however the run ends. The file names
the run's mark, a random word that each of its children carries in its environment, and their sessions.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TextIO

from .sessions import members

logger = logging.getLogger(__name__)
LOCK_NAME = "run.lock"
STOP_SECONDS = 12.0
ASK_SECONDS = (
    1.0  # asked once, a worker that is just starting misses it: it still has its master's handlers
)
_MARK = "YINUO_RUN_MARK"
_PAUSE_SECONDS = 0.1


class HomeTaken(Exception):
    """Another run has this home; two of them would share its database and its ports."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"Yinuo runs already in {home}. Stop that run first, or name another folder with YINUO_HOME."
        )


class Ledger:
    """What the next run has to know of this one, should it be killed."""

    def __init__(self, file: TextIO) -> None:
        """Begin an empty ledger in a file that this process has locked."""
        self._file = file
        self._mark = token_hex(16)
        file.truncate(0)
        self._write(self._mark)

    @property
    def environment(self) -> dict[str, str]:
        """What each child of the run carries, so that no stranger with its number is taken for it."""
        return {_MARK: self._mark}

    def note(self, session: int) -> None:
        """Keep the session of a child that was started."""
        self._write(str(session))

    def _write(self, line: str) -> None:
        print(line, file=self._file, flush=True)


@contextmanager
def alone_in(home: Path) -> Iterator[Ledger]:
    """Have a home for this process alone; what a killed run left there is ended first.

    Raises HomeTaken while another run has it.
    """
    home.mkdir(parents=True, exist_ok=True)
    with open(home / LOCK_NAME, "a+", opener=_open_private) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeTaken(home) from None
        file.seek(0)
        mark, *sessions = file.read().split() or [""]
        if mark:
            _end_left_over(mark, {int(session) for session in sessions})
        yield Ledger(file)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _end_left_over(mark: str, sessions: Collection[int]) -> None:
    """SIGTERM, again and again, to whoever is left of a killed run, and in the end SIGKILL."""
    began = time.monotonic()
    ask_at = began
    while left := [pid for pid in members(sessions) if _send(pid, mark, None)]:
        if (now := time.monotonic()) >= ask_at:
            number = signal.SIGKILL if now - began > STOP_SECONDS else signal.SIGTERM
            logger.warning("processes %s of a killed run are sent %s", left, number.name)
            for pid in left:
                _send(pid, mark, number)
            ask_at = now + ASK_SECONDS
        time.sleep(_PAUSE_SECONDS)


def _send(pid: int, mark: str, number: signal.Signals | None) -> bool:
    """Signal a process if it carries the mark; whether it does.

    The handle names one process for good: its number can't become another's between look and signal.
    """
    with suppress(OSError):  # it has ended, or is another user's
        handle = os.pidfd_open(pid)
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
            is_ours = f"{_MARK}={mark}".encode() in environment
            if is_ours and number is not None:
                signal.pidfd_send_signal(handle, number)
            return is_ours
        finally:
            os.close(handle)
    return False
