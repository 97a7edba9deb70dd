"""Nothing that tells who somebody is stands in the record, a log, a file, an address or a readable column.

Whole processes run with their logs at DEBUG while distinctive people, whom nobody is called like, do what
people do. Then everything is searched for their values in every spelling. A planted leak in each place
shows that the search finds.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest

from tests.leaks.marks import Found, Searcher
from tests.leaks.places import home_texts
from yinuo.store.connection import DATABASE

from .browser import Browser
from .installation import Installation, copy_home

KEPT_UP = ("web", "watch", "worker")
WHO = {
    "name": "欧阳佩兰莘",
    "phone": "19871234509",
    "email": "peilan.of.nowhere@example.org",
    "street": "隐名东路 7741 号",
    "words": "把手卡住了话语六六七七",
    "code": "775599",
    "witness": "尉迟见证莘",
    "witness_phone": "19876543201",
    "staff": "皇甫经理莘",
    "stranger": "19871112223",
}
TOKEN = "A" * 32
_ADDRESSES = re.compile(r'(?:href|action|src|hx-get|hx-post|value|content)="([^"]*[/?][^"]*)"')


class Visitor:
    """Somebody's browser: keeps cookies, and remembers every address it was given or asked for."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies = {"csrftoken": TOKEN}
        self.addresses: list[str] = []

    def get(self, path: str) -> str:
        return self._ask("GET", path, None)

    def send(self, path: str, **form: str) -> str:
        return self._ask("POST", path, urlencode(form | {"csrfmiddlewaretoken": TOKEN}))

    def _ask(self, method: str, path: str, body: str | None) -> str:
        self.addresses.append(path)
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        self.addresses += map(unescape, _ADDRESSES.findall(text))
        location = answer.headers["Location"]
        if location:
            self.addresses.append(location)
            return self.get(location)
        return text


def customer_journey(visitor: Visitor) -> None:
    """Reports, looks at the case, at pages that don't exist, and mistypes: errors are answers, too."""
    for path in ("/", "/report/", "/outlets/", "/find/", "/privacy/", "/en/", "/nowhere/"):
        visitor.get(path)
    report = {
        "address": f"山东省济南市市中区{WHO['street']}",
        "phone": WHO["phone"],
        "name": WHO["name"],
        "email": WHO["email"],
        "other_fault": "SF-03",
        "door": "open",
        "owner": "self",
        "words": f"{WHO['words']}，密码 {WHO['code']}",
        "asked": "on",
    }
    visitor.send("/report/", **(report | {"preview": "1"}))
    visitor.send("/report/", **(report | {"phone": WHO["phone"][:5], "key": "wrong"}))
    visitor.send("/report/", **report, key="one")
    visitor.send("/outlets/", address=f"济南市市中区{WHO['street']}")
    visitor.send("/find/", contact=WHO["phone"], key="find-1")
    visitor.send("/find/", contact=WHO["stranger"], key="find-2")
    visitor.send("/login/", username=WHO["email"], password=WHO["phone"])
    visitor.get(f"/c/{'x' * 43}")
    case = re.search(r"/case/([0-9a-f-]{36})/", " ".join(visitor.addresses))
    assert case is not None
    for page in ("", "receipt/", "later/", "cancel/", "link/", "erase/"):
        visitor.get(f"/case/{case[1]}/{page}")


class Loud(Installation):
    """An installation whose processes log everything that there is to log."""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"YINUO_LOG_LEVEL": "DEBUG"}


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
        visitor = Visitor(installation.port)
        customer_journey(visitor)
        installation.ask("tests.faults", "told", json.dumps(WHO))
        installation.ask("tests.faults", "clock_hand", "2", "0")
        for name in KEPT_UP:
            installation.end(name)
        yield Scene(installation, visitor.addresses)
    finally:
        installation.remove()


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
