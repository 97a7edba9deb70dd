"""The shift table: written some days ahead from the weekly patterns, cut where a pattern ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Model as Row

from yinuo.base.local_time import local_date
from yinuo.base.period import Period
from yinuo.store.ids import new_id
from yinuo.store.timer import set_timer

from .models import Shift, ShiftPattern
from .rota import Pattern, expand, shift_on

DAYS_AHEAD = 14
"""How far the rota is written ahead: enough for a quote of an honest later time and a week's
planning."""
TIMER = "outlet.shifts"
_WRITE = """
INSERT INTO outlet_shift (id, region, technician_id, pattern_id, period, created_at)
SELECT id, region, technician_id, pattern_id, tstzrange(starts_at, ends_at), %s
FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::uuid[], %s::timestamptz[], %s::timestamptz[])
    AS fresh (id, region, technician_id, pattern_id, starts_at, ends_at)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class _Planned:
    region: str
    technician_id: UUID
    pattern_id: UUID
    period: Period


def write_ahead(company_id: UUID, now: datetime) -> tuple[int, date]:
    """Write the shifts of the days ahead and set the timer for tomorrow; how many were new, and up
    to when.

    A shift that is there already, or that a dated one stands in the way of, is left out by the table's
    own exclusion constraint, so writing twice changes nothing. Yesterday is included: its last shift may
    still run.
    """
    today = local_date(now)
    until = today + timedelta(days=DAYS_AHEAD)
    planned = list(_planned(company_id, today - timedelta(days=1), until))
    set_timer(TIMER, company_id, now + timedelta(days=1), now=now)
    return _write(planned, now), until


def cut_shifts(patterns: Iterable[Row], now: datetime) -> None:
    """Take away shifts that haven't begun and lie past the last day of their pattern."""
    for pattern in patterns:
        if not isinstance(pattern, ShiftPattern) or pattern.valid_to is None:
            continue
        last = shift_on(pattern.valid_to, pattern.starts, pattern.ends)
        Shift.objects.filter(
            pattern=pattern, period__startswith__gt=max(now, last.starts_at)
        ).delete()


def to_period(stored: DateTimeTZRange) -> Period:
    """The period of a stored range; the table refuses unbounded ones."""
    assert stored.lower is not None
    assert stored.upper is not None
    return Period(stored.lower, stored.upper)


def _planned(company_id: UUID, first: date, last: date) -> Iterator[_Planned]:
    patterns = ShiftPattern.objects.filter(
        technician__outlet__company_id=company_id, technician__is_active=True
    ).select_related("technician__outlet")
    for row in patterns.order_by("id"):
        pattern = Pattern(frozenset(row.days), row.starts, row.ends, row.valid_from, row.valid_to)
        for period in expand(pattern, first, last):
            yield _Planned(row.technician.outlet.region, row.technician_id, row.id, period)


def _write(planned: list[_Planned], now: datetime) -> int:
    if not planned:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                now,
                [new_id(now) for _ in planned],
                [shift.region for shift in planned],
                [shift.technician_id for shift in planned],
                [shift.pattern_id for shift in planned],
                [shift.period.starts_at for shift in planned],
                [shift.period.ends_at for shift in planned],
            ],
        )
        return int(cursor.rowcount)
