"""A poor connection: a proxy on this machine that loses requests, and answers to what was handled already."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PATIENCE_SECONDS = 30.0
_ONE_HOP = ("connection", "keep-alive", "transfer-encoding", "content-length")


class Signal(StrEnum):
    """How much of what is said comes through."""

    GOOD = "good"
    NONE = "none"
    POOR = "poor"  # one request in ten is lost, and one answer in two


class Flaky(ThreadingHTTPServer):
    """Passes on as much as the signal lets through."""

    daemon_threads = True

    def __init__(self, port: int, rng: random.Random) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = port
        self.signal = Signal.GOOD
        self.lost_requests = self.lost_answers = self.passed = 0
        self._rng = rng
        self._lock = threading.Lock()

    @property
    def site(self) -> str:
        """Its address for a browser."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def loses_request(self) -> bool:
        """Whether this request never arrives."""
        with self._lock:
            if self.signal is not Signal.POOR:
                return self.signal is Signal.NONE
            is_lost = self._rng.random() < 0.1
            self.lost_requests += is_lost
            return is_lost

    def loses_answer(self) -> bool:
        """Whether the answer to what has been handled never arrives."""
        with self._lock:
            if self.signal is not Signal.POOR:
                return False
            is_lost = self._rng.random() < 0.5
            self.lost_answers += is_lost
            self.passed += not is_lost
            return is_lost

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle is nothing to tell of."""


class _Handler(BaseHTTPRequestHandler):
    """One request, on a connection of its own."""

    server: Flaky

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.loses_request():
            return
        headers = {name: value for name, value in self.headers.items() if name != "Connection"}
        connection = HTTPConnection("127.0.0.1", self.server.behind, timeout=_PATIENCE_SECONDS)
        try:
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, HTTPException):
            return
        finally:
            connection.close()
        if self.server.loses_answer():
            return
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in _ONE_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST = do_HEAD = _pass_on  # noqa: N815 - the names that the library looks for

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def flaky(port: int, seed: str) -> Iterator[Flaky]:
    """One before the server at `port`, until the end of the block."""
    proxy = Flaky(port, random.Random(seed))
    thread = threading.Thread(target=proxy.serve_forever, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join()
