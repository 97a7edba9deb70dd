"""Customers who send their reports, each with a key, and send the same one again until it is answered."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Protocol

from .installation import Installation, kill

_AGAIN_SECONDS = 0.2
_PATIENCE_SECONDS = 60.0


def report(number: int) -> dict[str, Any]:
    """The order that carries a report to a clerk; sent twice, it is the same report with the same key."""
    return {"key": f"report-{number}", "number": number}


class Clerk:
    """A process that takes reports; killed, it is started again when it is asked next."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._process: subprocess.Popen[str] | None = None

    def ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        """The answer to a report; None where it was lost on the way, the report taken or not."""
        try:
            answer = self._exchange(self._process or self._start(), order)
        except (OSError, ValueError):  # a broken pipe, or half a line
            self.close()
            return None
        return answer if "case" in answer else None

    def insist(self, order: dict[str, Any]) -> dict[str, Any]:
        """Send a report again and again, as somebody does who was told that it did not work."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while (answer := self.ask(order)) is None:
            assert time.monotonic() < deadline, "refused to the end"
            time.sleep(_AGAIN_SECONDS)
        return answer

    def close(self) -> None:
        """End the process and its pipes."""
        process, self._process = self._process, None
        if process is not None:
            kill(process)
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what could not be sent is not sent
                    pipe and pipe.close()

    def _start(self) -> subprocess.Popen[str]:
        self._process = self._installation.launch(
            "tests.faults", "clerk", log="web", stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it is ready
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[str], order: dict[str, Any]) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
        return answer


class Door(Protocol):
    """Where a customer brings a report."""

    def ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        """The answer to a report; None where it was lost on the way, the report taken or not."""

    def close(self) -> None:
        """End what is still going on."""


class Load:
    """Several customers at once, each at a door; `acknowledged` holds every answer that came."""

    def __init__(self, doors: Sequence[Door], *, pause_seconds: float) -> None:
        self.acknowledged: list[dict[str, Any]] = []
        self.lost = 0
        self.errors: list[BaseException] = []
        self._doors = doors
        self._pause = pause_seconds
        self._stopping = threading.Event()
        self._abandoned = threading.Event()
        self._threads = [
            threading.Thread(target=self._visit, args=(door, number), daemon=True)
            for number, door in enumerate(doors)
        ]

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def finish(self, patience_seconds: float = 60.0) -> None:
        """Send nothing new, and wait until everything that was sent has its answer."""
        self._stopping.set()
        deadline = time.monotonic() + patience_seconds
        for thread in self._threads:
            thread.join(max(0.1, deadline - time.monotonic()))
        waiting = [thread for thread in self._threads if thread.is_alive()]
        assert not waiting, f"{len(waiting)} customers never got an answer"
        assert self.errors == []

    def abandon(self) -> None:
        """End everybody, answered or not."""
        self._abandoned.set()
        self._stopping.set()
        for door, thread in zip(self._doors, self._threads, strict=True):
            if thread.ident is not None:
                thread.join()
            door.close()

    def _visit(self, door: Door, first: int) -> None:
        try:
            self._send(door, first)
        except BaseException as error:  # noqa: BLE001 - `finish` fails with it
            self.errors.append(error)

    def _send(self, door: Door, first: int) -> None:
        number = first
        while not self._stopping.wait(self._pause):
            while (answer := door.ask(report(number))) is None:
                self.lost += 1
                if self._abandoned.wait(_AGAIN_SECONDS):
                    return
            self.acknowledged.append(answer)
            number += len(self._doors)


def collect(process: subprocess.Popen[str], keep: Callable[[dict[str, Any]], None]) -> None:
    """Read a process's answers in the background, as long as it gives any."""

    def read() -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                keep(json.loads(line))

    threading.Thread(target=read, daemon=True).start()
