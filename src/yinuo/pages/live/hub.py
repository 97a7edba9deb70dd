"""One LISTEN connection a process, fanned out to every open page and board through bounded queues."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from yinuo.record.feed import CHANNEL, RESYNC
from yinuo.work.dispatch.feed import CHANNEL as MOVES

from .ticket import BoardTicket

logger = logging.getLogger(__name__)
_QUEUE = 16
_FIRST_WAIT_SECONDS = 0.25
_LONGEST_WAIT_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Word:
    """What a page is told: `changed`, `moved` or `resync`, with its data as text."""

    name: str
    data: str = "1"


Queue = asyncio.Queue[Word]
LOOK_ANEW = Word(RESYNC)
_CHANGED = Word("changed")


class Hub:
    """Listens from the first page on; after a lost database every page is told to look anew."""

    def __init__(self, connection_parameters: dict[str, Any]) -> None:
        self._parameters = connection_parameters
        self._queues: dict[str, set[Queue]] = defaultdict(set)
        self._boards: dict[Queue, BoardTicket] = {}
        self._task: asyncio.Task[None] | None = None
        self._wait = _FIRST_WAIT_SECONDS
        self._is_listening = False

    @asynccontextmanager
    async def listen(self, ticket: UUID | BoardTicket) -> AsyncIterator[Queue]:
        """A queue that gets a word whenever the ticket's case, or one of its board's, has changed, or
        everything may have.

        Its first word is `resync`: a line written after the page was made and before this listens would
        else be missed.
        """
        queue: Queue = asyncio.Queue(_QUEUE)
        self._add(queue, ticket)
        if self._is_listening:
            queue.put_nowait(LOOK_ANEW)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        try:
            yield queue
        finally:
            self._remove(queue, ticket)

    def _add(self, queue: Queue, ticket: UUID | BoardTicket) -> None:
        if isinstance(ticket, BoardTicket):
            self._boards[queue] = ticket
        else:
            self._queues[str(ticket)].add(queue)

    def _remove(self, queue: Queue, ticket: UUID | BoardTicket) -> None:
        if isinstance(ticket, BoardTicket):
            del self._boards[queue]
            return
        self._queues[str(ticket)].discard(queue)
        if not self._queues[str(ticket)]:
            del self._queues[str(ticket)]

    async def _run(self) -> None:
        while self._queues or self._boards:
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
            await connection.execute(f"LISTEN {MOVES}")
            await connection.execute(f"LISTEN {CHANNEL}")
            self._is_listening, self._wait = True, _FIRST_WAIT_SECONDS
            self._tell_all()  # whatever was missed while nobody listened
            async for notice in connection.notifies():
                if notice.channel == MOVES:
                    self._tell_moves(json.loads(notice.payload))
                elif notice.payload == RESYNC:
                    self._tell_all()
                else:
                    self._tell_changes(json.loads(notice.payload))

    def _tell_all(self) -> None:
        for queues in self._queues.values():
            self._put(queues, LOOK_ANEW)
        self._put(self._boards, LOOK_ANEW)

    def _tell_changes(self, changes: list[tuple[str, str]]) -> None:
        """Each case's pages hear that it changed; each board hears which of its cases did."""
        for case_id, _region in changes:
            self._put(self._queues.get(case_id, ()), _CHANGED)
        for queue, ticket in self._boards.items():
            ids = [id for id, region in changes if ticket.hears_case(region)]
            if ids:
                self._put((queue,), Word("changed", json.dumps(ids)))

    def _tell_moves(self, moves: list[list[Any]]) -> None:
        for queue, ticket in self._boards.items():
            heard = [move[2:] for move in moves if ticket.hears_move(move[0], move[1])]
            if heard:
                self._put((queue,), Word("moved", json.dumps(heard)))

    def _put(self, queues: Iterable[Queue], word: Word) -> None:
        """A page has a word waiting when its queue is full, and one is enough; a board, whose words say
        something, gets one that replaces them all."""
        for queue in queues:
            if not queue.full():
                queue.put_nowait(word)
            elif queue in self._boards:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(LOOK_ANEW)
