"""Processes of the tests of the command: started in groups of their own, waited for, ended by their ids."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_PAUSE_SECONDS = 0.1


def wait_for(look: Callable[[], T], what: str, seconds: float) -> T:
    """What `look` finds as soon as it is truthy; fails when that takes longer than `seconds`."""
    ends = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends, f"{what}: not within {seconds:g} s"
        time.sleep(_PAUSE_SECONDS)
    return found


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return free_ports(1)[0]


def free_ports(count: int) -> tuple[int, ...]:
    """As many ports in a row that nobody listens on."""
    while True:
        with socket.socket() as first:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
        ports = tuple(range(port, port + count))
        if ports[-1] < 65536 and all(map(_is_free, ports)):
            return ports


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def get_json(url: str) -> Any:
    """The JSON at an address, None while nobody answers or the answer is an error."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - a test's own address
            return json.load(answer)
    except OSError:
        return None


def descendants(parent: int) -> set[int]:
    """Ids of the processes that come from this one and are no zombies."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = stat.read_text().rpartition(")")[2].split()
            if words[0] != "Z":
                children.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found: set[int] = set()
    waiting = [parent]
    while waiting:
        fresh = children.get(waiting.pop(), [])
        found.update(fresh)
        waiting.extend(fresh)
    return found


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def end_group(process: subprocess.Popen[Any]) -> None:
    """kill -9 of whatever is left of a process and of what it started."""
    for pid in (*descendants(process.pid), process.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()
