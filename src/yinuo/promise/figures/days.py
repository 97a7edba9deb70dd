"""The daily roll-up: days and months of the whole company, added up beforehand.

A day with a mark has changed since, as today always has: it is counted from its promises, and no month with
such a day is taken. The watch adds a marked day up once it is over. Whoever writes a promise need not know:
the database marks its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection, transaction

from yinuo.base.local_time import ZONE, local_date
from yinuo.case.figures import Span
from yinuo.promise.models import Figure, FigureMark
from yinuo.store.locks import lock

from .sums import COLUMNS, Sums, in_spans, statement

_DAY = timedelta(days=1)
_SUMMED = ", ".join(f"sum({name})::bigint" for name in Sums.__slots__[3:])
_READ = f"""
SELECT kind, by, key, {_SUMMED} FROM promise_figure
WHERE is_month AND starts_on = ANY(%s) OR NOT is_month AND starts_on = ANY(%s)
GROUP BY kind, by, key
"""  # noqa: S608 - the names are this module's own
_ADD_MONTH = f"""
INSERT INTO promise_figure (starts_on, is_month, {COLUMNS})
SELECT %s, true, kind, by, key, {_SUMMED} FROM promise_figure
WHERE NOT is_month AND starts_on >= %s AND starts_on < %s
GROUP BY kind, by, key
"""  # noqa: S608 - the names are this module's own
_MARK_ALL = """
INSERT INTO promise_figuremark (id, day, add_up_at)
SELECT gen_random_uuid(), day, (day + 1)::timestamp AT TIME ZONE interval '8 hours'
FROM (SELECT DISTINCT (verdict_at AT TIME ZONE interval '8 hours')::date AS day
  FROM promise_promise WHERE verdict_at IS NOT NULL) AS days
"""


def read_days(span: Span) -> tuple[list[Sums], list[Span]]:
    """What is added up already of a span of the whole company, and the spans that aren't.

    Beyond the two edges, where a span doesn't begin or end at midnight, those are the marked days.
    """
    first, last = _first_whole(span.starts_at), local_date(span.ends_at)
    if first >= last:
        return [], [span]
    marked = FigureMark.objects.filter(day__gte=first, day__lt=last).values_list("day", flat=True)
    stale = set(marked.distinct())
    months, days = _months_and_days(first, last, stale)
    with connection.cursor() as cursor:
        cursor.execute(_READ, [months, days])
        found = [Sums(*row) for row in cursor.fetchall()]
    edges = [Span(span.starts_at, _midnight(first)), Span(_midnight(last), span.ends_at)]
    return found, [edge for edge in edges if edge.starts_at < edge.ends_at] + _runs(stale)


def list_due_days(now: datetime, limit: int) -> list[UUID]:
    """A mark of each day that is to be added up at `now`, the latest days first: people look at those."""
    due = FigureMark.objects.filter(add_up_at__lte=now).order_by("-day", "id").distinct("day")
    return list(due.values_list("id", flat=True)[:limit])


def push_back_day(mark_id: UUID, until: datetime) -> None:
    """Add a marked day up later, after a failure; it is counted from its promises meanwhile."""
    for mark in FigureMark.objects.filter(id=mark_id):
        FigureMark.objects.filter(day=mark.day).update(add_up_at=until)


def add_up_day(mark_id: UUID, now: datetime) -> None:
    """Add up the day of a mark, and its month anew; nothing if it was done meanwhile or is to wait."""
    lock("promise.figures")
    mark = FigureMark.objects.filter(id=mark_id, add_up_at__lte=now).first()
    if mark is not None:
        _add_up_day(mark.day)
        _add_up_month(mark.day.replace(day=1))


def rebuild_days(now: datetime) -> int:
    """Throw all sums away and add up every day that is over at `now`; how many days those are."""
    with transaction.atomic():
        lock("promise.figures")
        Figure.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute(_MARK_ALL)
        due = FigureMark.objects.filter(add_up_at__lte=now).values_list("day", flat=True)
        days = sorted(set(due.distinct()))
        for day in days:
            _add_up_day(day)
        for month in sorted({day.replace(day=1) for day in days}):
            _add_up_month(month)
    return len(days)


def _add_up_day(day: date) -> None:
    """Marks first, promises after: a change in between keeps its mark, and the day is added up again."""
    seen = list(FigureMark.objects.filter(day=day).values_list("id", flat=True))
    Figure.objects.filter(is_month=False, starts_on=day).delete()
    rows = in_spans(_runs([day]))
    assert rows is not None
    sql, params = statement(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO promise_figure (starts_on, is_month, {COLUMNS})"  # noqa: S608 - as above
            f" SELECT %s, false, {COLUMNS} FROM ({sql}) AS sums",
            [day, *params],
        )
    FigureMark.objects.filter(id__in=seen).delete()


def _add_up_month(month: date) -> None:
    Figure.objects.filter(is_month=True, starts_on=month).delete()
    with connection.cursor() as cursor:
        cursor.execute(_ADD_MONTH, [month, month, _next_month(month)])


def _months_and_days(first: date, last: date, stale: set[date]) -> tuple[list[date], list[date]]:
    """The whole months without a marked day, and the other unmarked days, from `first` to before `last`."""
    months: list[date] = []
    days: list[date] = []
    marked = {day.replace(day=1) for day in stale}
    day = first
    while day < last:
        if day.day == 1 and _next_month(day) <= last and day not in marked:
            months.append(day)
            day = _next_month(day)
            continue
        if day not in stale:
            days.append(day)
        day += _DAY
    return months, days


def _runs(days: Iterable[date]) -> list[Span]:
    """Days as spans, those that follow each other as one."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and runs[-1][1] == day:
            runs[-1][1] = day + _DAY
        else:
            runs.append([day, day + _DAY])
    return [Span(_midnight(first), _midnight(last)) for first, last in runs]


def _first_whole(at: datetime) -> date:
    day = local_date(at)
    return day if at == _midnight(day) else day + _DAY


def _next_month(month: date) -> date:
    return (month + 31 * _DAY).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE)
