"""Holds every statement that the product's code runs in a test against what its database role may do.

The tests' own connection is the owner's, to which everything is allowed: without this, a table in which the
application deletes though nobody has declared it would be found by the first company that runs it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from yinuo.store.grants import writing_rights

_SOURCE = str(Path(__file__).resolve().parents[1] / "src" / "yinuo")
_WRITES = re.compile(
    r'\s*(?:WITH\b.*?\b)?(INSERT|UPDATE|DELETE|TRUNCATE)\s+(?:INTO\s+|FROM\s+)?"?(\w+)"?',
    re.IGNORECASE | re.DOTALL,
)
_SPECIAL = ("management", "migrations", "demo")


_rights = cache(writing_rights)


class RightMissing(AssertionError):
    """The application did what its role may not do."""


def see_right(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
    """A wrapper of Django's `execute_wrappers`."""
    found = _WRITES.match(sql) if isinstance(sql, str) else None
    if found is not None and _is_product():
        right, table = found[1].upper(), found[2]
        known = _rights()
        if table in known and right not in known[table]:
            raise RightMissing(
                f"{right} on {table} isn't declared: say so in the AppConfig of its room "
                "(append_only_tables, deletable_tables; see yinuo.store.grants)"
            )
    return execute(sql, params, many, context)


def _is_product() -> bool:
    """Whether the nearest caller outside of the libraries is the product's code, not a test's."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(_SOURCE):
            return not any(f"/{part}/" in name for part in _SPECIAL)
        if "/tests/" in name and "site-packages" not in name and not name.endswith("/rights.py"):
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False
