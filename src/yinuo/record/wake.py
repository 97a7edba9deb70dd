"""Lines that others act on: config maps a kind to jobs and to timers.

Both come into being in the line's own transaction. A job makes something sooner and may be lost; a timer
stays until its handler went well, so what nothing else would find again hangs on a timer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from yinuo.store import jobs
from yinuo.store.timer import set_timer

Names = Mapping[str, tuple[str, ...]]
_jobs_of: dict[str, tuple[str, ...]] = {}
_timers_of: dict[str, tuple[str, ...]] = {}


def connect(*, jobs_of: Names, timers_of: Names) -> None:
    """Say which jobs and timers a kind calls; a job is given `subject_kind` and `subject`."""
    for known, names in ((_jobs_of, jobs_of), (_timers_of, timers_of)):
        known.clear()
        known.update(names)


def wake(kinds: Iterable[str], subject_kind: str, subject: UUID, now: datetime) -> None:
    """Enqueue, once each, the jobs that these kinds call, and set their timers to ring at once."""
    written = tuple(kinds)
    for name in _names(_jobs_of, written):
        jobs.enqueue(name, subject_kind=subject_kind, subject=str(subject))
    for name in _names(_timers_of, written):
        set_timer(name, subject, now, now=now)


def _names(names_of: Names, kinds: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(name for kind in kinds for name in names_of.get(kind, ()))
