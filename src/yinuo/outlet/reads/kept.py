"""Keeps what was read of the company's own tables, as long as nobody changes one of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import connection

from yinuo.outlet.models import Revision
from yinuo.store.look import seen_once

P = ParamSpec("P")
R = TypeVar("R")
_MOST = 4096
_seen: ContextVar[int | None] = ContextVar("revision", default=None)


def kept(read: Callable[P, R]) -> Callable[P, R]:
    """Read once for each revision and set of arguments, which are hashable.

    One small query instead of many: outlets, crews and prices change a few times a day and are asked for
    by every report. The revision is asked first: what somebody commits after that can only be newer than
    the number it is kept under, never older, and inside the transaction that changes something the number
    has moved on already. What is kept is shared between threads: nobody may change it.
    """
    found: dict[Hashable, tuple[int, R]] = {}

    @functools.wraps(read)
    def keeping(*args: P.args, **kwargs: P.kwargs) -> R:
        number = _revision()
        if number is None:  # nothing was ever written
            return read(*args, **kwargs)
        asked = (args, tuple(sorted(kwargs.items())))
        known = found.get(asked)
        if known is not None and known[0] == number:
            return known[1]
        value = read(*args, **kwargs)
        if len(found) >= _MOST:
            found.clear()
        found[asked] = (number, value)
        return value

    return keeping


@contextmanager
def one_revision() -> Iterator[None]:
    """Ask for the revision once for all that is read within.

    For an action that reads much of the company and changes none of it, such as the intake of a report.
    """
    token = _seen.set(_revision())
    try:
        yield
    finally:
        _seen.reset(token)


def _revision() -> int | None:
    seen = _seen.get()
    return _ask() if seen is None else seen


@seen_once
def _ask() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {Revision._meta.db_table}")  # noqa: S608
        row = cursor.fetchone()
    return row[0] if row else None
