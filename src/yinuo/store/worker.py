"""The worker process: runs background jobs, and takes back those of a worker that was killed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar, cast

from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector

T = TypeVar("T")
logger = logging.getLogger(__name__)
POLL_SECONDS = 0.3  # NOTIFY is switched off: its lock serialises all commits of the intake
_STALLED_SECONDS = 20.0
_SWEEP_SECONDS = 10.0


async def work(*, concurrency: int = 4) -> None:
    """Run jobs until the process is told to stop."""
    async with _own_connection() as app:
        sweep = asyncio.create_task(_sweep_forever(app))
        try:
            await app.run_worker_async(
                concurrency=concurrency,
                fetch_job_polling_interval=POLL_SECONDS,
                listen_notify=False,
                delete_jobs="successful",
                update_heartbeat_interval=5.0,
                stalled_worker_timeout=_STALLED_SECONDS,
                shutdown_graceful_timeout=10.0,
            )
        finally:
            sweep.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sweep


class Drain:
    """Runs waiting jobs one after the other whenever it is called, for a replayed day: no process, no wait.

    The connection stays open between the calls; use it as a context manager. Its loop has a thread of its
    own, so that it works inside somebody else's loop too.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "drain")
        self._runner = asyncio.Runner()
        self._stack = contextlib.AsyncExitStack()
        self._app: App | None = None

    def __enter__(self) -> Self:
        self._app = self._run(self._stack.enter_async_context(_own_connection()))
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._stack.aclose())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def __call__(self) -> bool:
        """Run what waits, and what that enqueues, until nothing is left; whether there was anything."""
        if self._app is None or not _is_waiting():
            return False
        self._run(
            self._app.run_worker_async(
                wait=False,
                concurrency=1,
                listen_notify=False,
                delete_jobs="successful",
                install_signal_handlers=False,
            )
        )
        return True

    def _run(self, coroutine: Coroutine[object, object, T]) -> T:
        return self._thread.submit(self._runner.run, coroutine).result()


def _is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'todo')")
        (is_waiting,) = cursor.fetchone()
    return bool(is_waiting)


def _own_connection() -> contextlib.AbstractAsyncContextManager[App]:
    """The app on an asynchronous connection pool of its own, as a worker needs it.

    The jobs' own enqueueing goes on through Django's connection, inside their transactions: that is why
    this is a second app with the same tasks and not the first with its connector replaced.
    """
    connector = cast("DjangoConnector", django_app.connector).get_worker_connector()
    return django_app.with_connector(connector).open_async()


async def _sweep_forever(app: App) -> None:
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(
                seconds_since_heartbeat=_STALLED_SECONDS
            ):
                logger.warning("job %s of a lost worker is taken back", job.id)
                await app.job_manager.retry_job(job)
        except OSError:
            logger.warning("the sweep of lost jobs lost the database and tries again")
        await asyncio.sleep(_SWEEP_SECONDS)
