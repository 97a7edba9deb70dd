"""Nothing that tells who somebody is stands in the record, a log, a file, an address or a readable column.

Whole processes run with their logs at DEBUG while distinctive people, whom nobody is called like, do what
people do. Then everything is searched for their values in every spelling. A planted leak in each place
shows that the search finds.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest

from tests.leaks.marks import Found, Searcher
from tests.leaks.places import home_texts
from yinuo.store.connection import DATABASE

from . import journeys
from .browser import Browser
from .installation import Installation, copy_home
from .journeys import WHO
from .visitor import Visitor

KEPT_UP = ("web", "watch", "worker")


class Loud(Installation):
    """An installation whose processes log everything that there is to log."""

    @property
    def environment(self) -> dict[str, str]:
        nowhere = "http://127.0.0.1:9/sms"  # refuses every connection, which is logged
        return super().environment | {
            "YINUO_LOG_LEVEL": "DEBUG",
            "YINUO_SECOND_FACTOR": "offered",
            "YINUO_PRIVATE_HOSTS": "1",
            "YINUO_SMS": "http",
            "YINUO_SMS_HTTP_URL": nowhere,
            "YINUO_SMS_HTTP_KEY_ID": "key",
            "YINUO_SMS_HTTP_SECRET": "secret",
        }


@dataclass
class Scene:
    """An installation in which all of it has happened, and the addresses that were seen meanwhile."""

    installation: Installation
    addresses: list[str]
    searcher: Searcher = field(default_factory=lambda: Searcher(WHO.values()))

    def search(self) -> list[Found]:
        """Every value that stands where it must not."""
        found = [
            Found(**one)
            for one in self.installation.ask("tests.faults", "spied", json.dumps([*WHO.values()]))[
                "found"
            ]
        ]
        for where, text in home_texts(self.installation.home):
            found += self.searcher.search(where, text)
        for address in self.addresses:
            found += self.searcher.search("addresses", address)
        return found


@pytest.fixture(scope="module")
def scene(founded: Path) -> Iterator[Scene]:
    """The customer's and the company's part, with every log, table and address kept."""
    installation = Loud(copy_home(founded))
    try:
        installation.keep_up(KEPT_UP)
        Browser(installation.port).wait()
        addresses: list[str] = []
        _live(installation, addresses)
        installation.ask("tests.faults", "clock_hand", "2", "0")
        for name in KEPT_UP:
            installation.end(name)
        yield Scene(installation, addresses)
    finally:
        installation.remove()


def _live(installation: Installation, addresses: list[str]) -> None:
    """Everybody's part, one after the other, in browsers of their own."""

    def visitor() -> Visitor:
        return Visitor(installation.port, addresses)

    def carry_on(import_id: str) -> None:
        installation.ask("tests.faults", "carried_on", import_id)

    journeys.customer(visitor())
    installation.ask("tests.faults", "told", json.dumps(WHO))
    installation.ask("tests.faults", "staffed")
    case = journeys.desk(visitor())
    journeys.office(visitor(), case, carry_on)
    visit = installation.ask("tests.faults", "staffed", case)["visit"]
    journeys.technician(visitor(), visit)


def test_pd_06_nothing_that_tells_who_somebody_is_stands_where_it_can_be_read(scene: Scene) -> None:
    logs = sum(path.stat().st_size for path in scene.installation.logs.iterdir())
    assert logs > 10_000, "at DEBUG there is much to read"
    assert len(scene.addresses) > 100
    assert scene.search() == []


def _execute(scene: Scene, statement: str, *values: object) -> None:
    server = scene.installation.server
    with psycopg.connect(server.dsn, dbname=DATABASE, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(statement.encode(), values)


def in_the_record(scene: Scene) -> str:
    body = json.dumps({"link": f"/x?who={quote(WHO['name'])}"})
    _execute(
        scene,
        "UPDATE record_event SET body = %s WHERE id IN (SELECT id FROM record_event LIMIT 1)",
        body,
    )
    return "record_event"


def in_a_job(scene: Scene) -> str:
    told = b64encode(f"to {WHO['email']}".encode()).decode()
    _execute(
        scene,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('q', 't', %s)",
        json.dumps({"told": told}),
    )
    return "procrastinate_jobs"


def in_a_column(scene: Scene) -> str:
    _execute(scene, "UPDATE outlet_company SET hotline = %s", "198 7123 4509")
    return "outlet_company"


def in_a_log(scene: Scene) -> str:
    with (scene.installation.logs / "web.log").open("a") as log:
        log.write(json.dumps({"words": WHO["words"]}) + "\n")
    return "logs/web.log"


def in_a_file(scene: Scene) -> str:
    (scene.installation.home / "notes.txt").write_text(WHO["witness"])
    return "notes.txt"


def in_an_address(scene: Scene) -> str:
    scene.addresses.append(f"/outlets/?{urlencode({'near': WHO['street']})}")
    return "addresses"


@pytest.mark.parametrize(
    "plant", [in_the_record, in_a_job, in_a_column, in_a_log, in_a_file, in_an_address]
)
def test_a_leak_that_was_planted_is_found(scene: Scene, plant: Callable[[Scene], str]) -> None:
    where = plant(scene)
    assert where in {found.where for found in scene.search()}
