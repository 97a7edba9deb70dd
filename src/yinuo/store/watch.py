"""The watch: one loop over everything that falls due; several may run, and one bad row stops none."""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from os import getpid
from typing import Protocol
from uuid import UUID

from django.db import Error as DatabaseError
from django.db import connection, transaction

from . import clock
from .ids import new_id
from .models import Pulse, Trouble, WatchGap

logger = logging.getLogger(__name__)
RED_AFTER = timedelta(seconds=60)
_BATCH = 200
_FIRST_BACKOFF = timedelta(seconds=30)
_LONGEST_BACKOFF = timedelta(hours=1)


class DueSource(Protocol):
    """A room's due rows. `handle` runs in one transaction and must be safe against a second watch:
    it takes the row by compare-and-set (or SKIP LOCKED) and does nothing if somebody was faster."""

    name: str

    def find_due(self, now: datetime, limit: int) -> list[UUID]:
        """Ids of rows that are due, earliest first."""

    def handle(self, id: UUID, now: datetime) -> None:
        """Do what the row asks for, once."""

    def push_back(self, id: UUID, until: datetime) -> None:
        """Look at the row again later, after a failure."""


def run_due(sources: Sequence[DueSource], now: datetime) -> int:
    """Handle what is due at `now`, source by source, until nothing is left; how many rows were handled."""
    handled = 0
    for source in sources:
        tried: set[UUID] = set()
        while fresh := [id for id in source.find_due(now, _BATCH) if id not in tried]:
            tried.update(fresh)
            handled += sum(_handle(source, id, now) for id in fresh)
            _forget_troubles(source, fresh, now)
    return handled


def _forget_troubles(source: DueSource, ids: Sequence[UUID], now: datetime) -> None:
    """Rows that went well are no trouble any more, or their next failure would wait as long as the last."""
    Trouble.objects.filter(source=source.name, subject__in=ids, last_at__lt=now).delete()


def _handle(source: DueSource, id: UUID, now: datetime) -> bool:
    try:
        with transaction.atomic(durable=True):
            source.handle(id, now)
    except DatabaseError:
        if _is_broken():
            raise  # the database is gone, not the row: the loop reconnects
        _report(source, id, now)
        return False
    except Exception:  # noqa: BLE001 - whatever a row does wrong, the others go on; _report keeps it
        _report(source, id, now)
        return False
    return True


def _is_broken() -> bool:
    """Whether the connection, not the row, is at fault."""
    return connection.connection is None or not connection.is_usable()


def _report(source: DueSource, id: UUID, now: datetime) -> None:
    """Keep the failure and push the row back, longer each time, so that it can't stop the others."""
    logger.error("due row failed: %s %s: %s", source.name, id, _where())
    with transaction.atomic(durable=True):
        trouble, is_new = Trouble.objects.select_for_update().get_or_create(
            source=source.name,
            subject=id,
            defaults={"error": _where(), "failures": 1, "first_at": now, "last_at": now},
        )
        if not is_new:
            Trouble.objects.filter(pk=trouble.pk).update(
                error=_where(), failures=trouble.failures + 1, last_at=now
            )
        backoff = min(_FIRST_BACKOFF * 2 ** min(trouble.failures - 1, 10), _LONGEST_BACKOFF)
        source.push_back(id, now + backoff)


def _where() -> str:
    """The class of the error being handled and the line that raised it: no data of anybody."""
    kind, _, trace = sys.exc_info()
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__ if kind else ''} {line}"[:200]


class Watch:
    """A watching process: looks every `pause_seconds`, beats its pulse, survives a lost database."""

    def __init__(
        self,
        sources: Sequence[DueSource],
        *,
        pause_seconds: float = 0.2,
        after_tick: Callable[[], object] | None = None,
    ) -> None:
        self._sources = sources
        self._pause = pause_seconds
        self._after_tick = after_tick
        self._guard = clock.JumpGuard()
        self._stopping = threading.Event()
        self.name = f"{socket.gethostname()}:{getpid()}"[:60]

    def stop(self) -> None:
        """Ask the loop to end after the row in hand."""
        self._stopping.set()

    def run(self) -> None:
        """Watch until stopped."""
        while not self._stopping.is_set():
            try:
                self.tick()
            except DatabaseError:
                logger.warning("the watch lost the database and tries again")
                connection.close()
            self._stopping.wait(self._pause)

    def tick(self) -> int:
        """One look: beat, then handle what is due unless the machine's clock has just jumped."""
        is_settled = self._guard.is_settled()
        now = clock.now()
        beat(self.name, now, is_settled=is_settled)
        if not is_settled:
            return 0
        handled = run_due(self._sources, now)
        if self._after_tick is not None:
            self._after_tick()
        return handled


def beat(name: str, now: datetime, *, is_settled: bool = True) -> None:
    """Write the sign of life; if the last one of any watch is over a minute old, write the gap down."""
    with transaction.atomic(durable=True):
        last = Pulse.objects.filter(kind="watch").order_by("-beat_at").first()
        if last is not None and now - last.beat_at > RED_AFTER:
            WatchGap.objects.get_or_create(
                starts_at=last.beat_at, defaults={"id": new_id(now), "ends_at": now}
            )
        Pulse.objects.update_or_create(
            name=name, defaults={"kind": "watch", "beat_at": now, "settled": is_settled}
        )
