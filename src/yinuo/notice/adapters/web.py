"""One POST over HTTP(S): a deadline, no redirects, and a word on whether it may have arrived."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from yinuo.notice.channel import Uncertain, Unreachable
from yinuo.store import clock

from .hosts import AddressNotAllowed, resolve

_MOST_BYTES = 256 * 1024
_LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def retry_after(self) -> timedelta | None:
        """How long the server asks to be left alone (RFC 9110, 10.2.3: seconds or a date)."""
        text = self.headers.get("retry-after", "").strip()
        if text.isdigit():
            return min(timedelta(seconds=int(text[:9])), _LONGEST_WAIT)
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        wait = (at if at.tzinfo else at.replace(tzinfo=UTC)) - clock.real_now()
        return min(max(wait, timedelta(0)), _LONGEST_WAIT)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float = 10,
    is_given: bool = True,
) -> Answer:
    """Post and return the answer, whatever its status. `is_given`: the address comes from outside, and may
    not lead into our own network.

    Raises Unreachable where nobody was reached, Uncertain where the line broke after the request had begun.
    """
    try:
        connection = _connect(url, seconds, is_given=is_given)
    except AddressNotAllowed:
        raise Unreachable("address") from None
    except OSError as error:
        raise Unreachable(type(error).__name__) from error
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, dict(headers))
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, found, response.read(_MOST_BYTES))
    except (OSError, http.client.HTTPException) as error:
        raise Uncertain(type(error).__name__) from error
    finally:
        connection.close()


def _connect(url: str, seconds: float, *, is_given: bool) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    host, is_https = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_https else 80)
    address = resolve(host, port) if is_given else host
    line = socket.create_connection((address, port), timeout=seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    try:
        if is_https:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except OSError:
        line.close()
        raise
    connection.sock = line
    if port not in (80, 443):
        return connection
    connection.port = connection.default_port  # or the Host header would name the port of https
    return connection
