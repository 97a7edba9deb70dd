"""The database that pages are measured on: the exhibits of the browser's tests among a hundred thousand
cases.

It stays in its home for the next run; a new version's migrations are applied then.
"""

from __future__ import annotations

import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections

from bench.crowd import Kind, multiply
from tests.browser.exhibits import Exhibits, build
from tests.faults.found import load_company
from tests.pages.crew import enter, staff
from yinuo.case.actions import confirm_fixed
from yinuo.demo.company import BUILT_DATE, company_files
from yinuo.outlet.reads import list_outlets
from yinuo.people.facts import Scope, ScopeKind, StaffRole
from yinuo.promise.figures import PROMISE_DAYS
from yinuo.store import clock
from yinuo.store.connection import DATABASE, embedded_server
from yinuo.work.visit import actions as visit
from yinuo.work.visit.figures import CASE_DAYS

_READY = "world.pickle"
REGION_MANAGER = "manager of a province"
_YEAR_MS = 365 * 24 * 3600 * 1000
# Of a thousand cases of a year; what is in the works is some weeks old at most.
_SHARES = {
    "done": 300,
    "long ago": 200,
    "broken": 70,
    "withdrawn": 410,
    "waiting": 10,
    "disputed": 5,
    "stopped": 5,
}
_LIVE = ("waiting", "disputed", "stopped")
_LIVE_MS = 21 * 24 * 3600 * 1000


def open_world(home: Path, cases: int) -> Exhibits:
    """The world as an earlier run left it, or made now; its tables are those of today's code."""
    call_command("migrate", database="owner", verbosity=0)
    ready = home / _READY
    if not ready.exists():
        ready.write_bytes(pickle.dumps(_make(cases)))
    world: Exhibits = pickle.loads(ready.read_bytes())
    clock.move(world.now, speed=0)
    if REGION_MANAGER not in world.sessions:
        facts = staff(StaffRole.MANAGER, "region", Scope(ScopeKind.REGION, _widest()))
        world.sessions[REGION_MANAGER] = enter(facts).cookies["sessionid"].value
        ready.write_bytes(pickle.dumps(world))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_session SET expire_date = '2100-01-01'")
        cursor.execute("UPDATE people_login SET seen_at = now() WHERE ended_at IS NULL")
    for rollup in (
        PROMISE_DAYS,
        CASE_DAYS,
    ):  # as the watch has done it by then: copies were made past its marks
        rollup.rebuild(world.now)
    return world


def _widest() -> tuple[str]:
    """The province with the most outlets."""
    provinces = Counter(outlet.region[:2] for outlet in list_outlets(Scope()))
    return (provinces.most_common(1)[0][0],)


def _make(cases: int) -> Exhibits:
    started = time.monotonic()
    with _as_owner():
        world = build()
        _come_late(world)
        _load_every_outlet()
    _say(f"exhibits and company after {time.monotonic() - started:.0f} s")
    server = embedded_server()
    assert server is not None
    with psycopg.connect(server.dsn, dbname=DATABASE, user="postgres") as superuser:
        written = multiply(superuser, list(_kinds(world, cases)))
    with psycopg.connect(
        server.dsn, dbname=DATABASE, user="postgres", autocommit=True
    ) as superuser:
        superuser.execute("VACUUM ANALYZE")
    _say(f"{sum(written.values())} rows in all after {time.monotonic() - started:.0f} s")
    return world


@contextmanager
def _as_owner() -> Iterator[None]:
    """The exhibits are made with the tests' own tools, which take away what the application never may."""
    default = connections.databases["default"]
    role, default["USER"] = default["USER"], connections.databases["owner"]["USER"]
    connections.close_all()
    try:
        yield
    finally:
        default["USER"] = role
        connections.close_all()


def _come_late(world: Exhibits) -> None:
    """Whoever is late among the exhibits comes after all, works and is paid: most broken promises end so."""
    walk = world.walks["broken"]
    walk.now = world.now
    walk.act(visit.start_travel)
    walk.say(visit.customer_says_here)
    walk.finish()
    walk.say(visit.customer_confirms_price, paid_fen=14000)
    walk.say(confirm_fixed)
    world.now = walk.now


def _load_every_outlet() -> None:
    rows = next(file.data for file in company_files(BUILT_DATE) if file.name == "outlets.csv")
    lines = rows.decode().splitlines()
    column = lines[0].split(",").index("outlet")
    load_company(*(line.split(",")[column] for line in lines[1:]))


def _kinds(world: Exhibits, cases: int) -> Iterator[Kind]:
    for name, share in _SHARES.items():
        copies = max(1, cases * share // 1000)
        span = _LIVE_MS if name in _LIVE else _YEAR_MS
        yield Kind(world.walks[name].case.id, copies, span // copies)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
