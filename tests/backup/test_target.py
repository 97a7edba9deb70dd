"""What an unfinished restore leaves behind is cleared, and never anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from yinuo.backup.errors import BackupError
from yinuo.backup.target import clear, is_unfinished, take_database, take_home, write_keys
from yinuo.store.server import Server

_NAMES = ("restore_full", "restore_empty")


@pytest.fixture
def outside(
    database_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[dict[str, str]]:
    """A new home, and two databases of a server outside of it: one holds a table, one nothing."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("YINUO_HOME", str(home))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)
    with psycopg.connect(database_server.dsn, autocommit=True) as connection:
        connection.execute("CREATE ROLE restorer LOGIN")
        for name in _NAMES:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER restorer").format(sql.Identifier(name))
            )
    found = {
        name: make_conninfo(database_server.dsn, dbname=name, user="restorer") for name in _NAMES
    }
    _make_table(found["restore_full"])
    yield found
    with psycopg.connect(database_server.dsn, autocommit=True) as connection:
        for name in _NAMES:
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
        connection.execute("DROP ROLE restorer")


def _make_table(conninfo: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("CREATE TABLE public.kept (x int)")


def _has_table(conninfo: str) -> bool:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute("SELECT to_regclass('public.kept') IS NOT NULL").fetchone()
    return row == (True,)


def test_a_mended_database_url_is_not_cleared_after_a_try_that_never_reached_one(
    outside: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = make_conninfo(outside["restore_full"], dbname="restore_nowhere")
    monkeypatch.setenv("DATABASE_URL", wrong)
    take_home(keeps_keys=False)
    with pytest.raises(psycopg.OperationalError):
        take_database()
    assert is_unfinished()

    monkeypatch.setenv("DATABASE_URL", outside["restore_full"])
    take_home(keeps_keys=False)
    with pytest.raises(BackupError, match="isn't empty"):
        take_database()
    assert _has_table(outside["restore_full"])


def test_another_database_than_the_one_that_was_taken_is_not_cleared(
    outside: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", outside["restore_empty"])
    take_home(keeps_keys=False)
    take_database()

    monkeypatch.setenv("DATABASE_URL", outside["restore_full"])
    take_home(keeps_keys=False)
    assert _has_table(outside["restore_full"])


def test_the_database_that_was_taken_is_cleared_for_the_next_try(
    outside: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", outside["restore_empty"])
    take_home(keeps_keys=False)
    take_database()
    _make_table(outside["restore_empty"])

    take_home(keeps_keys=False)
    assert not _has_table(outside["restore_empty"])


def test_a_refused_database_leaves_a_home_that_can_be_restored_into_again(
    outside: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", outside["restore_full"])
    take_home(keeps_keys=False)
    write_keys({"record.key": b"some key"})
    with pytest.raises(BackupError, match="isn't empty"):
        take_database()
    clear(keeps_keys=False)
    assert _has_table(outside["restore_full"])

    take_home(keeps_keys=False)
    assert is_unfinished()
