"""The supervisor: a dead child comes back, an ending one is waited for, a deaf one is killed, none stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .processes import descendants, end_group, is_running, wait_for

_PARENT = """
import itertools, sys
from psycopg import OperationalError
from yinuo.cli.supervisor import Supervisor
looks = open(sys.argv[1], "a")
ways = itertools.cycle((OSError, RuntimeError, OperationalError))
def look():
    print("look", file=looks, flush=True)
    raise next(ways)("the database is away")
supervisor = Supervisor({}, look)
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
