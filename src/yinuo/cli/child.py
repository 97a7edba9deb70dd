"""A child process that is kept up: with all that comes from it, it ends before another takes its place."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from . import leash
from .alone import ASK_SECONDS, STOP_SECONDS
from .sessions import members

logger = logging.getLogger(__name__)
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 10.0
_CALM_SECONDS = 30.0
_LEASH = Path(leash.__file__)


class Child:
    """A command in a session of its own. No method waits; `now` is a monotonic time in seconds.

    A leader that has ended is reaped last: until then nobody else can get its number, so that the signals
    to its group reach its own processes alone.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        note: Callable[[int], None],
    ) -> None:
        """`note` is told the session of each process that is started."""
        self._name = name
        self._command = command
        self._environment = environment
        self._note = note
        self._process: subprocess.Popen[bytes] | None = None
        self._wait = _FIRST_WAIT_SECONDS
        self._started = 0.0
        self._start_at = 0.0
        self._kill_at: float | None = None
        self._ask_at = 0.0

    @property
    def pid(self) -> int | None:
        """Process id, also the number of group and session; None while nothing is left of it."""
        return self._process.pid if self._process else None

    def keep_up(self, now: float) -> None:
        """Take one step: start it, or clear away after one that ended and start it again when it's time."""
        if self.pid is None:
            if now >= self._start_at:
                self._start(now)
        elif _has_ended(self.pid):
            if self._kill_at is None:
                self._plan_return(now)
            process = self._process
            if self.is_gone(now) and process is not None:
                code = process.returncode
                logger.warning("%s ended with %s and is started again", self._name, code)

    def stop(self, now: float) -> None:
        """Ask it to end; the rest of its group is asked when it has."""
        if self.pid is not None:
            if self._kill_at is None:  # else it has ended, and what it left was asked already
                self._kill_at = now + STOP_SECONDS
            os.kill(self.pid, signal.SIGTERM)

    def is_gone(self, now: float) -> bool:
        """Take one step towards the end of its group; whether nothing is left of it."""
        if self._process is None:
            return True
        pid = self._process.pid
        if self._kill_at is not None and now > self._kill_at:
            logger.warning("%s would not go and was killed", self._name)
            os.killpg(pid, signal.SIGKILL)
            self._kill_at = now + STOP_SECONDS
        if _has_ended(pid):
            if now >= self._ask_at:
                os.killpg(pid, signal.SIGTERM)
                self._ask_at = now + ASK_SECONDS
            if not members({pid}):
                self._process.wait()
                self._process = None
        return self._process is None

    def _plan_return(self, now: float) -> None:
        is_calm = now - self._started > _CALM_SECONDS
        self._wait = _FIRST_WAIT_SECONDS if is_calm else min(self._wait * 2, _LONGEST_WAIT_SECONDS)
        self._start_at = now + self._wait
        self._kill_at = now + STOP_SECONDS

    def _start(self, now: float) -> None:
        # Its own session: a terminal's Ctrl-C reaches the supervisor alone, which ends them in order.
        self._process = subprocess.Popen(
            (sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()), *self._command),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._note(self._process.pid)
        self._started, self._kill_at, self._ask_at = now, None, now


def _has_ended(pid: int) -> bool:
    """Whether a child has ended; it stays a zombie."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
