"""An installation of its own for the fault tests: real processes over a real server, ended by their ids."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yinuo.store.server import Server

_ROOT = Path(__file__).resolve().parents[2]
_GONE_SECONDS = 20.0


class Installation:
    """A home with a server, and the processes that work on it."""

    def __init__(self, home: Path, *, unsafe_fsync_off: bool = False) -> None:
        self.home = home
        self.server = Server(home / "postgres", unsafe_fsync_off=unsafe_fsync_off)
        self.logs = home / "logs"
        self.logs.mkdir(exist_ok=True)
        self.port = _free_port()
        self._running: dict[str, subprocess.Popen[str]] = {}

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this installation is told; nothing of the test run's own database."""
        own = {
            "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
            "PYTHONPATH": f"{_ROOT / 'src'}:{_ROOT}",
            "PYTHONUNBUFFERED": "1",
            "YINUO_HOME": str(self.home),
            "YINUO_MOVED_CLOCK": "1",
            "YINUO_NOTICE_CHANNEL": "folder",
        }
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("YINUO_", "DJANGO_", "DATABASE_"))
        }
        return kept | own

    def launch(
        self,
        *module_and_arguments: str,
        log: str,
        extra: Mapping[str, str] = MappingProxyType({}),
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
    ) -> subprocess.Popen[str]:
        """Start a process of this installation; the caller ends it. What it complains about is in `logs`."""
        with (self.logs / f"{log}.log").open("a") as errors:
            return subprocess.Popen(
                (sys.executable, "-m", *module_and_arguments),
                env=self.environment | dict(extra),
                cwd=_ROOT,
                stdin=stdin,
                stdout=stdout,
                stderr=errors,
                text=True,
                start_new_session=True,
            )

    def ask(self, *module_and_arguments: str) -> Any:
        """Run a process to its end and return the JSON it printed."""
        done = subprocess.run(
            (sys.executable, "-m", *module_and_arguments),
            env=self.environment,
            cwd=_ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{module_and_arguments}: {done.stderr[-4000:]}"
        return json.loads(done.stdout)

    def keep_up(self, names: Sequence[str]) -> None:
        """Start whichever of these processes, and of the server, isn't running."""
        self.server.start()
        for name in names:
            process = self._running.get(name)
            if process is None or process.poll() is not None:
                self._running[name] = self.launch(*self._command(name), log=name)

    def _command(self, name: str) -> tuple[str, ...]:
        """What `yinuo run` starts under this name."""
        if name != "web":
            return ("yinuo.cli", "process", name)
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        threads = ("--workers", "2", "--blocking-threads", "4", "--log-level", "error")
        return (
            "granian",
            "--interface",
            "wsgi",
            *address,
            *threads,
            "yinuo.config.wsgi:application",
        )

    def start_town(self) -> subprocess.Popen[str]:
        """Start the people of the town; what they did is on the process's standard output."""
        process = self.launch("tests.faults", "town", log="town", stdout=subprocess.PIPE)
        self._running["town"] = process
        return process

    def audit(self, acknowledged: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Hold what was acknowledged against what there is; see `tests.faults.audit`."""
        file = self.home / "acknowledged.jsonl"
        file.write_text("".join(json.dumps(answer) + "\n" for answer in acknowledged))
        found: dict[str, Any] = self.ask("tests.faults", "audit", str(file))
        return found

    def kill(self, name: str) -> None:
        """kill -9 of one of them, or of the server."""
        if name == "postgres":
            self.kill_server()
            return
        process = self._running.pop(name)
        kill(process)

    def kill_server(self) -> None:
        """kill -9 of the server and of every process it has started."""
        parent = self.server.pid()
        if parent is None:
            return
        pids = [parent, *children_of(parent)]
        for pid in pids:
            with _already_gone():
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + _GONE_SECONDS
        while any(map(is_running, pids)) and time.monotonic() < deadline:
            time.sleep(0.01)

    def end(self, name: str) -> None:
        """Ask a process to stop, and wait until it has."""
        process = self._running.pop(name)
        process.terminate()
        try:
            process.wait(_GONE_SECONDS)
        except subprocess.TimeoutExpired:
            kill(process)
            raise

    def remove(self) -> None:
        """Kill every process and delete the home."""
        for process in self._running.values():
            kill(process)
        self._running.clear()
        self.server.remove()
        shutil.rmtree(self.home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def new_home() -> Path:
    """A folder that the server's own user may enter, named so that a killed run's is swept by the next."""
    home = Path(tempfile.mkdtemp(prefix=f"yinuo-test-{os.getpid()}-", dir="/tmp"))
    home.chmod(0o711)
    return home


def copy_home(source: Path) -> Path:
    """A copy of a stopped installation."""
    home = new_home()
    copy_owned(source, home)
    return home


def copy_owned(source: Path, target: Path) -> None:
    """Copy what is in a folder, owners and all: the server's files belong to its own user."""
    subprocess.run(("/bin/cp", "-a", f"{source}/.", str(target)), check=True)


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9 of a process that leads its own group, with the group."""
    with _already_gone():
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children_of(parent: int) -> list[int]:
    """Ids of the processes that a process has started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[1]) == parent:
            found.append(int(status.parent.name))
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and not a zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@contextmanager
def _already_gone() -> Iterator[None]:
    try:
        yield
    except ProcessLookupError:
        return
