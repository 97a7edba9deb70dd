"""One LISTEN connection a process, fanned out to every open page through bounded queues."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg

from yinuo.record.feed import CHANNEL, RESYNC

logger = logging.getLogger(__name__)
_QUEUE = 16
_FIRST_WAIT_SECONDS = 0.25
_LONGEST_WAIT_SECONDS = 5.0


class Hub:
    """Listens from the first page on; after a lost database every page is told to look anew."""

    def __init__(self, connection_parameters: dict[str, Any]) -> None:
        self._parameters = connection_parameters
        self._queues: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._wait = _FIRST_WAIT_SECONDS
        self._is_listening = False

    @asynccontextmanager
    async def listen(self, case_id: str) -> AsyncIterator[asyncio.Queue[str]]:
        """A queue that gets a word whenever the case has changed, or everything may have.

        Its first word is `resync`: a line written after the page was made and before this listens would
        else be missed.
        """
        queue: asyncio.Queue[str] = asyncio.Queue(_QUEUE)
        self._queues[case_id].add(queue)
        if self._is_listening:
            queue.put_nowait(RESYNC)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        try:
            yield queue
        finally:
            self._queues[case_id].discard(queue)
            if not self._queues[case_id]:
                del self._queues[case_id]

    async def _run(self) -> None:
        while self._queues:
            try:
                await self._pass_on()
            except psycopg.Error:
                logger.warning("the live stream lost the database and tries again")
            finally:
                self._is_listening = False
            await asyncio.sleep(self._wait)
            self._wait = min(self._wait * 2, _LONGEST_WAIT_SECONDS)

    async def _pass_on(self) -> None:
        connection = await psycopg.AsyncConnection.connect(**self._parameters, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            self._is_listening, self._wait = True, _FIRST_WAIT_SECONDS
            self._tell(list(self._queues), RESYNC)  # whatever was missed while nobody listened
            async for notice in connection.notifies():
                self._receive(notice.payload)

    def _receive(self, payload: str) -> None:
        if payload == RESYNC:
            self._tell(list(self._queues), RESYNC)
        else:
            self._tell(json.loads(payload), "changed")

    def _tell(self, case_ids: list[str], word: str) -> None:
        for case_id in case_ids:
            for queue in self._queues.get(case_id, ()):
                if queue.full():
                    continue  # a slow reader has a word waiting already, and one word is enough
                queue.put_nowait(word)
