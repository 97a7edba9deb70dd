"""`yinuo run`: an installation that comes up green, stands up again after kills, and ends when told."""

from __future__ import annotations

import http.client
import json
import os
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from pytest_django import Settings

from yinuo.cli import run
from yinuo.notice.adapters.sms_templates import list_texts
from yinuo.store.server import Server

from .installed import BACK_SECONDS, Installed
from .processes import descendants, is_running, wait_for

COMPANY = files("yinuo.demo.company").joinpath("company.csv")


@pytest.fixture(scope="module")
def installed() -> Iterator[Installed]:
    installed = Installed()
    try:
        imported = installed.ask("outlets", "import", str(COMPANY))  # it may be the first command
        assert imported.returncode == 0, imported.stderr
        installed.start("run", "--stream-port", str(installed.stream_port))
        yield installed
    finally:
        installed.remove()


def find(installed: Installed, words: str) -> int:
    """The first process whose command line holds these words."""
    pids = sorted(pid for pid, line in installed.children().items() if words in line)
    return pids[0] if pids else 0


def stream_status(installed: Installed) -> int:
    with closing(
        http.client.HTTPConnection("127.0.0.1", installed.stream_port, timeout=5)
    ) as caller:
        try:
            caller.request("GET", "/stream/?ticket=none")
            return caller.getresponse().status
        except OSError:
            return 0


PARTS = ("interface wsgi", "interface asginl", "process worker", "process watch")


def test_pages_stream_worker_and_watch_are_up(installed: Installed) -> None:
    assert installed.url in installed.output.read_text()
    assert all(find(installed, words) for words in PARTS)
    wait_for(lambda: stream_status(installed) == 403, "the stream", BACK_SECONDS)


def test_it_says_plainly_what_is_missing_before_anything_can_be_reported(
    installed: Installed,
) -> None:
    assert "no rulebook of the company is in force" in installed.output.read_text()
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{installed.url}/report/", timeout=10)  # noqa: S310 - our own
    assert refused.value.code == 503
    assert "还没有开始服务" in refused.value.read().decode()


def test_it_says_plainly_that_notices_wait_for_a_mail_server(installed: Installed) -> None:
    said = installed.output.read_text()
    assert "NOTICES WAIT" in said
    assert "YINUO_SMTP_HOST" in said


def test_it_says_plainly_that_a_folder_sends_nothing_to_anybody(settings: Settings) -> None:
    settings.YINUO_NOTICE_CHANNEL = "folder"
    assert "SENT TO NOBODY" in (run.notices_warning() or "")
    settings.YINUO_NOTICE_CHANNEL, settings.EMAIL_HOST = "smtp", "mail.example.org"
    assert "YINUO_SMS is set" in (run.notices_warning() or "")
    settings.YINUO_SMS = "smpp"
    assert run.notices_warning() is None


def test_it_says_which_texts_an_sms_provider_has_not_registered(
    settings: Settings, tmp_path: Path
) -> None:
    settings.YINUO_NOTICE_CHANNEL, settings.EMAIL_HOST = "smtp", "mail.example.org"
    settings.YINUO_SMS, settings.YINUO_SMS_TEMPLATES = "http", str(tmp_path / "templates.json")
    assert "can't be read" in (run.notices_warning() or "")
    codes = {row.key: "SMS_1" for row in list_texts(hotline="")}
    file = tmp_path / "templates.json"
    file.write_text(json.dumps({"sign_name": "安诺", "templates": codes}))
    assert run.notices_warning() is None
    del codes["customer/promise.made/zh"]
    file.write_text(json.dumps({"sign_name": "安诺安诺", "templates": codes}))
    said = run.notices_warning() or ""
    assert "1 texts have no number" in said
    assert "customer/promise.made/zh" in said


@pytest.mark.parametrize("words", PARTS)
def test_a_killed_part_comes_back(installed: Installed, words: str) -> None:
    victim = find(installed, words)
    workers = descendants(victim)
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: not is_running(victim), "its end", BACK_SECONDS)
    wait_for(lambda: find(installed, words), "its return", BACK_SECONDS)
    assert not any(map(is_running, workers))  # they would go on answering beside the new ones
    wait_for(installed.is_green, "a green /health", BACK_SECONDS)
    wait_for(lambda: stream_status(installed) == 403, "the stream", BACK_SECONDS)


def test_a_killed_postgresql_comes_back(installed: Installed) -> None:
    server = Server(installed.home / "postgres")
    victim = server.pid()
    assert victim is not None
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: server.pid() not in (None, victim), "another server", BACK_SECONDS)
    wait_for(installed.is_green, "a green /health", BACK_SECONDS)


def test_other_commands_work_beside_it(installed: Installed) -> None:
    check = installed.ask("record", "check")
    assert (check.returncode, check.stdout) == (0, "1 chains, 1 events, 0 broken\n")
    key = installed.ask("record", "key")
    assert (key.returncode, len(key.stdout.split())) == (0, 1)


def test_a_second_run_of_the_home_says_so_and_ends(installed: Installed) -> None:
    second = installed.ask("run")
    assert second.returncode == 1
    assert second.stderr == (
        f"Yinuo runs already in {installed.home}. Stop that run first, or name another folder with "
        "YINUO_HOME.\n"
    )


def test_a_killed_run_and_a_killed_master_leave_nobody_beside_the_next_run(
    installed: Installed,
) -> None:
    former = set(installed.children())
    master = find(installed, "interface wsgi")
    os.kill(installed.process.pid, signal.SIGSTOP)  # it can't mend what comes next
    os.kill(master, signal.SIGKILL)
    installed.process.kill()
    installed.process.wait()
    installed.start("run", "--stream-port", str(installed.stream_port))  # old workers may say so
    wait_for(lambda: installed.url in installed.output.read_text(), "the next run", BACK_SECONDS)
    assert not any(map(is_running, former))
    wait_for(installed.is_green, "a green /health", BACK_SECONDS)


def test_told_to_stop_it_leaves_no_process_behind(installed: Installed) -> None:
    assert installed.stop(Server(installed.home / "postgres")) == []
