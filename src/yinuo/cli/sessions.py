"""Which processes run in a session: the leader that was started, and whatever came from it."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_STATE, _SESSION = 0, 3  # among the words of /proc/PID/stat that follow the command's name


def members(sessions: Collection[int]) -> list[int]:
    """Ids of the processes that run in these sessions; zombies don't."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            words = stat.read_text().rpartition(")")[2].split()
            if words[_STATE] not in "ZX" and int(words[_SESSION]) in sessions:
                found.append(int(stat.parent.name))
    return found
