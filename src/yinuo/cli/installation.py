"""The processes of an installation: pages, stream, worker and watch, over one database."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from yinuo.store.connection import embedded_server, start_database

from .alone import Ledger
from .django_setup import migrate
from .supervisor import Supervisor, python

_WEB = "yinuo.config.wsgi:application"
_STREAM = "yinuo.config.asgi:application"
_LONGEST_WAIT_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where pages and stream listen; the stream has a port of its own, since it is another server."""

    host: str
    port: int
    stream_port: int

    @property
    def url(self) -> str:
        """The address people open."""
        return f"http://{self.host}:{self.port}"

    def environment(self) -> dict[str, str]:
        """What the processes need to know of it, as far as the operator hasn't said otherwise."""
        said = {
            "YINUO_PUBLIC_URL": self.url,
            "YINUO_STREAM_URL": f"http://{self.host}:{self.stream_port}/stream/",
        }
        return {name: os.environ.get(name, value) for name, value in said.items()}


@contextlib.contextmanager
def database_of_ours() -> Iterator[None]:
    """Stop the embedded database at the end, also when SIGTERM comes before a supervisor listens for it."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        yield
    finally:
        server = embedded_server()
        if server is not None:
            server.stop()


def prepare() -> None:
    """Bring tables and static files up to date; the database runs already."""
    from django.conf import settings
    from django.core.management import call_command

    migrate()
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)


def supervise(addresses: Addresses, environment: Mapping[str, str], ledger: Ledger) -> Supervisor:
    """A supervisor with the processes started; `run` keeps them, and the database, up.

    The others wait until the pages answer (or for `_LONGEST_WAIT_SECONDS`, whatever is wrong with them): all
    at once they would take the processor from each other, and nobody could open a page for twice as long.
    """
    from django.conf import settings

    from yinuo.notice.listener import is_needed

    os.environ.update(environment)
    supervisor = Supervisor(os.environ, start_database, ledger)
    web = _granian("wsgi", _WEB, addresses.host, addresses.port)
    size = ("--workers", str(os.cpu_count() or 1), "--blocking-threads", "4")
    static = ("--static-path-route", "/static", "--static-path-mount", str(settings.STATIC_ROOT))
    supervisor.start("pages", (*web, *size, *static))
    _wait_until_answered(addresses)
    supervisor.start("stream", stream_command(addresses.host, addresses.stream_port))
    supervisor.start("worker", python("yinuo.cli", "process", "worker"))
    supervisor.start("watch", python("yinuo.cli", "process", "watch"))
    if is_needed():
        supervisor.start("sms", python("yinuo.cli", "process", "sms"))
    return supervisor


def _wait_until_answered(addresses: Addresses) -> None:
    host = "127.0.0.1" if addresses.host in ("0.0.0.0", "::") else addresses.host  # noqa: S104 - a name, not a bind
    ends = time.monotonic() + _LONGEST_WAIT_SECONDS
    while time.monotonic() < ends:
        caller = http.client.HTTPConnection(host, addresses.port, timeout=1)
        with contextlib.closing(caller), contextlib.suppress(OSError, http.client.HTTPException):
            caller.request("GET", "/")  # /health would be red: nobody watches yet
            caller.getresponse()
            return
        time.sleep(0.1)


def stream_command(host: str, port: int) -> tuple[str, ...]:
    """The command that serves the live stream there.

    Told to stop, it cuts the open pages off after a second: their streams end only with their tickets, and
    each page comes back by itself.
    """
    return (*_granian("asginl", _STREAM, host, port), "--workers-kill-timeout", "1")


def _granian(interface: str, application: str, host: str, port: int) -> tuple[str, ...]:
    return (
        *(sys.executable, "-m", "granian", "--interface", interface),
        *("--host", host, "--port", str(port)),
        *("--no-access-log", "--log-level", "warning", application),
    )
