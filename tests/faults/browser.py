"""A customer's browser: fills in the report form, and sends it again with the same key if no answer came."""

from __future__ import annotations

import random
import time
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlencode

_TOKEN = "A" * 32  # a form and a cookie that agree: all that a browser shows against forgery
_HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"csrftoken={_TOKEN}",
}
_FAULTS = ("SF-01", "SF-02", "SF-03", "SF-04", "SF-05", "SF-06")
_PATIENCE_SECONDS = 20.0
_START_SECONDS = 60.0


class Browser:
    """Somebody who reports over HTTP."""

    def __init__(self, port: int) -> None:
        self._port = port

    def ask(self, order: dict[str, Any]) -> dict[str, Any] | None:
        """The case that the answer leads to; None where it was lost on the way, the report taken or not."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_SECONDS)
        try:
            form = urlencode(fill_in(order["key"], order["number"]))
            connection.request("POST", "/report/", form, _HEADERS)
            answer = connection.getresponse()
            answer.read()
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()
        assert answer.status in {302, 500, 503}, answer.status  # never a form sent back as faulty
        location = answer.headers["Location"] or ""
        return {"key": order["key"], "case": location.split("/")[2]} if location else None

    def wait(self) -> None:
        """Until the site answers at all; fails where it never does."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            connection = HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_SECONDS)
            try:
                connection.request("GET", "/health")
                connection.getresponse().read()
            except (OSError, HTTPException):
                time.sleep(0.1)
            else:
                return
            finally:
                connection.close()
        raise AssertionError(f"nobody answers on port {self._port}")

    def close(self) -> None:
        """Nothing stays open between two answers."""


def fill_in(key: str, number: int) -> dict[str, object]:
    """The form of a numbered report; the same number gives the same form, from an invented person."""
    rng = random.Random(number)
    return {
        "csrfmiddlewaretoken": _TOKEN,
        "key": key,
        "address": f"山东省济南市历下区示范路{rng.randrange(1, 300)}号{rng.randrange(101, 2400)}",
        "phone": f"198{number:08d}",
        "name": "王女士",
        "email": f"browser-{number}@customers.invalid",
        "other_fault": rng.choice(_FAULTS),
        "door": "open",
        "owner": "self",
        "lat": round(36.666 + rng.gauss(0, 0.02), 6),
        "lng": round(117.077 + rng.gauss(0, 0.02), 6),
        "asked": "on",
    }
