"""Lines that wake somebody: config maps a kind to a job, enqueued in the line's own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from yinuo.store import jobs

_woken_by: dict[str, tuple[str, ...]] = {}


def connect(jobs_by_kind: Mapping[str, tuple[str, ...]]) -> None:
    """Say which jobs a kind wakes; a job is called with `subject_kind` and `subject`."""
    _woken_by.clear()
    _woken_by.update(jobs_by_kind)


def wake(kinds: Iterable[str], subject_kind: str, subject: UUID) -> None:
    """Enqueue, once each, the jobs that these kinds wake."""
    names = dict.fromkeys(job for kind in kinds for job in _woken_by.get(kind, ()))
    for name in names:
        jobs.enqueue(name, subject_kind=subject_kind, subject=str(subject))
