"""Advisory locks that a transaction holds until it ends."""

from __future__ import annotations

import hashlib

from django.db import connection

from .perform import OutsideTransaction


def lock(name: str) -> None:
    """Wait for the named lock and hold it until the transaction ends."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(name)
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def lock_zone(region: str) -> None:
    """Hold a dispatch zone: quote, promise and job of two customers are made one after the other."""
    lock(f"zone:{region}")
