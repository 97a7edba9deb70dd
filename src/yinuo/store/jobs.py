"""Background jobs on Procrastinate: enqueued in the transaction of their cause, they only make things sooner.

Nothing relies on a job alone: each has a due row that the watch would find. So a job may run twice or
never, and a failing one is tried three times and then left to the watch.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.db import close_old_connections
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

_RETRY = RetryStrategy(max_attempts=3, exponential_wait=2)


def task(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as the job `name`; it takes keywords and tolerates ones it doesn't know."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def run(**arguments: Any) -> None:
            close_old_connections()  # a worker's thread lives on; a killed database must not stick to it
            try:
                function(**arguments)
            finally:
                close_old_connections()

        app.task(name=name, retry=_RETRY)(run)
        return run

    return register


def enqueue(name: str, **arguments: Any) -> None:
    """Enqueue a job with the current transaction: it exists if, and only if, the change does."""
    app.configure_task(name).defer(**arguments)
