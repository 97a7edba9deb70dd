"""Keeps a set of child processes up: starts them, starts a dead one again, ends them all, by their ids."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from psycopg import OperationalError

logger = logging.getLogger(__name__)
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 10.0
_CALM_SECONDS = 30.0
_STOP_SECONDS = 12.0
_LOOK_SECONDS = 1.0


@dataclass(slots=True)
class _Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes]
    started: float
    wait: float = _FIRST_WAIT_SECONDS


class Supervisor:
    """Runs children until `stop` is called or the process gets SIGTERM or SIGINT."""

    def __init__(self, environment: Mapping[str, str], keep_up: Callable[[], object]) -> None:
        """`keep_up` is called every second: it brings the embedded database back if it was killed.

        From here on SIGTERM and SIGINT ask the loop to end, so that no child is left behind by one that
        comes while they are being started.
        """
        self._environment = dict(environment)
        self._keep_up = keep_up
        self._children: list[_Child] = []
        self._stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())

    def start(self, name: str, command: Sequence[str]) -> int:
        """Start one child; its process id."""
        child = _Child(name, command, self._spawn(command), time.monotonic())
        self._children.append(child)
        return child.process.pid

    def stop(self) -> None:
        """Ask the loop to end."""
        self._stopping.set()

    def run(self) -> None:
        """Look after the children until stopped, then end them: SIGTERM, and SIGKILL to who won't go."""
        looked = time.monotonic()
        while not self._stopping.wait(0.2):
            if time.monotonic() - looked > _LOOK_SECONDS:
                looked = time.monotonic()
                self._look_after_database()
            for child in self._children:
                if child.process.poll() is not None:
                    self._restart(child)
        self._end()

    def _look_after_database(self) -> None:
        try:
            self._keep_up()
        # OperationalError: the server was killed while it was being asked whether it has all it needs.
        except (OSError, RuntimeError, OperationalError) as error:
            logger.warning("the database does not come back yet: %s", error)

    def _spawn(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        # Its own session: a terminal's Ctrl-C reaches the supervisor alone, which ends them in order.
        return subprocess.Popen(
            command, env=self._environment, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def _restart(self, child: _Child) -> None:
        logger.warning(
            "%s ended with %s and is started again", child.name, child.process.returncode
        )
        is_calm = time.monotonic() - child.started > _CALM_SECONDS
        child.wait = _FIRST_WAIT_SECONDS if is_calm else min(child.wait * 2, _LONGEST_WAIT_SECONDS)
        if self._stopping.wait(child.wait):
            return
        child.process = self._spawn(child.command)
        child.started = time.monotonic()

    def _end(self) -> None:
        for child in self._children:
            child.process.terminate()
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self._children:
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                logger.warning("%s would not go and was killed", child.name)
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()


def python(*arguments: str) -> tuple[str, ...]:
    """A command that runs with this interpreter."""
    return (sys.executable, "-m", *arguments)
