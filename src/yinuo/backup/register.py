"""Where backups of this installation lie: kept in its home, so that an erasure can be noted there and
told."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from yinuo.store.connection import find_home

from .errors import BackupError
from .folder import list_backups
from .manifest import read_manifest

_NAME = "backups.json"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of backups, and how many the last run there kept."""

    folder: str
    keep: int


def list_places() -> tuple[Place, ...]:
    """Every folder that a backup of this installation was made in, or restored from."""
    try:
        content = json.loads((find_home() / _NAME).read_text())
    except FileNotFoundError:
        return ()
    return tuple(Place(**place) for place in content)


def remember_folder(folder: Path, keep: int) -> None:
    """Keep the folder; written under another name and renamed, so that a crash leaves the old list."""
    place = Place(str(folder.resolve()), keep)
    others = [known for known in list_places() if known.folder != place.folder]
    _write([*others, place])


def _write(places: Sequence[Place]) -> None:
    path = find_home() / _NAME
    draft = path.with_name(f"{_NAME}.{os.getpid()}")
    draft.write_text(json.dumps([asdict(each) for each in places], indent=1))
    draft.chmod(0o600)
    draft.rename(path)


def forget_folder(folder: Path) -> None:
    """A folder that is no more: erasures are noted there no longer. Unknown, it is no error."""
    _write([known for known in list_places() if known.folder != str(folder.resolve())])


def describe_backups() -> str:
    """What an erasure doesn't reach, in words for the operator: which backups still hold the person, how
    long."""
    places = list_places()
    if not places:
        return (
            "backups  no folder of backups is known here. Copies made by other means (of the disk, of "
            "the machine) still hold the person: let them run out"
        )
    return "\n".join(map(_describe, places))


def _describe(place: Place) -> str:
    folder = Path(place.folder)
    if not folder.is_dir():
        return f"backups  {folder} can't be reached now: what lies there still holds the person"
    count = len(list_backups(folder))
    return (
        f"backups  {count} in {folder} still hold the person, encrypted; the last of them goes when "
        f"{place.keep} more have been made (--keep {place.keep}){_newest(folder)}. "
        "A restore erases the person again"
    )


def _newest(folder: Path) -> str:
    backups = list_backups(folder)
    if not backups:
        return ""
    try:
        return f", the newest is of {read_manifest(backups[-1]).made_at:%Y-%m-%d %H:%M} UTC"
    except BackupError:
        return ""
