"""One look: within it a read is asked once, however many parts of a page want to know the same."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_seen: ContextVar[dict[Any, Any] | None] = ContextVar("seen", default=None)


def seen_once(read: Callable[P, R]) -> Callable[P, R]:
    """Mark a read whose arguments are hashable and whose answer is an unchanging fact."""

    @functools.wraps(read)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
        seen = _seen.get()
        if seen is None:
            return read(*args, **kwargs)
        key = (remembering, args, tuple(sorted(kwargs.items())))
        if key not in seen:
            seen[key] = read(*args, **kwargs)
        answer: R = seen[key]
        return answer

    return remembering


def note(read: Callable[..., R], answer: R, *args: Any) -> None:
    """Within a look: this is what the read, which is seen once, would answer for these arguments."""
    seen = _seen.get()
    if seen is not None:
        seen.setdefault((read, args, ()), answer)


@contextmanager
def one_look() -> Iterator[None]:
    """For a page that only shows: what was read stays so until the block ends, or somebody writes."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


@contextmanager
def looking_anew() -> Iterator[None]:
    """For a writer: inside, everything is read as it stands, and nothing that was read before counts
    afterwards."""
    seen = _seen.get()
    token = _seen.set(None)
    try:
        yield
    finally:
        _seen.reset(token)
        if seen is not None:
            seen.clear()


def look_or_write(method: str | None) -> AbstractContextManager[None]:
    """One look for a request that only shows; for one that may write, nothing is remembered."""
    return one_look() if method in ("GET", "HEAD") else nullcontext()
