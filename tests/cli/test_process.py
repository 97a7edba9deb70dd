"""`yinuo process`: watch and worker run until told, then end with 0."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateWorker

from yinuo.store.models import Pulse

from .processes import end_group, wait_for

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)


def started(name: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (sys.executable, "-m", "yinuo.cli", "process", name), env=os.environ, cwd=ROOT
    )


def runs_until_told(name: str, is_up: Callable[[], bool]) -> None:
    process = started(name)
    try:
        wait_for(is_up, f"the {name}", 60)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    finally:
        end_group(process)


def test_the_watch_beats_its_pulse_until_told_to_stop() -> None:
    runs_until_told("watch", lambda: Pulse.objects.filter(kind="watch").exists())


def test_the_worker_signs_in_until_told_to_stop() -> None:
    before = set(ProcrastinateWorker.objects.values_list("id", flat=True))
    runs_until_told(
        "worker",
        lambda: bool(set(ProcrastinateWorker.objects.values_list("id", flat=True)) - before),
    )


def test_another_name_is_wrong_usage() -> None:
    process = started("nobody")
    assert process.wait(60) == 2
