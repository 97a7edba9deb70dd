"""Something that happens beside a test, on a connection of its own, as far as a lock lets it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Beside:
    """Something that is done at the same time on a connection of its own, until it waits for a lock."""

    def __init__(self, do: Callable[[], Any]) -> None:
        self.error: Exception | None = None
        self._do = do
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        while self._thread.is_alive() and not _is_anybody_waiting():
            self._thread.join(0.02)

    def _run(self) -> None:
        try:
            self._do()
        except Exception as error:  # noqa: BLE001 - handed to the test's own thread
            self.error = error
        finally:
            connection.close()

    def end(self) -> None:
        """Wait for it; it went well."""
        self._thread.join(20)
        assert not self._thread.is_alive()
        assert self.error is None


def _is_anybody_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])
