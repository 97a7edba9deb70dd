"""The supervisor: a dead child comes back, an ending one is waited for, a deaf one is killed, none stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .processes import descendants, end_group, free_port, is_running, wait_for

_PARENT = """
import itertools, sys
from pathlib import Path
from psycopg import OperationalError
from yinuo.cli.alone import alone_in
from yinuo.cli.supervisor import Supervisor
looks = open(sys.argv[1], "a")
ways = itertools.cycle((OSError, RuntimeError, OperationalError))
def look():
    print("look", file=looks, flush=True)
    raise next(ways)("the database is away")
with alone_in(Path(sys.argv[1]).parent / "home") as ledger:
    supervisor = Supervisor({}, look, ledger)
    for number, code in enumerate(sys.argv[2:]):
        supervisor.start(f"child-{number}", (sys.executable, "-c", code))
    print("up", flush=True)
    supervisor.run()
"""
_SLEEPS = "import time; time.sleep(600)"
_DEAF = (
    "import pathlib, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "pathlib.Path({!r}).touch(); time.sleep(600)"
)
# A server's way: the workers of a master go on listening when it is killed.
_MASTER = """
import os, pathlib, signal, socket, time
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
listener.bind(("127.0.0.1", {port}))
listener.listen()
for _ in range(2):
    if not os.fork():
        {worker}
        with pathlib.Path({started!r}).open("a") as file:
            print(os.getpid(), os.getppid(), file=file, flush=True)
        time.sleep(600)
        os._exit(0)
time.sleep(600)
"""
_IS_DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"


class Parent:
    """A process that supervises the children of a test."""

    def __init__(self, looks: Path, *children: str) -> None:
        self.looks = looks
        self.process = subprocess.Popen(
            (sys.executable, "-c", _PARENT, str(looks), *children),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"up\n"

    def children(self) -> set[int]:
        return descendants(self.process.pid)

    def kill(self) -> None:
        """kill -9 of the parent alone."""
        self.process.kill()
        self.process.wait()

    def end(self, number: signal.Signals, seconds: float) -> int:
        self.process.send_signal(number)
        return self.process.wait(seconds)


@pytest.fixture
def parents() -> Iterator[list[Parent]]:
    started: list[Parent] = []
    yield started
    for parent in started:
        assert parent.process.stdout is not None
        parent.process.stdout.close()
        end_group(parent.process)


def test_a_killed_child_comes_back_and_the_others_are_left_alone(
    parents: list[Parent], tmp_path: Path
) -> None:
    parent = Parent(tmp_path / "looks", _SLEEPS, _SLEEPS)
    parents.append(parent)
    victim, other = sorted(parent.children())
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: victim not in parent.children(), "the end of the child", 10)
    wait_for(lambda: len(parent.children()) == 2, "its return", 20)
    now = parent.children()
    assert other in now
    assert victim not in now


def test_it_goes_on_looking_after_a_database_that_does_not_come_back(
    parents: list[Parent], tmp_path: Path
) -> None:
    parent = Parent(tmp_path / "looks", _SLEEPS)
    parents.append(parent)
    wait_for(lambda: parent.looks.read_text().count("look") > 3, "a look after each failure", 20)
    assert parent.process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_every_child(
    parents: list[Parent], tmp_path: Path, number: signal.Signals
) -> None:
    parent = Parent(tmp_path / "looks", _SLEEPS, _SLEEPS)
    parents.append(parent)
    children = parent.children()
    assert len(children) == 2
    wait_for(parent.looks.read_text, "its loop", 20)  # its handlers are set by then
    assert parent.end(number, 10) == 0
    assert [pid for pid in children if is_running(pid)] == []


def test_a_child_that_will_not_go_is_killed_within_fifteen_seconds(
    parents: list[Parent], tmp_path: Path
) -> None:
    deaf = tmp_path / "deaf"
    parent = Parent(tmp_path / "looks", _DEAF.format(str(deaf)), _SLEEPS)
    parents.append(parent)
    children = parent.children()
    wait_for(deaf.exists, "a deaf child", 20)
    assert parent.end(signal.SIGTERM, 15) == 0
    assert [pid for pid in children if is_running(pid)] == []


class Serving:
    """What a supervised master and its two workers say of themselves."""

    def __init__(self, folder: Path, worker: str = "pass") -> None:
        self.port = free_port()
        self._started = folder / "started"
        self.code = _MASTER.format(port=self.port, started=str(self._started), worker=worker)

    def workers(self) -> dict[int, int]:
        """Every worker that was ever started, with its master."""
        if not self._started.exists():
            return {}
        lines = self._started.read_text().splitlines()
        return {int(pid): int(master) for pid, master in map(str.split, lines)}

    def running(self) -> set[int]:
        """The workers and masters that run; each holds the port."""
        workers = self.workers()
        return {pid for pid in (*workers, *workers.values()) if is_running(pid)}

    def wait_for_workers(self, count: int) -> set[int]:
        """Wait until so many were ever started; the masters that run then."""
        wait_for(lambda: len(self.workers()) == count, f"{count} workers", 30)
        return self.running() & set(self.workers().values())


def test_the_workers_of_a_killed_master_end_before_another_serves(
    parents: list[Parent], tmp_path: Path
) -> None:
    serving = Serving(tmp_path)
    parents.append(parent := Parent(tmp_path / "looks", serving.code))
    for kills in range(3):
        (master,) = serving.wait_for_workers(2 * kills + 2)
        os.kill(master, signal.SIGKILL)
    (master,) = serving.wait_for_workers(8)
    assert len(serving.running()) == 3
    assert parent.end(signal.SIGTERM, 15) == 0
    assert serving.running() == set()


def test_the_children_of_a_killed_supervisor_end_with_it(
    parents: list[Parent], tmp_path: Path
) -> None:
    parents.append(parent := Parent(tmp_path / "looks", _SLEEPS, _SLEEPS))
    children = parent.children()
    assert len(children) == 2
    parent.kill()
    wait_for(lambda: not any(map(is_running, children)), "the end of the children", 10)


def test_a_start_ends_what_a_killed_run_of_its_home_left_behind(
    parents: list[Parent], tmp_path: Path
) -> None:
    serving = Serving(tmp_path)
    parents.append(first := Parent(tmp_path / "looks", serving.code))
    (master,) = serving.wait_for_workers(2)
    first.kill()
    wait_for(lambda: not is_running(master), "the end of the master", 10)
    left_over = serving.running()
    assert len(left_over) == 2  # they have no parent, and nobody told them
    parents.append(second := Parent(tmp_path / "looks", serving.code))
    assert not any(map(is_running, left_over))
    serving.wait_for_workers(4)
    assert len(serving.running()) == 3
    assert second.end(signal.SIGTERM, 15) == 0
    assert serving.running() == set()


def test_deaf_workers_of_a_killed_master_are_killed_when_it_is_told_to_stop(
    parents: list[Parent], tmp_path: Path
) -> None:
    serving = Serving(tmp_path, _IS_DEAF)
    parents.append(parent := Parent(tmp_path / "looks", serving.code))
    (master,) = serving.wait_for_workers(2)
    os.kill(master, signal.SIGKILL)
    assert parent.end(signal.SIGTERM, 15) == 0
    assert serving.running() == set()


def test_a_worker_that_missed_the_first_asking_is_asked_again(
    parents: list[Parent], tmp_path: Path
) -> None:
    starting = (
        "signal.signal(signal.SIGTERM, lambda *_: signal.signal(signal.SIGTERM, signal.SIG_DFL))"
    )
    serving = Serving(tmp_path, starting)
    parents.append(Parent(tmp_path / "looks", serving.code))
    (master,) = serving.wait_for_workers(2)
    former = serving.running()
    os.kill(master, signal.SIGKILL)
    wait_for(lambda: not any(map(is_running, former)), "their end", 8)
