"""`yinuo demo --report`: the day's one JSON object, books that balance, and books that somebody altered."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.faults.installation import copy_home, new_home
from yinuo.cli import main
from yinuo.store.connection import DATABASE
from yinuo.store.database_roles import OWNER_ROLE
from yinuo.store.server import Server

ROOT = Path(__file__).resolve().parents[2]
HOURS = 2
SEED, OTHER_SEED = 61, 31  # in each somebody pays more than was agreed, so a promise is broken
KEYS = [
    *("cases", "promises", "within_30_minutes", "remedies", "notices", "events", "chains"),
    *("overlaps", "seconds"),
]


@dataclass(frozen=True)
class Day:
    """What one call of the command came to."""

    home: Path
    code: int
    out: str
    findings: tuple[str, ...]

    @property
    def report(self) -> dict[str, Any]:
        """The object on standard output, which holds nothing else."""
        report: dict[str, Any] = json.loads(self.out)
        return report


def command(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `yinuo …` on an installation of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YINUO_")}
    return subprocess.run(
        (sys.executable, "-m", "yinuo.cli", *arguments),
        env=kept | {"YINUO_HOME": str(home)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def report(home: Path, *arguments: str) -> Day:
    """Play a short day in these books, or audit the day they hold."""
    hours = ("--hours", str(HOURS))
    done = command(home, "demo", "--report", *hours, "--books", str(home), *arguments)
    marked = [line for line in done.stderr.splitlines() if line.startswith("FINDING: ")]
    assert done.returncode in (0, 1), done.stderr[-4000:]
    return Day(home, done.returncode, done.stdout, tuple(marked))


@pytest.fixture(scope="module")
def days() -> Iterator[tuple[Day, Day, Day]]:
    """A day, the same day in another home, and another day; played at the same time."""
    homes = [new_home() for _ in range(3)]
    seeds = (SEED, SEED, OTHER_SEED)
    try:
        with ThreadPoolExecutor(2) as pool:
            first, again, other = pool.map(_play, homes, seeds)
        yield first, again, other
    finally:
        for home in homes:
            _remove(home)


def _play(home: Path, seed: int) -> Day:
    return report(home, "--seed", str(seed), "--receipts", str(home / "receipts"))


def _remove(home: Path) -> None:
    Server(home / "postgres").remove()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def altered(days: tuple[Day, Day, Day]) -> Iterator[Callable[..., Day]]:
    """Alters a copy of the day's books as the owner of the tables could, and audits them again."""
    homes: list[Path] = []

    def alter(*statements: str) -> Day:
        homes.append(copy_home(days[0].home))
        server = Server(homes[-1] / "postgres")
        owner = make_conninfo(server.start(), dbname=DATABASE, user=OWNER_ROLE)
        with psycopg.connect(owner) as connection:
            for statement in statements:
                assert connection.execute(statement.encode()).rowcount in (-1, 1), statement
        server.stop()
        return report(homes[-1])

    yield alter
    for home in homes:
        _remove(home)


def test_it_prints_one_object_with_the_keys_of_the_day(days: tuple[Day, Day, Day]) -> None:
    day = days[0]
    shown = day.report

    assert (day.code, day.findings) == (0, ())
    assert list(shown) == KEYS
    assert shown["cases"] > 5
    assert shown["within_30_minutes"] >= 0.85
    assert set(shown["promises"]) == {"arrive", "price"}
    for counts in shown["promises"].values():
        assert list(counts) == ["kept", "broken", "released", "running"]
        assert counts["kept"] > 0
    broken = sum(counts["broken"] for counts in shown["promises"].values())
    assert broken > 0
    assert list(shown["remedies"]) == ["paid", "fen"]
    assert shown["remedies"]["paid"] >= broken
    assert shown["remedies"]["fen"] > 0
    assert shown["notices"] > shown["cases"]
    assert shown["chains"]["checked"] > shown["cases"]
    assert (shown["chains"]["broken"], shown["overlaps"]) == (0, 0)


def test_the_same_seed_gives_the_same_day_and_another_seed_another(
    days: tuple[Day, Day, Day],
) -> None:
    first, again, other = (day.report | {"seconds": 0} for day in days)

    assert first == again
    assert first != other


def test_every_case_has_a_receipt_that_verifies_offline(days: tuple[Day, Day, Day]) -> None:
    home = days[0].home
    receipts = sorted((home / "receipts").iterdir())
    key = command(home, "record", "key").stdout.strip()
    Server(home / "postgres").stop()

    assert len(receipts) == days[0].report["cases"]
    for file in receipts:
        assert main(["receipt", "verify", str(file), "--key", key]) == 0, file


def test_books_left_alone_are_found_as_they_were(altered: Callable[..., Day], days: Any) -> None:
    day = altered()

    assert (day.code, day.findings) == (0, ())
    assert day.report | {"seconds": 0} == days[0].report | {"seconds": 0}


def test_a_deleted_remedy_is_found(altered: Callable[..., Day]) -> None:
    day = altered(
        "DELETE FROM promise_remedy WHERE id = (SELECT id FROM promise_remedy ORDER BY id LIMIT 1)"
    )

    assert day.code == 1
    assert "FINDING: 1 broken promises without a remedy" in day.findings
    assert "FINDING: 1 remedies paid more, or less, often than on record" in day.findings


def test_a_remedy_paid_twice_is_found(altered: Callable[..., Day]) -> None:
    day = altered(
        "ALTER TABLE promise_remedy DROP CONSTRAINT promise_remedy_promise_id_key",
        "INSERT INTO promise_remedy"
        " (id, region, promise_id, customer_id, fen, excess_fen, beyond_fen, paid_at)"
        " SELECT gen_random_uuid(), region, promise_id, customer_id, fen, excess_fen, beyond_fen, paid_at"
        " FROM promise_remedy ORDER BY id LIMIT 1",
    )

    assert day.code == 1
    assert "FINDING: 1 remedies paid more, or less, often than on record" in day.findings


@pytest.mark.parametrize("column", ["fen", "excess_fen"])
def test_a_remedy_of_another_amount_is_found_in_what_was_promised_and_in_what_was_given_back(
    altered: Callable[..., Day], column: str
) -> None:
    day = altered(
        f"UPDATE promise_remedy SET {column} = {column} + 1 WHERE id = ("  # noqa: S608 - our own names
        "SELECT id FROM promise_remedy WHERE excess_fen > 0 ORDER BY id LIMIT 1)"
    )

    assert day.code == 1
    assert any("is not the one on record" in finding for finding in day.findings)


def test_an_altered_event_is_found_with_its_place_also_by_record_check(
    altered: Callable[..., Day],
) -> None:
    day = altered(
        "UPDATE record_event SET actor = 'system:nobody' WHERE id = (SELECT id FROM record_event"
        " WHERE subject_kind = 'case' AND seq = 3 ORDER BY id LIMIT 1)"
    )

    assert day.code == 1
    (found,) = day.findings
    assert re.match(r"FINDING: chain case [0-9a-f-]{36} breaks at 3: ", found)
    done = command(day.home, "record", "check")
    assert done.returncode == 1
    assert re.match(r"BROKEN case [0-9a-f-]{36} at 3: ", done.stdout)
