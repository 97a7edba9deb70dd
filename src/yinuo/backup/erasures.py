"""The erasure list of a folder of backups: who was erased, so that a restore brings nobody back.

One line for each erasure: its instant, `customer` or `staff`, and an id. It tells no more of anybody than
the backups beside it do, and it outlives their rotation.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

LIST = "erased.list"
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Erased:
    """Somebody who was erased; `kind` is customer or staff."""

    kind: str
    id: UUID


def read_erased(folder: Path) -> frozenset[Erased]:
    """Everybody on the list; a line that a crash cut off is nobody."""
    try:
        lines = (folder / LIST).read_text().splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(filter(None, map(_parse, lines)))


def write_missing(folder: Path, erased: Iterable[tuple[str, UUID, datetime]]) -> int:
    """Add everybody of these who isn't on the list yet: kind, id, and when they were erased; how many.

    Safe on disk when it returns. Raises OSError where the folder can't be written to.
    """
    known = read_erased(folder)
    rows = [(Erased(kind, id), at) for kind, id, at in erased]
    missing = [_line(erased, at) for erased, at in rows if erased not in known]
    if missing:
        handle = os.open(folder / LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a") as file:
            file.write("\n" + "\n".join(missing) + "\n")  # a line cut off before stays alone
            file.flush()
            os.fsync(file.fileno())
    return len(missing)


def _line(erased: Erased, at: datetime) -> str:
    return f"{at.isoformat(timespec='seconds')} {erased.kind} {erased.id}"


def _parse(line: str) -> Erased | None:
    words = line.split()
    if len(words) != _WORDS or words[1] not in ("customer", "staff"):
        return None
    try:
        return Erased(words[1], UUID(words[2]))
    except ValueError:
        return None
