"""Keeps a set of child processes up: starts them, starts a dead one again, ends them all."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence

from psycopg import OperationalError

from .alone import Ledger
from .child import Child

logger = logging.getLogger(__name__)
_LOOK_SECONDS = 1.0
_STEP_SECONDS = 0.2


class Supervisor:
    """Runs children until `stop` is called or the process gets SIGTERM or SIGINT."""

    def __init__(
        self, environment: Mapping[str, str], keep_up: Callable[[], object], ledger: Ledger
    ) -> None:
        """`keep_up` is called every second: it brings the embedded database back if it was killed.

        The children are kept in the ledger, and end with the thread that this is called from.

        From here on SIGTERM and SIGINT ask the loop to end, so that no child is left behind by one that
        comes while they are being started.
        """
        self._environment = {**environment, **ledger.environment}
        self._keep_up = keep_up
        self._ledger = ledger
        self._children: list[Child] = []
        self._stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one child."""
        child = Child(name, command, self._environment, self._ledger.note)
        self._children.append(child)
        child.keep_up(time.monotonic())

    def stop(self) -> None:
        """Ask the loop to end."""
        self._stopping.set()

    def run(self) -> None:
        """Look after the children until stopped, then end them: SIGTERM, and SIGKILL to who won't go."""
        looked = time.monotonic()
        while not self._stopping.wait(_STEP_SECONDS):
            if time.monotonic() - looked > _LOOK_SECONDS:
                looked = time.monotonic()
                self._look_after_database()
            for child in self._children:
                child.keep_up(time.monotonic())
        self._end()

    def _look_after_database(self) -> None:
        try:
            self._keep_up()
        # OperationalError: the server was killed while it was being asked whether it has all it needs.
        except (OSError, RuntimeError, OperationalError) as error:
            logger.warning("the database does not come back yet: %s", error)

    def _end(self) -> None:
        for child in self._children:
            child.stop(time.monotonic())
        left = self._children
        while left := [child for child in left if not child.is_gone(time.monotonic())]:
            time.sleep(_STEP_SECONDS)


def python(*arguments: str) -> tuple[str, ...]:
    """A command that runs with this interpreter."""
    return (sys.executable, "-m", *arguments)
