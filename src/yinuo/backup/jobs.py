"""What the backups do when somebody was erased; mapped in config/wiring."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from yinuo.people.reads import list_erased

from .erasures import write_missing
from .register import list_places

NOTE = "backup.erased"
"""The timer that the erasure of a person sets."""


def on_person_erased(*, subject: UUID, due_at: datetime, now: datetime) -> None:
    """Note the erasure beside the backups. A folder that can't be reached fails, and is tried again later."""
    del subject, due_at, now
    for place in list_places():
        write_missing(Path(place.folder), list_erased())
