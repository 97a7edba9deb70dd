"""Which database is used is decided by the environment, and asking for it touches nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from yinuo.store.connection import (
    application_role,
    database_settings,
    embedded_server,
    find_home,
    start_database,
)
from yinuo.store.models import Pulse

WHO = """
import django
from django.db import connection
from yinuo.store.connection import start_database
start_database()
django.setup()
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user, (SELECT count(*) FROM store_pulse)")
    print(*cursor.fetchone())
"""
OUTSIDE = "postgresql://app:s%40fe@db.example:6432/desk?sslmode=require"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own, where every user may enter."""
    base = Path(tempfile.mkdtemp(prefix="yinuo-home-", dir="/tmp"))
    base.chmod(0o711)
    monkeypatch.setenv("YINUO_HOME", str(base / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield base / "home"
    server = embedded_server()
    if server is not None:
        server.remove()
    shutil.rmtree(base)


def test_a_server_outside_is_used_as_its_url_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", OUTSIDE)
    monkeypatch.setenv("DATABASE_OWNER_URL", OUTSIDE.replace("app", "owner"))
    settings = database_settings()
    expected = {
        "NAME": "desk",
        "USER": "app",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": "6432",
    }
    assert {name: settings["default"][name] for name in expected} == expected
    assert settings["default"]["OPTIONS"]["sslmode"] == "require"
    assert settings["owner"]["USER"] == "owner"
    assert application_role() == "app"
    assert embedded_server() is None


def test_an_outside_server_with_one_url_has_one_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "host=/run/postgresql user=desk dbname=desk")
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    settings = database_settings()
    assert settings["owner"]["USER"] == settings["default"]["USER"] == "desk"
    assert settings["default"]["HOST"] == "/run/postgresql"


def test_a_url_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///here")
    with pytest.raises(psycopg.ProgrammingError):
        database_settings()


def test_naming_the_embedded_database_starts_nothing(home: Path) -> None:
    settings = database_settings()
    assert settings["default"]["USER"] == "yinuo_app"
    assert settings["owner"]["USER"] == "yinuo_owner"
    assert settings["default"]["HOST"] == settings["owner"]["HOST"]
    assert not (home / "postgres").exists()


def test_a_home_is_passable_to_the_servers_own_user_whatever_the_umask(home: Path) -> None:
    assert find_home() == home
    assert home.stat().st_mode & 0o777 == 0o711


def test_starting_it_twice_gives_one_database_that_both_roles_enter(home: Path) -> None:
    start_database()
    start_database()
    for alias in ("default", "owner"):
        names = database_settings()[alias]
        with psycopg.connect(
            host=names["HOST"], port=names["PORT"], user=names["USER"], dbname=names["NAME"]
        ) as connection:
            row = connection.execute(
                "SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert row == (names["USER"], False)


def test_the_application_makes_no_tables(home: Path) -> None:
    start_database()
    names = database_settings()["default"]
    with (
        psycopg.connect(
            host=names["HOST"], port=names["PORT"], user=names["USER"], dbname=names["NAME"]
        ) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (n int)")


@pytest.mark.django_db(transaction=True)
def test_a_process_that_a_test_starts_works_as_the_application_on_the_tests_database() -> None:
    Pulse.objects.create(name="here", kind="watch", beat_at=datetime(2026, 3, 1, tzinfo=UTC))
    done = subprocess.run([sys.executable, "-c", WHO], stdout=subprocess.PIPE, check=True)
    assert done.stdout.split() == [b"yinuo_app", b"1"]
