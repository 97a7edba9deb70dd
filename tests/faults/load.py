"""Customers who send their reports, each with a key, and send the same one again until it is answered."""

from __future__ import annotations

import json
import random
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any

from .installation import Installation, kill

_AGAIN_SECONDS = 0.2


class Clerk:
    """A process that takes reports; killed, it is started again by whoever asks next."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._process: subprocess.Popen[str] | None = None

    def ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        """The answer to a report; None where it was lost on the way, the report taken or not."""
        try:
            answer = self._exchange(order)
        except (OSError, ValueError):  # a broken pipe, or half a line
            answer = {}
        if not answer:
            self.kill()
        return answer if "case" in answer else None

    def kill(self) -> None:
        """kill -9, whatever it is at."""
        if self._process is not None:
            kill(self._process)
            self._process = None

    def _exchange(self, order: dict[str, Any]) -> dict[str, Any]:
        process = self._process
        if process is None or process.poll() is not None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            process = self._installation.launch("tests.faults", "clerk", log="web", **pipes)
            self._process = process
            assert process.stdout is not None
            process.stdout.readline()  # it is ready
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {}
        return answer


class Load:
    """Several customers at once; `acknowledged` holds every answer that came."""

    def __init__(self, installation: Installation, *, customers: int, pause_seconds: float) -> None:
        self.acknowledged: list[dict[str, Any]] = []
        self.lost = 0
        self.clerks = [Clerk(installation) for _ in range(customers)]
        self._pause = pause_seconds
        self._stopping = threading.Event()
        self._threads = [
            threading.Thread(target=self._send, args=(clerk, number), daemon=True)
            for number, clerk in enumerate(self.clerks)
        ]

    def start(self) -> None:
        """Begin to send."""
        for thread in self._threads:
            thread.start()

    def kill_one(self, rng: random.Random) -> None:
        """kill -9 of one clerk, whoever is being served."""
        rng.choice(self.clerks).kill()

    def finish(self, patience_seconds: float = 60.0) -> None:
        """Send nothing new, and wait until everything that was sent has its answer."""
        self._stopping.set()
        deadline = time.monotonic() + patience_seconds
        for thread in self._threads:
            thread.join(max(0.1, deadline - time.monotonic()))
        waiting = [thread for thread in self._threads if thread.is_alive()]
        assert not waiting, f"{len(waiting)} customers never got an answer"

    def abandon(self) -> None:
        """End everybody, answered or not."""
        self._stopping.set()
        for clerk in self.clerks:
            clerk.kill()

    def _send(self, clerk: Clerk, first: int) -> None:
        number = first
        while not self._stopping.is_set():
            order = {"key": f"report-{number}", "number": number}
            answer = clerk.ask(order)
            while answer is None:
                self.lost += 1
                time.sleep(_AGAIN_SECONDS)
                answer = clerk.ask(order)
            self.acknowledged.append(answer)
            number += len(self.clerks)
            self._stopping.wait(self._pause)


def collect(process: subprocess.Popen[str], keep: Callable[[dict[str, Any]], None]) -> None:
    """Read a process's answers in the background, as long as it gives any."""

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n"):
                keep(json.loads(line))

    threading.Thread(target=read, daemon=True).start()
