"""`yinuo demo` live: its fleet goes to simulated and to real people; it can be stopped and resumed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.cli.installed import Installed
from tests.cli.processes import wait_for
from yinuo.demo.founding import LOGINS
from yinuo.store.connection import DATABASE
from yinuo.store.server import Server

ROOT = Path(__file__).resolve().parents[2]
KNOCK_SECONDS = 180
# Somebody with a browser: reports as the web page does, at the time that the demo's clock shows.
_REPORT_BY_HAND = """
import json, os
from yinuo.cli.django_setup import set_up
set_up()
from tests.world import REPORT, send
from yinuo.outlet.reads import find_company
from yinuo.store import clock
answer = send(find_company().id, REPORT, clock.now())
print(json.dumps({"kind": str(answer.kind), "case": str(answer.case_id)}))
"""


class Demo(Installed):
    """A live demo in a home of its own."""

    @property
    def folder(self) -> Path:
        """Where it keeps its files."""
        return self.home / "demo"

    def play(self, *arguments: str) -> None:
        """Start it, with a fast clock."""
        self.start("demo", "--speed", "120", *arguments)

    def ask_rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of its database."""
        dsn = make_conninfo(Server(self.folder / "postgres").dsn, dbname=DATABASE)
        with psycopg.connect(dsn) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def kinds_of(self, case_id: str) -> set[str]:
        """What is on record of a case."""
        query = "SELECT kind FROM record_event WHERE subject_kind = 'case' AND subject = %s"
        return {kind for (kind,) in self.ask_rows(query, case_id)}

    def report_by_hand(self) -> str:
        """A case that no simulated person looks after."""
        own = {"YINUO_HOME": str(self.folder), "YINUO_MOVED_CLOCK": "1"}
        own |= {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        command = (sys.executable, "-c", _REPORT_BY_HAND)
        done = subprocess.run(
            command,
            env=self.environment() | own,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        answer = json.loads(done.stdout)
        assert answer["kind"] == "promised", answer
        return str(answer["case"])

    def end(self) -> None:
        """Stop it; nothing stays."""
        assert self.stop(Server(self.folder / "postgres")) == []


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    demo = Demo()
    try:
        demo.play()
        yield demo
    finally:
        demo.remove()


def test_it_prints_its_address_and_a_login_for_each_role(demo: Demo) -> None:
    said = demo.output.read_text()
    assert f"{demo.url} " in said
    for login in LOGINS:
        assert re.search(rf"{login.role}: +{demo.url}{login.page} +user {login.username} ", said)


def test_a_case_reported_by_hand_gets_a_technician_and_a_knock_and_waits_for_its_customer(
    demo: Demo,
) -> None:
    case_id = demo.report_by_hand()
    wait_for(lambda: "visit.arrival.knocked" in demo.kinds_of(case_id), "the knock", KNOCK_SECONDS)
    kinds = demo.kinds_of(case_id)
    assert {"dispatch.technician.assigned", "visit.travel.started"} <= kinds
    assert "visit.arrival.confirmed" not in kinds


def test_simulated_people_come_and_confirm_by_themselves(demo: Demo) -> None:
    query = "SELECT 1 FROM record_event WHERE kind = 'visit.arrival.confirmed' LIMIT 1"
    wait_for(lambda: demo.ask_rows(query), "an arrival that was confirmed", KNOCK_SECONDS)


def test_stopped_and_started_again_it_keeps_the_data_and_the_hour(demo: Demo) -> None:
    demo.end()
    stopped = Server(demo.folder / "postgres")
    stopped.start()
    cases = demo.ask_rows("SELECT count(*) FROM case_case")
    ((left_at,),) = demo.ask_rows("SELECT max(beat_at) FROM store_pulse")
    stopped.stop()
    demo.play()
    assert demo.ask_rows("SELECT count(*) FROM case_case") >= cases
    ((anchor,),) = demo.ask_rows("SELECT anchor_at FROM store_movedclock")
    assert 0 <= (anchor - left_at).total_seconds() < 120 * 60


def test_fresh_starts_over(demo: Demo) -> None:
    by_hand = {id for (id,) in demo.ask_rows("SELECT id FROM case_case")}
    demo.end()
    demo.play("--fresh")
    assert by_hand
    assert not by_hand & {id for (id,) in demo.ask_rows("SELECT id FROM case_case")}
    demo.end()
