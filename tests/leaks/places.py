"""Where a leak can be: every row of every table, as it stands and decrypted; every file of the home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.contrib.sessions.models import Session
from django.db import connection

from yinuo.store import secrecy

_TOKEN = re.compile(r"gAAAAA[\w-]+={0,2}")
_MAIL = "mail"  # what the folder channel wrote: the demo's stand-in for the post


def stored_texts() -> Iterator[tuple[str, str]]:
    """Each row of each table as the database holds it, and each session as it can be read without a key."""
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')  # noqa: S608 - names that there are
            for (row,) in cursor.fetchall():
                yield table, _readable(row)
    for session in Session.objects.all():
        yield "sessions", repr(session.get_decoded())


def decrypted_texts() -> Iterator[tuple[str, str]]:
    """The same rows with every token that our keys open opened: what a thief of database and keys would
    read."""
    for table, row in stored_texts():
        yield table, _TOKEN.sub(_open, row)


def _readable(row: str) -> str:
    """A row with its bytea columns as characters, where they are some: a photo's token is base64."""
    return re.sub(r"\\\\x((?:[0-9a-f]{2})+)", lambda found: _characters(found[1]), row)


def _characters(digits: str) -> str:
    data = bytes.fromhex(digits)
    return data.decode("ascii") if data.isascii() else digits


def _open(found: re.Match[str]) -> str:
    try:
        return secrecy.decrypt_bytes(found.group().encode()).decode("utf-8", "backslashreplace")
    except InvalidToken:
        return found.group()


def home_texts(home: Path) -> Iterator[tuple[str, str]]:
    """Each file of a home, the database's own files and its logs among them, but what stands for the post."""
    for path in sorted(home.rglob("*")):
        if path.is_file() and path.relative_to(home).parts[0] != _MAIL:
            yield str(path.relative_to(home)), path.read_bytes().decode("utf-8", "replace")
