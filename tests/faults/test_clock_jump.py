"""A machine clock set wrong under a real watch: no promise is judged by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from yinuo.store.connection import DATABASE

from .conftest import NewInstallation
from .found import STARTS_AT
from .installation import Installation, kill
from .load import Clerk, report

HOUR = timedelta(hours=1)
PATIENCE_SECONDS = 30.0


def test_a_clock_set_an_hour_ahead_by_mistake_breaks_no_promise(
    new_installation: NewInstallation, wrong_clock: Path
) -> None:
    """The promise falls due within the hour that is skipped, and the hour is taken back after that."""
    installation = new_installation()
    installation.server.start()
    installation.ask("tests.faults", "clock_hand", "0", "1")
    clerk = Clerk(installation)
    answer = clerk.insist(report(0))
    clerk.close()
    assert datetime.fromisoformat(answer["due_at"]) < STARTS_AT + HOUR
    set_off = Offset(installation.home / "off")
    extra = {"LD_PRELOAD": str(wrong_clock), "YINUO_CLOCK_OFF": str(set_off.file)}
    watch = installation.launch("yinuo.cli", "process", "watch", log="watch", extra=extra)
    try:
        go_wrong_and_right_again(installation, set_off)
    finally:
        kill(watch)
    found = installation.audit([answer])
    assert found["faults"] == []
    assert found["troubles"] == []


class Offset:
    """By how much the watch's machine clock is wrong."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self(timedelta(0))

    def __call__(self, by: timedelta) -> None:
        draft = self.file.with_suffix(".new")
        draft.write_text(f"{by.total_seconds():.0f}")
        draft.rename(self.file)


def go_wrong_and_right_again(installation: Installation, set_off: Offset) -> None:
    wait_until(lambda: pulse(installation)[1] is True)
    set_off(HOUR)
    wait_until(lambda: beats_after(installation, STARTS_AT + HOUR))
    time.sleep(2)  # some ten looks
    assert pulse(installation)[1] is False
    assert states(installation) == ["running"]
    set_off(timedelta(0))
    wait_until(lambda: not beats_after(installation, STARTS_AT + HOUR))
    time.sleep(1)
    assert states(installation) == ["running"]


def pulse(installation: Installation) -> tuple[datetime | None, bool | None]:
    """The watch's last sign of life, and whether it trusted its clock then."""
    rows = ask(installation, "SELECT beat_at, settled FROM store_pulse ORDER BY beat_at DESC")
    return (rows[0][0], rows[0][1]) if rows else (None, None)


def beats_after(installation: Installation, instant: datetime) -> bool:
    beat_at, _ = pulse(installation)
    return beat_at is not None and beat_at.astimezone(UTC) > instant


def states(installation: Installation) -> list[str]:
    return [row[0] for row in ask(installation, "SELECT state FROM promise_promise")]


def ask(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(installation.server.dsn, dbname=DATABASE) as connection:
        return connection.execute(query.encode()).fetchall()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.1)
