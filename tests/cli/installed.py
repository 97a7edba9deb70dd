"""A `yinuo run` or `yinuo demo` of a test: in a home of its own, on ports of its own, ended by its id."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.faults.installation import new_home
from yinuo.store.server import Server

from .processes import descendants, end_group, free_ports, get_json, is_running, wait_for

ROOT = Path(__file__).resolve().parents[2]
UP_SECONDS = 120
BACK_SECONDS = 60
STOP_SECONDS = 15


class Installed:
    """The command and everything that it has started."""

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or new_home()
        self.port, self.stream_port = free_ports(2)
        self.output = self.home / "output.txt"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The command's own process."""
        assert self._process is not None
        return self._process

    def environment(self) -> dict[str, str]:
        """The test run's, less what names its own installation."""
        own = ("YINUO_", "DJANGO_", "DATABASE_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        return kept | {"YINUO_HOME": str(self.home)}

    def start(self, *arguments: str) -> None:
        """Start it, and wait until /health is green."""
        command = (sys.executable, "-m", "yinuo.cli", *arguments, "--port", str(self.port))
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(
                command, env=self.environment(), cwd=ROOT, stdout=output, stderr=output
            )
        wait_for(self.is_green, "a green /health", UP_SECONDS)

    def ask(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run another subcommand beside it, with these settings in its environment."""
        return subprocess.run(
            (sys.executable, "-m", "yinuo.cli", *arguments),
            env=self.environment() | settings,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def is_green(self) -> bool:
        """Whether the pages answer and say that somebody watches."""
        assert self.process.poll() is None, self.output.read_text()
        health: dict[str, Any] | None = get_json(f"{self.url}/health")
        return bool(health and health["is_green"])

    def children(self) -> dict[int, str]:
        """Its running processes, with their command lines."""
        found = {}
        for pid in descendants(self.process.pid):
            words = Path(f"/proc/{pid}/cmdline")
            if is_running(pid):
                found[pid] = words.read_bytes().replace(b"\0", b" ").decode()
        return found

    def stop(self, server: Server) -> list[str]:
        """Tell it to stop; what is still running when it has ended."""
        known = self.children()
        database = server.pid()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(STOP_SECONDS) == 0
        left = [words for pid, words in known.items() if is_running(pid)]
        return left + ([f"PostgreSQL {database}"] if database and is_running(database) else [])

    def remove(self) -> None:
        """Kill whatever is left and delete the home."""
        if self._process is not None:
            end_group(self._process)
        for root in (self.home / "postgres", self.home / "demo" / "postgres"):
            Server(root).remove()
        shutil.rmtree(self.home, ignore_errors=True)
