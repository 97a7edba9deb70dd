"""A small server of server-sent events that a test can speak through, cut off and bring back."""

from __future__ import annotations

import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class EventServer:
    """Listens on one port of this machine; `tickets` are those that were shown to it, in order."""

    def __init__(self) -> None:
        self.tickets: list[str] = []
        self._streams: list[queue.Queue[str | None]] = []
        self._server: ThreadingHTTPServer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The stream's address."""
        return f"http://127.0.0.1:{self.port}/stream/"

    def start(self) -> None:
        """Listen; on the same port again after a stop."""
        ours = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                ours._serve(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        ThreadingHTTPServer.allow_reuse_address = True
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def say(self, event: str) -> None:
        """Send an event to every open stream."""
        for stream in list(self._streams):
            stream.put(event)

    def stop(self) -> None:
        """Cut every stream off and stop listening."""
        for stream in list(self._streams):
            stream.put(None)
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        self.tickets.extend(parse_qs(urlsplit(request.path).query).get("ticket", []))
        stream: queue.Queue[str | None] = queue.Queue()
        self._streams.append(stream)
        request.send_response(200)
        request.send_header("Content-Type", "text/event-stream")
        request.send_header("Access-Control-Allow-Origin", "*")
        request.end_headers()
        request.wfile.write(b"retry: 2000\n\n")
        try:
            while (event := stream.get()) is not None:
                request.wfile.write(f"event: {event}\ndata: 1\n\n".encode())
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._streams.remove(stream)
