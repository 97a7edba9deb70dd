"""The live stream as a browser meets it: a real server process, the watch's feed, a database that dies."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from tests.cli.processes import descendants, end_group, free_port, is_running, wait_for
from tests.world import NOW, found_company, open_case
from yinuo.cli.installation import stream_command
from yinuo.pages.live.ticket import issue_ticket
from yinuo.record.feed import CHANNEL, Feed
from yinuo.store.server import Server

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
SOON_SECONDS = 2.0
ORIGIN = "http://127.0.0.1:8000"


@dataclass
class Stream:
    """The stream's process and the way to it."""

    process: subprocess.Popen[bytes]
    port: int

    @contextmanager
    def page(self, ticket: str, seconds: float = 10.0) -> Iterator[http.client.HTTPResponse]:
        """Open the stream as an EventSource of another origin does; reads give up after `seconds`."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as caller:
            caller.request("GET", f"/stream/?ticket={ticket}", headers={"Origin": ORIGIN})
            with closing(caller.getresponse()) as response:
                yield response

    def status(self, ticket: str) -> int:
        """The status it answers with."""
        with self.page(ticket) as response:
            return response.status

    @contextmanager
    def greeted(self, case_id: UUID, seconds: float = 10.0) -> Iterator[http.client.HTTPResponse]:
        """An open page of a case that has had the first word."""
        with self.page(issue_ticket(case_id), seconds) as response:
            assert next_event(response) == "resync"
            yield response


@pytest.fixture(scope="module")
def stream(django_db_setup: None) -> Iterator[Stream]:
    """One process for all tests of this file; it inherits the pages' settings, as under `yinuo run`."""
    with started() as stream:
        yield stream


@contextmanager
def started() -> Iterator[Stream]:
    port = free_port()
    environment = os.environ | {
        "YINUO_PUBLIC_URL": ORIGIN,
        "DJANGO_SETTINGS_MODULE": "yinuo.config.settings",
    }
    process = subprocess.Popen(
        stream_command("127.0.0.1", port), env=environment, cwd=ROOT, start_new_session=True
    )
    stream = Stream(process, port)
    try:
        wait_for(lambda: _answers(stream), "the stream", 30)
        yield stream
    finally:
        end_group(process)


def _answers(stream: Stream) -> bool:
    try:
        return stream.status("none") == 403
    except OSError:
        return False


def next_event(response: http.client.HTTPResponse) -> str:
    """The name of the next event; comments and `retry` are passed over. Raises TimeoutError."""
    while line := response.readline():
        if line.startswith(b"event: "):
            return line.removeprefix(b"event: ").strip().decode()
    raise EOFError("the stream has ended")


def test_a_bad_ticket_is_refused(stream: Stream) -> None:
    case_id = UUID(int=7)
    good = issue_ticket(case_id)
    for ticket in ("", "none", good[:-1], good.replace(str(case_id), str(UUID(int=8)))):
        assert stream.status(ticket) == 403, ticket


def test_a_page_of_the_installation_may_read_it_and_no_cache_keeps_it(stream: Stream) -> None:
    with stream.page(issue_ticket(UUID(int=7))) as response:
        assert response.status == 200
        assert response.getheader("Content-Type") == "text/event-stream"
        assert response.getheader("Access-Control-Allow-Origin") == ORIGIN
        assert response.getheader("Cache-Control") == "no-store"
        assert response.getheader("Set-Cookie") is None


def test_a_new_line_is_told_to_the_pages_of_its_case_within_two_seconds(stream: Stream) -> None:
    case = open_case(found_company())
    with (
        stream.greeted(case.id, SOON_SECONDS) as page,
        stream.greeted(UUID(int=7), SOON_SECONDS) as elsewhere,
    ):
        Feed().announce(NOW)
        assert next_event(page) == "changed"
        with pytest.raises(TimeoutError):
            next_event(elsewhere)


def test_after_its_connection_was_killed_every_page_is_told_to_look_anew(
    stream: Stream, database_server: Server
) -> None:
    case = open_case(found_company())
    with stream.greeted(case.id) as page:
        kill_listener(database_server)
        assert next_event(page) == "resync"
        Feed().announce(NOW)
        assert next_event(page) == "changed"


def kill_listener(server: Server) -> None:
    """End the stream's connection as the loss of its server does."""
    with psycopg.connect(server.dsn, autocommit=True) as superuser:
        ended = superuser.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query = %s",
            [f"LISTEN {CHANNEL}"],
        )
        assert ended.fetchone() == (1,)


def test_told_to_stop_it_ends_with_pages_open() -> None:
    with started() as stream, stream.greeted(UUID(int=7)):
        workers = descendants(stream.process.pid)
        stream.process.send_signal(signal.SIGTERM)
        stream.process.wait(5)
        assert [pid for pid in workers if is_running(pid)] == []
