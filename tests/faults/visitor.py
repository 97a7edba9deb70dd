"""Somebody's browser, which remembers every address it was given or asked for."""

from __future__ import annotations

import json
import re
import uuid
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode

_TOKEN = "A" * 32
_ADDRESSES = re.compile(r'(?:href|action|src|hx-get|hx-post|value|content)="([^"]*[/?][^"]*)"')
_FORM = "application/x-www-form-urlencoded"


class Visitor:
    """Asks for pages and sends forms; cookies are kept, redirects followed."""

    def __init__(self, port: int, addresses: list[str]) -> None:
        self._port = port
        self._cookies = {"csrftoken": _TOKEN}
        self.addresses = addresses
        self.here = ""
        """The address of the page that was shown last."""

    def get(self, path: str) -> str:
        return self._ask("GET", path, None)

    def send(self, path: str, **form: str) -> str:
        """Send a form, under a new key unless one is given."""
        whole = {"key": str(uuid.uuid4()), "csrfmiddlewaretoken": self._cookies["csrftoken"]} | form
        return self._ask("POST", path, urlencode(whole).encode())

    def send_json(self, path: str, said: object) -> str:
        return self._ask("POST", path, json.dumps(said).encode(), "application/json")

    def hand_in(self, path: str, name: str, data: bytes, **form: str) -> str:
        """Send a form with a file."""
        edge = uuid.uuid4().hex
        fields = {
            "key": str(uuid.uuid4()),
            "csrfmiddlewaretoken": self._cookies["csrftoken"],
        } | form
        head = 'Content-Disposition: form-data; name="{}"'
        parts = [
            f"--{edge}\r\n{head.format(field)}\r\n\r\n{value}\r\n".encode()
            for field, value in fields.items()
        ]
        named = f'{head.format("file")}; filename="{name}"'
        parts.append(f"--{edge}\r\n{named}\r\n\r\n".encode() + data)
        body = b"".join(parts) + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def id_here(self) -> str:
        """The id in the address of the page that was shown last."""
        found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", self.here)
        assert found is not None, self.here
        return found[0]

    def _ask(self, method: str, path: str, body: bytes | None, kind: str = _FORM) -> str:
        self.addresses.append(path)
        self.here = path
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {
            "Cookie": cookies,
            "Content-Type": kind,
            "X-CSRFToken": self._cookies["csrftoken"],
        }
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        assert answer.status < 500, f"{method} {path}: {answer.status}"
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        self.addresses += map(unescape, _ADDRESSES.findall(text))
        location = answer.headers["Location"]
        if location:
            self.addresses.append(location)
            return self.get(location)
        return text
