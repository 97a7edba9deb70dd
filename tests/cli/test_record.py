"""`yinuo record`: 0 while every chain holds, 1 with the place where one breaks; the key of the receipts."""

from __future__ import annotations

import pytest

from tests.work.visit.walk import on_site
from yinuo.cli import main
from yinuo.record.models import Event
from yinuo.record.reads import count_events, get_public_key
from yinuo.store.server import Server

from .installed import Installed

# A command brings the tables up to date as their owner first.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_a_record_that_holds_is_counted_and_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    on_site().finish()
    assert main(["record", "check"]) == 0
    chains = Event.objects.values("subject_kind", "subject").distinct().count()
    said = capsys.readouterr().out
    assert said == f"{chains} chains, {count_events()} events, 0 broken\n"


def test_an_altered_line_is_named_with_its_place_and_exits_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = on_site().finish()
    case = walk.case.id
    Event.objects.filter(subject_kind="case", subject=case, seq=4).update(actor="system:other")
    assert main(["record", "check"]) == 1
    broken, total = capsys.readouterr().out.splitlines()
    assert broken.startswith(f"BROKEN case {case} at 4: ")
    assert total.endswith(" 1 broken")


def test_a_deleted_line_is_named_with_its_place_and_exits_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walk = on_site().finish()
    Event.objects.filter(subject_kind="case", subject=walk.case.id, seq=2).delete()
    assert main(["record", "check"]) == 1
    assert f"BROKEN case {walk.case.id} at 2" in capsys.readouterr().out


def test_the_key_is_the_one_that_receipts_are_verified_with(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["record", "key"]) == 0
    assert capsys.readouterr().out == f"{get_public_key()}\n"


def test_a_channel_that_is_none_is_said_at_the_start_and_nothing_runs() -> None:
    installed = Installed()
    try:
        done = installed.ask("record", "key", YINUO_NOTICE_CHANNEL="pigeon")
        assert done.returncode != 0
        assert "YINUO_NOTICE_CHANNEL is 'pigeon': smtp or folder" in done.stderr
        assert Server(installed.home / "postgres").pid() is None
    finally:
        installed.remove()


def test_on_a_stopped_installation_the_database_is_stopped_again() -> None:
    installed = Installed()
    try:
        server = Server(installed.home / "postgres")
        assert installed.ask("record", "key").returncode == 0
        assert server.pid() is None
        assert (server.data / "PG_VERSION").exists()
    finally:
        installed.remove()


def test_a_database_that_runs_is_left_running() -> None:
    installed = Installed()
    try:
        server = Server(installed.home / "postgres")
        server.start()
        running = server.pid()
        assert installed.ask("record", "key").returncode == 0
        assert server.pid() == running is not None
    finally:
        installed.remove()
