"""One run to a home: a second one is refused, and only what carries the killed run's mark is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from yinuo.cli import main
from yinuo.cli.alone import LOCK_NAME, HomeTaken, alone_in

from .processes import is_running, wait_for

Spawn = Callable[[Mapping[str, str]], "subprocess.Popen[bytes]"]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    """Start a process that sleeps in a session of its own, with this environment."""
    started: list[subprocess.Popen[bytes]] = []

    def start(environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-c", "import time; print(flush=True); time.sleep(600)")
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, start_new_session=True
        )
        started.append(process)
        assert process.stdout is not None
        process.stdout.readline()  # its environment is its own only after exec
        return process

    yield start
    for process in started:
        assert process.stdout is not None
        process.stdout.close()
        process.kill()
        process.wait()


def test_a_second_run_of_a_home_is_refused_and_the_first_keeps_it(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        ledger = (tmp_path / LOCK_NAME).read_text()
        for _ in range(2):
            with pytest.raises(HomeTaken, match="runs already in"), alone_in(tmp_path):
                pass
        assert (tmp_path / LOCK_NAME).read_text() == ledger
    with alone_in(tmp_path):
        assert (tmp_path / LOCK_NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("command", "folder"), [("run", "."), ("demo", "demo")])
def test_the_command_says_so_and_ends_before_it_touches_anything(
    command: str,
    folder: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("YINUO_HOME", str(tmp_path))
    home = (tmp_path / folder).resolve()
    with alone_in(home):
        assert main([command]) == 1
        assert f"Yinuo runs already in {home}." in capsys.readouterr().err
        assert [path.name for path in home.iterdir()] == [LOCK_NAME]


def test_what_a_run_left_is_ended_before_the_home_is_had_again(
    tmp_path: Path, spawn: Spawn
) -> None:
    with alone_in(tmp_path) as ledger:
        left = spawn(ledger.environment)
        ledger.note(left.pid)
    with alone_in(tmp_path):
        assert not is_running(left.pid)
    assert left.wait() == -signal.SIGTERM


def test_a_stranger_that_has_the_number_now_is_left_alone(tmp_path: Path, spawn: Spawn) -> None:
    with alone_in(tmp_path) as ledger:
        strangers = [spawn({}), spawn(dict.fromkeys(ledger.environment, "another run"))]
        for stranger in strangers:
            ledger.note(stranger.pid)
        ledger.note(os.getsid(0))  # our own session, as if it had been a child's
    with alone_in(tmp_path):
        assert all(is_running(stranger.pid) for stranger in strangers)


def test_a_server_that_a_child_launched_for_everybody_is_left_alone(
    tmp_path: Path, spawn: Spawn
) -> None:
    with alone_in(tmp_path) as ledger:
        server = spawn(ledger.environment)  # the embedded database makes a session of its own
    with alone_in(tmp_path):
        assert is_running(server.pid)


def test_the_lock_of_a_killed_run_is_free_at_once(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys, time; from yinuo.cli.alone import alone_in\n"
        "with alone_in(pathlib.Path(sys.argv[1])): print('had', flush=True); time.sleep(600)"
    )
    command = (sys.executable, "-c", code, str(tmp_path))
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"had\n"
        with pytest.raises(HomeTaken), alone_in(tmp_path):
            pass
        holder.kill()
        wait_for(lambda: holder.poll() is not None, "its end", 10)
    with alone_in(tmp_path):
        pass
