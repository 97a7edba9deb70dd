"""The drill: a living installation is backed up, works on, is killed, and comes back elsewhere with all
it had told."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from .browser import Browser
from .conftest import NewInstallation
from .installation import Installation, new_home
from .load import Load, collect

KEPT_UP = ("web", "watch", "worker")
SPEED = 120
PASSPHRASE = "copper-lantern-river-42"


@pytest.fixture
def elsewhere() -> Iterator[Installation]:
    """A machine without anything on it but the software."""
    home = new_home()
    installation = Installation(home)
    installation.logs.rmdir()
    yield installation
    installation.remove()


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where backups go; the passphrase lies beside it."""
    home = new_home()
    (home / "passphrase").write_text(f"{PASSPHRASE}\n")
    yield home / "backups"
    shutil.rmtree(home)


def run(
    installation: Installation, *arguments: object, code: int = 0
) -> subprocess.CompletedProcess[str]:
    """One `yinuo` command of an installation."""
    done = subprocess.run(
        (sys.executable, "-m", "yinuo.cli", *map(str, arguments)),
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def back_up(installation: Installation, folder: Path) -> None:
    run(installation, "backup", folder, "--passphrase-file", folder.parent / "passphrase")


def bring_back(installation: Installation, folder: Path, *more: object, code: int = 0) -> str:
    passphrase = ("--passphrase-file", folder.parent / "passphrase")
    done = run(installation, "restore", folder, *passphrase, *more, code=code)
    return done.stdout + done.stderr


def test_a_living_installation_is_backed_up_killed_and_brought_back_elsewhere(
    new_installation: NewInstallation, elsewhere: Installation, folder: Path
) -> None:
    living = new_installation()
    living.keep_up(KEPT_UP)
    living.ask("tests.faults", "clock_hand", "0", str(SPEED))
    load = Load([Browser(living.port)] * 3, pause_seconds=0.2)
    collect(living.start_town(), load.acknowledged.append)
    try:
        Browser(living.port).wait()
        load.start()
        time.sleep(6)
        told = {answer["case"] for answer in list(load.acknowledged)}
        back_up(living, folder)
        erased = living.ask("tests.faults", "gone")
        living.keep_up(KEPT_UP)
        _wait_for(folder / "erased.list", erased["customer"])
    finally:
        load.abandon()
    for name in ("town", *KEPT_UP, "postgres"):
        living.kill(name)
    print(bring_back(elsewhere, folder))
    assert told
    before = elsewhere.ask("tests.faults", "standing", *sorted(told))
    assert (before["lost"], before["broken"]) == ([], 0)
    assert before["chains"] > len(told)
    assert erased["customer"] in before["erased"] or erased["case"] not in told
    assert before["sessions"] == 0
    _work_on(elsewhere, before["delivered"])


def _work_on(installation: Installation, delivered: list[str]) -> None:
    """Pages serve, the watch judges what fell due meanwhile, nothing that was delivered goes out again."""
    installation.logs.mkdir()
    installation.keep_up(KEPT_UP)
    Browser(installation.port).wait()
    for path in ("/", "/report/", "/record-key/", "/login/"):
        assert _get(installation.port, path) == 200
    assert Browser(installation.port).ask({"key": "after-the-restore", "number": 9001}) is not None
    installation.ask("tests.faults", "clock_hand", "24", "0")
    after = installation.ask("tests.faults", "standing")
    assert (after["findings"], after["broken"], after["overdue"]) == ([], 0, 0)
    sent = {path.stem for path in (installation.home / "mail").glob("*.eml")}
    assert sent, "the outbox goes on"
    assert sent.isdisjoint(delivered)


def test_a_backup_that_was_touched_is_refused_and_so_is_a_home_that_is_in_use(
    new_installation: NewInstallation, elsewhere: Installation, folder: Path
) -> None:
    living = new_installation()
    living.server.start()
    back_up(living, folder)
    receipt = living.home / "checkpoint"
    _take_reports(living)
    receipt.write_text(run(living, "record", "checkpoint").stdout)
    assert "isn't empty" in bring_back(living, folder, code=1)
    assert "shorter" in bring_back(elsewhere, folder, "--checkpoint", receipt, code=1)
    assert list(elsewhere.home.iterdir()) == [], "a refused restore leaves nothing"
    (backup,) = [path for path in folder.iterdir() if path.name.startswith("yinuo-")]
    (folder.parent / "passphrase").write_text("another-passphrase\n")
    assert "doesn't open" in bring_back(elsewhere, folder, code=1)
    _change_a_byte(backup / "database.dump")
    assert "database.dump isn't as it was written" in bring_back(elsewhere, folder, code=1)
    run(living, "backup", folder, "--verify", code=1)
    assert list(elsewhere.home.iterdir()) == []


def test_a_killed_restore_is_no_installation_and_the_next_begins_anew(
    new_installation: NewInstallation, elsewhere: Installation, folder: Path
) -> None:
    living = new_installation()
    living.server.start()
    back_up(living, folder)
    command = ("yinuo.cli", "restore", str(folder), "--passphrase-file")
    elsewhere.logs.mkdir()
    half = elsewhere.launch(*command, str(folder.parent / "passphrase"), log="restore")
    shutil.move(elsewhere.logs, folder.parent / "logs")
    mark = elsewhere.home / "restore.unfinished"
    deadline = time.monotonic() + 30
    while not (mark.exists() and elsewhere.server.is_alive()) and time.monotonic() < deadline:
        time.sleep(0.02)
    half.kill()
    half.wait()
    assert mark.exists()
    assert "not finished" in run(elsewhere, "record", "check", code=1).stderr
    assert "all verify" in bring_back(elsewhere, folder)
    assert "0 broken" in run(elsewhere, "record", "check").stdout


def _take_reports(installation: Installation) -> None:
    installation.keep_up(("web",))
    Browser(installation.port).wait()
    assert Browser(installation.port).ask({"key": "one", "number": 1}) is not None


def _change_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _get(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _wait_for(path: Path, text: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if path.exists() and text in path.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(f"{text} never came into {path}")
