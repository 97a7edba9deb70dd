"""One throw-away PostgreSQL server for the tests that ask for a database, ended with the run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from hypothesis import settings as examples

from tests.rights import see_right
from yinuo.store.database_roles import OWNER_ROLE, make_roles
from yinuo.store.server import Server

TESTS = Path(__file__).parent
# The same examples in every run, and no deadline: a busy machine is no slower program.
examples.load_profile("ci")


@pytest.fixture(scope="session")
def database_server() -> Iterator[Server]:
    """The run's own server, where `start_database` of a process under test finds it running."""
    _sweep_killed_runs()
    server = Server(Path(settings.YINUO_HOME) / "postgres", unsafe_fsync_off=True)
    dsn = server.start()
    make_roles(dsn)
    with psycopg.connect(dsn) as connection:
        connection.execute(f"ALTER ROLE {OWNER_ROLE} CREATEDB".encode())
        # Only so that tests/emptying may delete what triggers and foreign keys would keep.
        setting = "GRANT SET ON PARAMETER session_replication_role"
        connection.execute(f"{setting} TO {OWNER_ROLE}".encode())
    yield server
    server.remove()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database goes with its server."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: Server) -> None:
    """pytest-django makes its database after this."""


@pytest.fixture(autouse=True)
def _rights_are_seen() -> None:
    """Whatever the product writes in a test is held against the rights of its database role."""
    for each in connections.all(initialized_only=True):
        if see_right not in each.execute_wrappers:
            each.execute_wrappers.append(see_right)


def _sweep_killed_runs() -> None:
    """End the servers of runs that were killed before they could end them; one of several workers does."""
    if os.environ.get("PYTEST_XDIST_WORKER", "gw0") != "gw0":
        return
    for home in Path("/tmp").glob("yinuo-test-*-*"):  # noqa: S108
        run = home.name.split("-")[2]
        if not Path(f"/proc/{run}").exists():
            Server(home / "postgres").remove()
            shutil.rmtree(home, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long runs of whole processes first, so that no worker is left alone with one at the end.

    The browser last: Playwright leaves an event loop running in its thread, where nothing else could run one;
    and very last those that look at one world, which stays in the database between them.
    """
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    room, *below = item.path.relative_to(TESTS).parts
    if room == "browser":
        return 5 if below[0] == "routes" else 4
    return {"faults": 0, "demo": 1, "cli": 2}.get(room, 3)
