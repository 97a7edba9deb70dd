"""How often something may be asked for from one place: counted in the database, so that all processes agree.

A window begins at a full multiple of its length; what was counted in the one before weighs as much as of it
still lies within the last length of time, so that nobody gets twice the number at the seam.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from .models import Asked
from .retention import Sweep
from .secrecy import blind_index

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_COUNT = """
WITH counted AS (
  INSERT INTO {table} (purpose, who, starts_at, ends_at, count) VALUES (%s, %s, %s, %s, 1)
  ON CONFLICT (purpose, who, starts_at) DO UPDATE SET count = {table}.count + 1
  RETURNING count
)
SELECT counted.count,
       COALESCE((SELECT count FROM {table} WHERE purpose = %s AND who = %s AND starts_at = %s), 0)
FROM counted
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many for a purpose within any stretch of so many minutes, from one place."""

    purpose: str
    most: int
    minutes: int


def count_asked(limit: Limit, who: str, now: datetime) -> datetime | None:
    """Count one more from `who`; None while it is within the limit, else when to come again.

    `who` is kept as a keyed digest that says nothing to a reader of the table. One statement, outside of any
    action: what is refused is counted too, up to a window's end, and then forgotten.
    """
    length = timedelta(minutes=limit.minutes)
    starts_at = _EPOCH + (now - _EPOCH) // length * length
    index = blind_index(f"limit.{limit.purpose}", who)
    table = Asked._meta.db_table
    values: list[Any] = [limit.purpose, index, starts_at, starts_at + 2 * length]
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT.format(table=table), [*values, limit.purpose, index, starts_at - length]
        )
        count, before = cursor.fetchone()
    share = 1 - (now - starts_at) / length
    return None if count + before * share <= limit.most else starts_at + length


def place_of(address: str) -> str:
    """What of a network address stands for one place: an IPv4 address, or the /64 of an IPv6 one, within
    which a single customer of a provider can choose any."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(IPv6Address(int(ip) >> 64 << 64))
    return str(ip)


def _past(now: datetime) -> QuerySet[Asked]:
    return Asked.objects.filter(ends_at__lte=now)


DUE_SOURCES = (Sweep("store.asked", _past),)
